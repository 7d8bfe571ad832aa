"""Feeds that are not quite XML: a bad sign is mended, a bad record left out, and both are told."""

import html
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError

from bot.model import Skipped
from bot.sources.text_encoding import decoded

_DECLARATION = re.compile(r"^\s*<\?xml[^<>]{0,200}\?>")
_ENCODING = re.compile(rb"^\s*<\?xml[^<>]{0,100}encoding=[\"']([\w.-]{2,30})[\"']")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,9}|x[0-9a-fA-F]{1,8});|(\w{2,31});|)")
_STRAY = re.compile(r"<(?![A-Za-z/!?])")
_RECORD = re.compile(r"<(item|entry|record)\b")
_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*+)[^<>]*?(/?)>")
_LAST_SIGN = 0x10FFFF
_OWN = ("amp", "lt", "gt", "quot", "apos")

Parse = Callable[[str], Element]


def mended(body: bytes, parse: Parse, *, may_break_off: bool) -> tuple[Element, list[Skipped]]:
    """Return the root of a feed and what had to be left out of it.

    Signs that XML forbids go, a bare & or < becomes text, and HTML's names of signs are read; a
    record that is broken still is left out. Raises ParseError for what holds no record then, and
    for what breaks off unless that may be: who was cut off while fetching had better ask again.
    """
    written = _text_of(body)
    text = _DECLARATION.sub("", written.lstrip("\ufeff \t\r\n"))
    clean = _STRAY.sub("&lt;", _REFERENCE.sub(_reference, _FORBIDDEN.sub("", text)))
    told = _what_was_mended(text, clean)
    try:
        return parse(clean), told
    except ParseError as error:
        is_whole = re.search(r"</[\w:.-]+>\s*$", clean[-100:]) is not None
        if not is_whole and not may_break_off:
            raise
        return _salvaged(clean, parse, told, error)


def _text_of(body: bytes) -> str:
    match = _ENCODING.match(body)
    if match and match[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return body.decode(match[1].decode("ascii"), "replace")
        except LookupError:
            pass
    return decoded(body)


def _reference(match: re.Match[str]) -> str:
    number, name = match[1], match[2]
    if name:
        if name in _OWN:
            return match[0]
        sign = html.unescape(match[0])
        return html.escape(sign) if sign != match[0] else f"&amp;{name};"
    if number:
        code = int(number[1:], 16) if number[0] == "x" else int(number)
        return "" if code > _LAST_SIGN or _FORBIDDEN.search(chr(code)) else match[0]
    return "&amp;"


def _what_was_mended(text: str, clean: str) -> list[Skipped]:
    """Name the first line that was changed; a feed with a blank first line is as good as any."""
    if text == clean:
        return []
    pairs = zip(text.split("\n"), clean.split("\n"), strict=False)
    line = next((place for place, (was, now) in enumerate(pairs, start=1) if was != now), 1)
    return [Skipped(f"line {line}", "a sign that XML does not allow was mended; nothing is lost")]


def _salvaged(
    text: str, parse: Parse, told: list[Skipped], error: ParseError
) -> tuple[Element, list[Skipped]]:
    """Read each record by itself, in the place of a whole that cannot be read."""
    starts = [match.start() for match in _RECORD.finditer(text)]
    if not starts:
        raise error
    head = text[: starts[0]]
    opened = _open_tags(head)
    root, skipped = _frame(head, text[starts[-1] :], opened, parse), list(told)
    home = _deepest(root, len(opened))
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1):
        record = _record_in(text[start:end])
        try:
            home.append(_deepest(parse(_framed(opened, record)), len(opened))[0])
        except (ParseError, IndexError):
            where = f"item {place}, line {text.count(chr(10), 0, start) + 1}"
            skipped.append(Skipped(where, "it breaks off or is not whole"))
    return root, skipped


def _frame(head: str, last: str, opened: list[str], parse: Parse) -> Element:
    """Return what stands around the records; after the last one there may be a token."""
    tail = last[len(_record_in(last)) :]
    for end in (tail, _closing(opened)):
        try:
            return parse(head + end)
        except ParseError:
            continue
    return parse(_framed(opened, ""))


def _record_in(chunk: str) -> str:
    """Return a chunk up to the end of the record that it begins with."""
    match = _RECORD.match(chunk)
    closing = f"</{match[1]}>" if match else ""
    end = chunk.find(closing)
    return chunk[: end + len(closing)] if closing and end >= 0 else chunk


def _open_tags(head: str) -> list[str]:
    opened: list[str] = []
    for match in _TAG.finditer(head):
        if match[1]:
            opened = opened[:-1]
        elif not match[3]:
            opened.append(match[0])
    return opened


def _framed(opened: list[str], inside: str) -> str:
    return "".join(opened) + inside + _closing(opened)


def _closing(opened: list[str]) -> str:
    names = (match[2] for tag in reversed(opened) if (match := _TAG.match(tag)))
    return "".join(f"</{name}>" for name in names)


def _deepest(root: Element, depth: int) -> Element:
    """Return the element that holds the records: the last child, some floors down."""
    for _ in range(depth - 1):
        if len(root):
            root = root[-1]
    return root
