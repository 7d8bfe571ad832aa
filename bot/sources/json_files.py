"""JSON in files: rows one a line, lists of rows, and recorded answers."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.calendar.list_hours import told_by
from bot.errors import SourceError
from bot.model import Arrival, Skipped
from bot.sources import json_fields
from bot.sources.huggingface import parse_list
from bot.sources.json_rows import Ranks, parse_object, parse_row
from bot.sources.json_stream import LONGEST_ROW, TooLong, read_lines, read_list
from bot.sources.packed_files import DAMAGE, open_unpacked

Read = Arrival | Skipped

_WRAPPERS = ("results", "items", "data", "papers", "references")
_BROKEN = "the JSON breaks off or is damaged here"
_OFTEN = 200


def read_rows(path: Path, on_bytes: Callable[[int], None]) -> Iterator[Read]:
    """Yield a paper for each line; `on_bytes` hears how far it is."""
    ranks = Ranks()
    place = 0
    try:
        with path.open("rb") as raw, open_unpacked(path, raw) as stream:
            for place, line in enumerate(read_lines(stream), start=1):
                if place % _OFTEN == 0:
                    on_bytes(raw.tell())
                if line is None:
                    yield Skipped(
                        f"{path.name}:{place}", f"it is longer than {LONGEST_ROW:,} bytes"
                    )
                elif line.strip():
                    yield _read(parse_row(line, ranks), f"{path.name}:{place}")
    except DAMAGE as error:
        reason = f"the file breaks off or is damaged here ({error})"
        yield Skipped(f"{path.name}:{place + 1}", reason)
    except TooLong:
        yield Skipped(f"{path.name}:{place + 1}", "that line has no end; the rest was left")


def read_array(path: Path, on_bytes: Callable[[int], None]) -> Iterator[Read]:
    """Yield a paper for each object of a list, however long it is."""
    ranks = Ranks()
    line = 1
    try:
        with path.open("rb") as raw, open_unpacked(path, raw) as stream:
            for place, (line, row) in enumerate(read_list(stream), start=1):
                if place % _OFTEN == 0:
                    on_bytes(raw.tell())
                yield _read(parse_object(row, ranks), f"{path.name}:{line}")
    except DAMAGE as error:
        yield Skipped(f"{path.name}:{line}", f"the file breaks off or is damaged here ({error})")
    except ValueError as error:
        yield Skipped(f"{path.name}, {error}", _BROKEN)


def read_answer(path: Path, body: bytes) -> Iterator[Read]:
    """Yield the papers of a recorded answer, or of an object that wraps a list of rows.

    The day of an answer is the file's name where that is a date.
    """
    try:
        answer = json_fields.loads(body)
    except json.JSONDecodeError as error:
        yield Skipped(f"{path.name}:{error.lineno}", _BROKEN)
        return
    except (ValueError, RecursionError):
        yield Skipped(path.name, _BROKEN)
        return
    rows = _rows_in(answer)
    if rows is not None:
        ranks = Ranks()
        for place, row in enumerate(rows, start=1):
            yield _read(parse_object(row, ranks), f"{path.name}, item {place}")
        return
    yield from _listed(path, answer)


def _listed(path: Path, answer: object) -> Iterator[Read]:
    try:
        day = date.fromisoformat(path.name[:10])
    except ValueError:
        day = None
    try:
        parsed = parse_list(answer, day)
    except SourceError:
        yield Skipped(path.name, "it is JSON, but no list of papers that I know")
        return
    for arrival in parsed.arrivals:
        yield replace(arrival, told_at=told_by(arrival.paper, arrival.listing))
    for one in parsed.skipped:
        yield Skipped(f"{path.name}, {one.where}", one.reason)


def _rows_in(answer: object) -> list[object] | None:
    """Return the rows of an answer that is no list of Hugging Face's: of one paper, or of many."""
    if not isinstance(answer, dict):
        return None
    for name in _WRAPPERS:
        rows = answer.get(name)
        if isinstance(rows, list):
            is_listed = any(isinstance(one, dict) and "paper" in one for one in rows[:1])
            return None if is_listed or not rows else rows
    return [answer] if json_fields.text(answer, "title", "display_name") else None


def _read(row: Arrival | str, where: str) -> Read:
    return Skipped(where, row) if isinstance(row, str) else row
