"""Bytes of a text file as characters, whichever encoding its writer used."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"^\s*%+\s*(?:!bib\s+)?encoding\s*[:=]\s*([\w.-]{2,30})", re.IGNORECASE | re.MULTILINE
)
_BEGINNING = 2048
_USUAL = "cp1252"
"""Latin-1 with the quotation marks and dashes that Windows adds."""


def decoded(body: bytes) -> str:
    """Return the text of a file: UTF-8, what its first bytes or lines say, or Latin-1 at last.

    A file that was pasted together from several encodings is read line by line.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if encoding := _wide(body):
        return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        fallback = _declared(body)
        return "".join(_line(line, fallback) for line in body.splitlines(keepends=True))


def _wide(body: bytes) -> str:
    """Tell UTF-16 without a mark by its zeros: every other byte of plain English is one."""
    start = body[:_BEGINNING]
    even, odd = start[::2].count(0), start[1::2].count(0)
    most = 0.8 * (len(start) // 2)
    if odd > most > 2 * even:
        return "utf-16-le"
    return "utf-16-be" if even > most > 2 * odd else ""


def _declared(body: bytes) -> str:
    match = _DECLARED.search(body[:_BEGINNING])
    named = match[1].decode("ascii", "replace") if match else _USUAL
    # JabRef writes Java's names: Cp1252, ISO8859_1, MacRoman.
    name = {"macroman": "mac_roman"}.get(named.lower(), named)
    try:
        "é".encode(name)
    except (LookupError, UnicodeError):
        return _USUAL
    return _USUAL if codecs.lookup(name).name in ("utf-8", "ascii", "iso8859-1") else name


def _line(line: bytes, fallback: str) -> str:
    for encoding in ("utf-8", fallback):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")
