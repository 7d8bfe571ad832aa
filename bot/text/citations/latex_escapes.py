"""Text that LaTeX prints as it stands: its special characters escaped, symbols spelled."""

import logging
import re
from functools import lru_cache

from bot.text.latex import readable

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_PLAIN_UNTIL = 0x0250
"""Accented letters that every LaTeX since 2018 prints from UTF-8."""
_PRINTED = frozenset("–—‘’“”„…€£§¶†‡•")
_CAPITALS = re.compile(r"(?<![\w\\{])\w+(?:-\w+)*")


def escape(text: str) -> str:
    """Return a text for LaTeX; what it has no command for stays as it is."""
    if text.isascii() and not any(sign in text for sign in _SPECIAL):
        return text
    return "".join(map(_escaped, text))


def escape_title(title: str) -> str:
    """Return a title for BibTeX: words with inner capitals are kept from being made small."""
    escaped = escape(title)
    if "\\" in escaped:
        return f"{{{escaped}}}" if any(map(_is_capitalized, title.split())) else escaped
    return _CAPITALS.sub(_protected, escaped)


def _protected(word: re.Match[str]) -> str:
    return f"{{{word[0]}}}" if _is_capitalized(word[0]) else word[0]


def _is_capitalized(word: str) -> bool:
    return word[1:] != word[1:].lower()


@lru_cache(maxsize=4096)
def _escaped(sign: str) -> str:
    if sign in _SPECIAL:
        return _SPECIAL[sign]
    if ord(sign) < _PLAIN_UNTIL or sign in _PRINTED or sign.isspace():
        return sign
    from pylatexenc.latexencode import unicode_to_latex  # noqa: PLC0415 - only for rare signs

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    command = unicode_to_latex(sign, unknown_char_policy="keep")
    braced = command if command.startswith(r"\ensuremath") else f"{{{command}}}"
    return braced if readable(braced).strip("{}") == sign else sign
