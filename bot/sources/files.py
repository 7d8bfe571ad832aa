"""Papers from files: answers, feeds, bibliographies and rows; nothing is dropped silently."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.calendar.list_hours import told_by
from bot.errors import SourceError
from bot.model import Skipped
from bot.sources import arxiv
from bot.sources.bibliographies import parse_bibtex, parse_ris
from bot.sources.file_kinds import SUFFIXES, Kind, kind_of
from bot.sources.json_files import Read, read_answer, read_array, read_rows
from bot.sources.packed_files import DAMAGE, open_unpacked
from bot.sources.parse_result import Parsed
from bot.sources.tables import read_table

MOST_BYTES_AT_ONCE = 200_000_000
"""The largest answer or feed that is read as a whole, unpacked; rows have no such bound."""

_WHOLE: dict[Kind, Callable[[bytes], Parsed]] = {
    Kind.FEED: arxiv.parse,
    Kind.BIBTEX: parse_bibtex,
    Kind.RIS: parse_ris,
}


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
    kind = kind_of(path)
    if kind is Kind.EMPTY:
        return iter([Skipped(path.name, "the file is empty")])
    if kind is Kind.ROWS:
        return read_rows(path, on_bytes)
    if kind is Kind.ARRAY:
        return read_array(path, on_bytes)
    with open_unpacked(path) as stream:
        body = stream.read(MOST_BYTES_AT_ONCE + 1)
    if len(body) > MOST_BYTES_AT_ONCE:
        return iter([Skipped(path.name, "it is too large for one answer; rows may be any size")])
    if kind is Kind.ANSWER:
        return read_answer(path, body)
    if kind is Kind.TABLE:
        return read_table(path, body)
    return _whole(path, body, _WHOLE[kind])


def _whole(path: Path, body: bytes, parse: Callable[[bytes], Parsed]) -> Iterator[Read]:
    try:
        parsed = parse(body)
    except SourceError as error:
        yield Skipped(path.name, str(error))
        return
    for arrival in parsed.arrivals:
        yield replace(arrival, told_at=told_by(arrival.paper, arrival.listing))
    for one in parsed.skipped:
        yield Skipped(f"{path.name}, {one.where}", one.reason)
