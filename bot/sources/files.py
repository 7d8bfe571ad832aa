"""Papers from files: recorded answers, feeds and rows, streamed; nothing is dropped silently."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.calendar.list_hours import told_by
from bot.errors import SourceError
from bot.model import Arrival, Skipped
from bot.sources import arxiv
from bot.sources.bibliographies import parse_bibtex
from bot.sources.huggingface import parse_daily
from bot.sources.json_rows import Ranks, parse_row
from bot.sources.packed_files import DAMAGE, PACKED, open_unpacked, unpacked_name
from bot.sources.parse_result import Parsed

Read = Arrival | Skipped
KINDS = (".json", ".xml", ".atom", ".rss", ".jsonl", ".ndjson", ".bib")
SUFFIXES = (*KINDS, *(kind + packed for kind in KINDS for packed in PACKED))
MOST_BYTES_AT_ONCE = 200_000_000
"""The largest answer or feed that is read as a whole, unpacked; rows have no such bound."""


def find_files(paths: Sequence[Path]) -> list[Path | Skipped]:
    """Return the files to read; a folder stands for those in it that can be."""
    return [file for path in paths for file in _files(path)]


def read_file(file: Path, on_bytes: Callable[[int], None] = lambda _bytes: None) -> Iterator[Read]:
    """Yield what a file holds, in order; what cannot be read is yielded as Skipped.

    `on_bytes` hears how many bytes of the file were read.
    """
    try:
        yield from _read(file, on_bytes)
    except DAMAGE as error:
        yield Skipped(file.name, f"the file breaks off or is damaged ({error})")
    except OSError as error:
        yield _unreadable(file, error)


def size_of(file: Path | Skipped) -> int:
    """Return the bytes of a file, 0 for what cannot be read: reading it will say why."""
    try:
        return file.stat().st_size if isinstance(file, Path) else 0
    except OSError:
        return 0


def _files(path: Path) -> list[Path | Skipped]:
    try:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.name.endswith(SUFFIXES))
            return [*inside] or [Skipped(str(path), "the folder holds no file that I can read")]
        if path.is_file():
            return [path]
    except OSError as error:
        return [_unreadable(path, error)]
    return [Skipped(str(path), "there is no such file")]


def _unreadable(file: Path, error: OSError) -> Skipped:
    return Skipped(file.name, f"it cannot be read ({error.strerror or error})")


def _read(path: Path, on_bytes: Callable[[int], None]) -> Iterator[Read]:
    kind = _kind(path)
    if kind == "rows":
        return _rows(path, on_bytes)
    with open_unpacked(path) as stream:
        body = stream.read(MOST_BYTES_AT_ONCE + 1)
    if len(body) > MOST_BYTES_AT_ONCE:
        return iter([Skipped(path.name, "it is too large for one answer; rows may be any size")])
    return _whole(path, body, kind)


def _kind(path: Path) -> str:
    """Tell rows, feeds, bibliographies and answers apart: by name, and by how they begin."""
    name = unpacked_name(path)
    if name.endswith((".jsonl", ".ndjson")):
        return "rows"
    with open_unpacked(path) as stream:
        try:
            start = stream.read(4096).lstrip(b"\xef\xbb\xbf \r\n\t")
        except DAMAGE:
            start = b""
    if name.endswith(".bib") or start.startswith((b"@", b"%")):
        return "bibliography"
    if start.startswith(b"<"):
        return "feed"
    is_row = start.startswith(b"{") and not name.endswith(".json")
    return "rows" if is_row else "answer"


def _whole(path: Path, body: bytes, kind: str) -> Iterator[Read]:
    try:
        parsed = _parse(path, body, kind)
    except SourceError as error:
        yield Skipped(path.name, str(error))
        return
    for arrival in parsed.arrivals:
        yield replace(arrival, told_at=told_by(arrival.paper, arrival.listing))
    for one in parsed.skipped:
        yield Skipped(f"{path.name}, {one.where}", one.reason)


def _parse(path: Path, body: bytes, kind: str) -> Parsed:
    if kind == "feed":
        return arxiv.parse(body)
    if kind == "bibliography":
        return parse_bibtex(body)
    return _answer(path, body)


def _answer(path: Path, body: bytes) -> Parsed:
    """Read a recorded answer; its day is the file's name where that is a date."""
    try:
        day = date.fromisoformat(path.name[:10])
    except ValueError:
        day = None
    return parse_daily(body, day)


def _rows(path: Path, on_bytes: Callable[[int], None]) -> Iterator[Read]:
    ranks = Ranks()
    place = 0
    try:
        with path.open("rb") as raw, open_unpacked(path, raw) as stream:
            for place, line in enumerate(stream, start=1):
                if place % 200 == 0:
                    on_bytes(raw.tell())
                if line.strip():
                    row = parse_row(line, ranks)
                    yield Skipped(f"{path.name}:{place}", row) if isinstance(row, str) else row
    except DAMAGE as error:
        yield Skipped(
            f"{path.name}:{place + 1}", f"the file breaks off or is damaged here ({error})"
        )
