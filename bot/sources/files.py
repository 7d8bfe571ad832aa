"""Papers from files: recorded answers, feeds and rows, streamed; nothing is dropped silently."""

import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO

from bot.errors import SourceError
from bot.model import Arrival, Skipped
from bot.sources import arxiv
from bot.sources.calendar import told_by
from bot.sources.huggingface import parse_daily
from bot.sources.parsed import Parsed
from bot.sources.rows import Ranks, parse_row

Read = Arrival | Skipped
Report = Callable[[int, int], None]
"""Hears how many bytes were read, and of how many in all."""

SUFFIXES = (".json", ".xml", ".atom", ".jsonl", ".jsonl.gz")
MOST_BYTES_AT_ONCE = 200_000_000
"""The largest answer or feed that is read as a whole; rows have no such bound."""


def read_files(
    paths: Sequence[Path], report: Report = lambda _done, _total: None
) -> Iterator[Read]:
    """Yield what the files hold, in order; a folder stands for the files in it.

    What cannot be read is yielded as Skipped, and the next file goes on.
    """
    files = [file for path in paths for file in _files(path)]
    sizes = [_size(file) for file in files]
    total, before = sum(sizes), 0
    for file, size in zip(files, sizes, strict=True):
        if isinstance(file, Skipped):
            yield file
            continue
        try:
            yield from _read(file, lambda done, start=before: report(start + done, total))  # type: ignore[misc]
        except OSError as error:
            yield _unreadable(file, error)
        except (EOFError, zlib.error) as error:
            yield Skipped(file.name, f"the file breaks off or is damaged ({error})")
        before += size
        report(before, total)


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


def _size(file: Path | Skipped) -> int:
    """Return the bytes of a file, 0 for what cannot be read: reading it will say why."""
    try:
        return file.stat().st_size if isinstance(file, Path) else 0
    except OSError:
        return 0


def _unreadable(file: Path, error: OSError) -> Skipped:
    return Skipped(file.name, f"it cannot be read ({error.strerror or error})")


def _read(path: Path, on_bytes: Callable[[int], None]) -> Iterator[Read]:
    kind = _kind(path)
    if kind == "rows":
        return _rows(path, on_bytes)
    with _opened(path) as stream:
        body = stream.read(MOST_BYTES_AT_ONCE + 1)
    if len(body) > MOST_BYTES_AT_ONCE:
        return iter([Skipped(path.name, "it is too large for one answer; rows may be any size")])
    return _whole(path, body, kind)


def _kind(path: Path) -> str:
    """Tell rows, feeds and answers apart: by name, and by the first letter where that is odd."""
    name = path.name.removesuffix(".gz")
    if name.endswith(".jsonl"):
        return "rows"
    with _opened(path) as stream:
        try:
            start = stream.read(4096).lstrip(b"\xef\xbb\xbf \r\n\t")
        except (EOFError, zlib.error):
            start = b""
    if start.startswith(b"<"):
        return "feed"
    is_row = start.startswith(b"{") and not name.endswith(".json")
    return "rows" if is_row else "answer"


def _whole(path: Path, body: bytes, kind: str) -> Iterator[Read]:
    try:
        parsed = arxiv.parse(body) if kind == "feed" else _answer(path, body)
    except SourceError as error:
        yield Skipped(path.name, str(error))
        return
    for arrival in parsed.arrivals:
        yield replace(arrival, told_at=told_by(arrival.paper, arrival.listing))
    for one in parsed.skipped:
        yield Skipped(f"{path.name}, {one.where}", one.reason)


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
        with path.open("rb") as raw, _opened(path, raw) as stream:
            for place, line in enumerate(stream, start=1):
                if place % 200 == 0:
                    on_bytes(raw.tell())
                if line.strip():
                    row = parse_row(line, ranks)
                    yield Skipped(f"{path.name}:{place}", row) if isinstance(row, str) else row
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Skipped(
            f"{path.name}:{place + 1}", f"the file breaks off or is damaged here ({error})"
        )


def _opened(path: Path, raw: IO[bytes] | None = None) -> IO[bytes] | gzip.GzipFile:
    """Open a file for reading, through gzip where its name says so."""
    if path.suffix == ".gz":
        return gzip.GzipFile(path, fileobj=raw)
    return raw or path.open("rb")
