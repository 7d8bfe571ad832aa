"""What works are called, whichever archive has them: arXiv's ids, DOIs and venues' own."""

from bot.model.doi import doi_in
from bot.model.identity import paper_id
from bot.model.venue_pages import venue_id


def work_id(written: str) -> str:
    """Return the id of the work that a text or a link names, "" where it names none.

    arXiv's comes first, also where it stands in a DOI; then what a venue calls it; then its DOI.
    """
    return paper_id(written) or venue_id(written) or doi_in(written)
