"""A paper as a row: of JSON, which holds all that is known, or of a table for people."""

import csv
import io
import json
from collections.abc import Sequence

from bot.model import Paper
from bot.model.identity import page_url

_COLUMNS = (
    "id", "title", "authors", "published", "categories", "journal", "doi", "url", "upvotes",
    "comments", "code_url", "code_stars", "project_url", "organization", "version", "remark",
    "abstract",
)  # fmt: skip
_IN_FULL = (
    *(name for name in _COLUMNS if name != "url"),
    "ai_summary", "summary_by", "ai_keywords", "thumbnail", "revised", "is_withdrawn", "media",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@")


def json_row(paper: Paper) -> str:
    """Write all that is known of a paper as an object of JSON on one line."""
    row: dict[str, object] = {}
    for name in _IN_FULL:
        value = getattr(paper, name)
        if value not in (None, "", ()):
            row[name] = list(value) if isinstance(value, tuple) else value
    return json.dumps(row | _originals(paper), ensure_ascii=False, default=str) + "\n"


def csv_header() -> str:
    """Return the first line of a table."""
    return _line(_COLUMNS)


def csv_row(paper: Paper) -> str:
    """Write the row of a table; lists are joined by semicolons."""
    return _line([_cell(paper, name) for name in _COLUMNS])


def _originals(paper: Paper) -> dict[str, object]:
    """Return title and abstract as their source wrote them, from which both can be read again."""
    held = {"title": paper.original_title, "abstract": paper.original_abstract}
    return {name: value for name, value in held.items() if value}


def _cell(paper: Paper, name: str) -> str:
    value = page_url(paper.id) if name == "url" else getattr(paper, name)
    text = _joined(value) if isinstance(value, tuple) else "" if value is None else str(value)
    # A spreadsheet would reckon what begins like a formula.
    return f"'{text}" if text.startswith(_FORMULA) else text


def _joined(values: Sequence[str]) -> str:
    """Join by semicolons; one alone that holds a comma gets one as well, so that it stays whole."""
    return f"{values[0]};" if len(values) == 1 and "," in values[0] else "; ".join(values)


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
