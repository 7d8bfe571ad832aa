"""The entries of a bibliography: split, put together, and mended or told where broken."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.model import Skipped

if TYPE_CHECKING:
    from bibtexparser.model import Block, ImplicitComment
    from bibtexparser.model import Entry as RawEntry

_KIND = r"@(?!string|comment|preamble)\w+[ \t]*[{(]"
_KEY_WITHOUT_COMMA = re.compile(
    rf"({_KIND}\s*[^\s,={{}}()\"#%]+)(\s+[A-Za-z][\w-]*\s*=\s*[{{\"\d])", re.IGNORECASE
)
_NO_KEY = re.compile(rf"({_KIND})(\s*[A-Za-z][\w-]*\s*=\s*[{{\"])", re.IGNORECASE)
_FIELD = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*")
_NAME = re.compile(r"[^\s\"#{},=]+")
_LEFT_OVER = re.compile(r"(?<![\w-])[\w-]{1,80}\s{0,9}=\s{0,9}[{\"\d]")
_INHERITED = ("year", "month", "date", "journal", "booktitle", "editor", "publisher", "series")
_MOST_FIELDS, _COMMENT = 500, 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it was meant: names of fields in small letters, values without their marks."""

    kind: str
    key: str
    where: str
    fields: Mapping[str, str]


def read_entries(text: str) -> Iterator[Entry | Skipped]:
    """Yield the entries in their order; what cannot be read is yielded with its line and reason.

    A comma that is missing is put in; a field that stands twice keeps its first value; what an
    entry leaves out it inherits from the one that its `crossref` names.
    """
    from bibtexparser.splitter import Splitter  # noqa: PLC0415 - only for such files

    # What it could not read is told below, in our words.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    text = _KEY_WITHOUT_COMMA.sub(r"\1,\2", text)
    text = _NO_KEY.sub(r"\1,\2", text)
    try:
        blocks = Splitter(text).split().blocks
    except Exception as error:  # it raises whatever its own mistakes bring about
        raise SourceError("", f"That bibliography cannot be taken apart ({error}).") from error
    strings = _strings(blocks)
    read = list(_entries(blocks, strings))
    parents = {one.key.lower(): one for one in read if isinstance(one, Entry)}
    for one in read:
        yield _with_inherited(one, parents) if isinstance(one, Entry) else one


def _entries(blocks: "list[Block]", strings: Mapping[str, str]) -> Iterator[Entry | Skipped]:
    from bibtexparser import model  # noqa: PLC0415 - only for such files

    follows_damage = False
    for block in blocks:
        inner = block.ignore_error_block if isinstance(block, model.ParsingFailedBlock) else block
        if isinstance(inner, model.ParsingFailedBlock):
            inner = inner.ignore_error_block
        if isinstance(inner, model.Entry):
            yield _entry(inner, strings)
        elif isinstance(block, model.ParsingFailedBlock) and inner is None:
            yield Skipped(_line(block), "the entry is broken: a brace or a comma is missing")
        elif isinstance(inner, model.ImplicitComment) and not follows_damage and _is_rest(inner):
            yield Skipped(_line(inner), "fields stand there outside of any entry")
        follows_damage = inner is None


def _is_rest(comment: "ImplicitComment") -> bool:
    """Tell text between entries from the rest of one that a brace too many has ended."""
    return bool(_LEFT_OVER.search(comment.comment[:_COMMENT]))


def _entry(block: "RawEntry", strings: Mapping[str, str]) -> Entry:
    fields: dict[str, str] = {}
    for raw in block.fields[:_MOST_FIELDS]:
        for name, value in _values(raw.key, str(raw.value), strings):
            held = fields.get(name, "")
            if held and value and name in ("author", "editor"):
                fields[name] = f"{held} and {value}"
            else:
                fields[name] = held or value
    return Entry(block.entry_type.lower(), block.key.strip(), _line(block), fields)


def _values(key: str, raw: str, strings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a field, and those that follow it where the comma between them is missing."""
    name = key.rpartition("\n")[2].strip().lower() if "\n" in key else key.lower()
    place = 0
    while True:
        value, place = _value(raw, place, strings)
        match = _FIELD.match(raw, place)
        if not match:
            yield name, f"{value} {raw[place:].strip()}".strip()
            return
        yield name, value
        name, place = match[1].lower(), match.end()


def _value(raw: str, place: int, strings: Mapping[str, str]) -> tuple[str, int]:
    """Put together `"A" # b # {C}` from a place on; return it and where it ends."""
    parts: list[str] = []
    while True:
        place = _after_blanks(raw, place)
        part, place = _piece(raw, place, strings)
        parts.append(part)
        after = _after_blanks(raw, place)
        if raw[after : after + 1] != "#":
            return "".join(parts), place
        place = after + 1


def _piece(raw: str, place: int, strings: Mapping[str, str]) -> tuple[str, int]:
    opening = raw[place : place + 1]
    if opening and opening in '{"':
        end = _closing(raw, place, "}" if opening == "{" else '"')
        return raw[place + 1 : end], end + 1
    match = _NAME.match(raw, place)
    if not match:
        return "", place
    return strings.get(match[0].lower(), match[0]), match.end()


def _closing(raw: str, opening: int, closing: str) -> int:
    """Return where a value ends; braces within it are counted, escaped ones are not."""
    depth = 0
    for match in re.compile(r"\\[{}\"\\]|[{}\"]", re.DOTALL).finditer(raw, opening + 1):
        if match[0] == closing and depth == 0:
            return match.start()
        depth = max(0, depth + {"{": 1, "}": -1}.get(match[0], 0))
    return len(raw)


def _after_blanks(raw: str, place: int) -> int:
    while place < len(raw) and raw[place].isspace():
        place += 1
    return place


def _strings(blocks: "list[Block]") -> dict[str, str]:
    """Return what names stand for (`@string`); one may be put together from others before it."""
    from bibtexparser import model  # noqa: PLC0415 - only for such files

    known: dict[str, str] = {}
    for block in blocks:
        inner = block.ignore_error_block if isinstance(block, model.ParsingFailedBlock) else block
        if isinstance(inner, model.String):
            value, _ = _value(str(inner.value), 0, known)
            known.setdefault(inner.key.lower(), value[:10_000])
    return known


def _with_inherited(entry: Entry, parents: Mapping[str, Entry]) -> Entry:
    parent = parents.get(entry.fields.get("crossref", "").strip().lower())
    if parent is None or parent is entry:
        return entry
    given = {name: parent.fields[name] for name in _INHERITED if parent.fields.get(name)}
    if title := parent.fields.get("title"):
        given.setdefault("booktitle", title)
    return replace(entry, fields=given | {n: v for n, v in entry.fields.items() if v})


def _line(block: "Block") -> str:
    return f"line {(block.start_line or 0) + 1}"
