"""Tables of papers (CSV, TSV), as this bot, spreadsheets and Scopus write them."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from bot.model import Arrival, Skipped
from bot.sources.json_fields import Json
from bot.sources.json_rows import Ranks, parse_object
from bot.sources.text_encoding import decoded

_LISTS = ("authors", "categories")
_NUMBERS = ("upvotes", "comments", "code_stars", "version", "year")
_OTHER_NAMES = {
    "author": "authors",
    "source title": "journal",
    "publication year": "year",
    "link": "url",
}
_FORMULA = ("'=", "'+", "'-", "'@")
_LONGEST_CELL = 1_000_000


def read_table(path: Path, body: bytes) -> Iterator[Arrival | Skipped]:
    """Yield a paper for each row; the first line names the columns."""
    csv.field_size_limit(_LONGEST_CELL)
    text = decoded(body)
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    ranks = Ranks()
    try:
        for row in reader:
            read = parse_object(_row(row), ranks)
            where = f"{path.name}:{reader.line_num}"
            yield Skipped(where, read) if isinstance(read, str) else read
    except csv.Error as error:
        yield Skipped(f"{path.name}:{reader.line_num}", f"the table cannot be read on ({error})")


def _row(cells: dict[str, str]) -> Json:
    row: Json = {}
    for written, cell in cells.items():
        if not isinstance(cell, str) or not isinstance(written, str) or not cell.strip():
            continue
        name = written.strip().lower()
        row[_OTHER_NAMES.get(name, name)] = _value(_OTHER_NAMES.get(name, name), cell)
    return row


def _value(name: str, cell: str) -> object:
    cell = cell[1:] if cell.startswith(_FORMULA) else cell
    if name in _LISTS and ";" in cell:
        parts = [part.strip() for part in cell.split(";")]
        return [part for part in parts if part]
    if name in _NUMBERS and cell.strip().isdecimal() and len(cell) < 10:
        return int(cell)
    return cell
