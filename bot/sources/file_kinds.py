"""What a file holds: told by its name, and by how it begins."""

import json
from enum import Enum
from pathlib import Path

from bot.sources.packed_files import DAMAGE, PACKED, open_unpacked, unpacked_name
from bot.sources.text_encoding import decoded

KINDS = (
    ".json", ".xml", ".atom", ".rss", ".jsonl", ".ndjson", ".bib", ".ris", ".csv", ".tsv",
)  # fmt: skip
SUFFIXES = (*KINDS, *(kind + packed for kind in KINDS for packed in PACKED))

_BEGINNING = 1 << 20


class Kind(Enum):
    """How a file is read."""

    EMPTY = "empty"
    ROWS = "rows"
    ARRAY = "array"
    ANSWER = "answer"
    FEED = "feed"
    BIBTEX = "bibtex"
    RIS = "ris"
    TABLE = "table"


_BY_NAME = {
    ".jsonl": Kind.ROWS,
    ".ndjson": Kind.ROWS,
    ".bib": Kind.BIBTEX,
    ".ris": Kind.RIS,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
}


def kind_of(path: Path) -> Kind:
    """Return what a file holds; a name may lie about feeds and JSON, but not about the rest."""
    named = _BY_NAME.get(Path(unpacked_name(path)).suffix)
    if named is Kind.ROWS:
        return named
    start = _start_of(path)
    if not start:
        return named or Kind.EMPTY
    if start.startswith("<"):
        return Kind.FEED
    if start.startswith(("@", "%")):
        return Kind.BIBTEX
    if named:
        return named
    if start.startswith("TY ") and "-" in start[:10]:
        return Kind.RIS
    return _kind_of_json(start)


def _start_of(path: Path) -> str:
    with open_unpacked(path) as stream:
        try:
            return decoded(stream.read(_BEGINNING)).lstrip("\ufeff \r\n\t")
        except DAMAGE:
            return ""


def _kind_of_json(start: str) -> Kind:
    """Tell recorded lists from lists of rows, and one object from one a line."""
    opening = start[0]
    body = start[1:].lstrip() if opening == "[" else start
    try:
        first, end = json.JSONDecoder().raw_decode(body)
    except (ValueError, RecursionError):
        first, end = None, len(body)
    if opening == "[":
        is_list_of_papers = isinstance(first, dict) and "paper" in first
        return Kind.ANSWER if is_list_of_papers or first is None else Kind.ARRAY
    return Kind.ROWS if body[end:].lstrip().startswith("{") else Kind.ANSWER
