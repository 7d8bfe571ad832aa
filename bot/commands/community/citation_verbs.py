"""Papers as citations: one to copy, or many as a bibliography."""

from collections.abc import Sequence

from bot.commands.context import Context
from bot.commands.paper_lists import wanted_paper
from bot.compose import library_messages
from bot.message import Message
from bot.model import Paper
from bot.text import citations

_OTHER_FORMS = {"bib": "bibtex", "json": "jsonl", "csl-json": "csl", "zotero": "ris"}


def cite(context: Context, argument: str) -> Message:
    """Give one paper in BibTeX and as people write it."""
    paper = wanted_paper(context, argument)
    return library_messages.cited(paper, citations.cite(paper))


def split_form(said: str) -> tuple[str, str]:
    """Split "ris #rlhf" into a format, BibTeX where none is named, and the rest."""
    first, _, rest = said.partition(" ")
    form = _OTHER_FORMS.get(first.lower(), first.lower())
    return (form, rest.strip()) if form in citations.FORMATS else ("bibtex", said)


def written(papers: Sequence[Paper], form: str) -> str:
    """Return papers in a format, with keys that stay the same whatever else is written."""
    return "".join(citations.write(papers, form)).rstrip("\n")
