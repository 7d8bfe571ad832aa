"""What a work in a file is called: by arXiv, else by its DOI, else by its own key and title."""

import re
from collections.abc import Iterable

from bot.model.doi import doi_in
from bot.model.identity import apart_id, id_within, paper_id

_LONGEST_KEY = 150
_MARK = re.compile(r"-[0-9a-f]{8}$")


def arxiv_id_of(marks: Iterable[str]) -> str | None:
    """Return the first id of arXiv among links, DOIs and numbers."""
    return next((known for one in marks if (known := paper_id(one) or id_within(one))), None)


def doi_of(marks: Iterable[str]) -> str:
    """Return the first DOI that is not arXiv's, "" where none is."""
    found = (doi_in(one) for one in marks)
    return next((doi for doi in found if doi and not paper_id(doi)), "")


def own_id(key: str, title: str) -> str:
    """Return an id from a key that names a work within its file alone.

    An id that was made so before, and came back with a file of ours, stays.
    """
    key = " ".join(key.split())[:_LONGEST_KEY] or "work"
    bare = _MARK.sub("", key)
    return key if bare != key and apart_id(bare, title) == key else apart_id(key, title)
