"""Papers as bibliographies and tables write them, for whoever takes them elsewhere."""

from collections.abc import Callable, Iterable, Iterator

from bot.model import Paper
from bot.text.citations.bibtex_entry import bibtex_entry
from bot.text.citations.csl_item import csl_item
from bot.text.citations.keys import citation_key, keyed
from bot.text.citations.ris_record import ris_record
from bot.text.citations.table_rows import csv_header, csv_row, json_row

__all__ = ["FORMATS", "citation_key", "cite", "write"]

_ENTRIES: dict[str, Callable[[Paper, str], str]] = {
    "bibtex": bibtex_entry,
    "ris": ris_record,
    "csl": csl_item,
    "csv": lambda paper, _key: csv_row(paper),
    "jsonl": lambda paper, _key: json_row(paper),
}
FORMATS = tuple(_ENTRIES)
"""The formats that can be written; all of them can be imported again."""


def cite(paper: Paper, form: str = "bibtex") -> str:
    """Return one paper in a format of FORMATS, without a line break at its end."""
    return _ENTRIES[form](paper, citation_key(paper)).rstrip("\n")


def write(papers: Iterable[Paper], form: str) -> Iterator[str]:
    """Yield the text of a whole file in a format of FORMATS, piece by piece.

    Two works never share a key; which of them keeps the shorter one hangs on their ids alone.
    """
    opening, between, closing = _FRAMES.get(form, ("", "\n" if form == "bibtex" else "", ""))
    yield opening
    # Rows have no keys, so that any number of them can pass through.
    pairs = ((paper, "") for paper in papers) if form in _KEYLESS else keyed(papers)
    for place, (paper, key) in enumerate(pairs):
        yield (between if place else "") + _ENTRIES[form](paper, key)
    yield closing


_KEYLESS = frozenset({"csv", "jsonl"})
_FRAMES = {"csl": ("[\n", ",\n", "\n]\n"), "csv": (csv_header(), "", "")}
