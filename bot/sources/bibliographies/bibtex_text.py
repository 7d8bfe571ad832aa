r"""What BibTeX's values mean as text: its braces only protect, and are never shown."""

import re

from bot.sources.clean_text import Words, one_line
from bot.text.latex import readable

_ACCENT = re.compile(r"\\([vcukHrdbt=.~^'`\"])\s+(?:\{(\\?[A-Za-z])\}|(\\?[A-Za-z]))(?![A-Za-z])")
_PIECE = re.compile(
    r"\\[A-Za-z]+\*?|\\.|\$\$?|[{}]|\[[^\[\]{}$\\]{0,80}\]|[^\\{}$\[]+|.", re.DOTALL
)
_TIE = re.compile(r"(?<!\\)~")
_OPEN, _CLOSED = "\ue000", "\ue001"
"""Stand for braces that are meant to be seen (`\\{`), which LaTeX's reader shows as plain ones."""


def bibtex_words(value: str) -> Words:
    """Return a title, a venue or an abstract as people read it, and as it was written."""
    original = one_line(value)
    if original.isalnum() or not any(sign in original for sign in "\\{}$~`'-"):
        return Words(original, "")
    read = _read(original)
    plain = original.replace("{", "").replace("}", "")
    return Words(read, "" if read == plain else original)


def bibtex_plain(value: str) -> str:
    """Return a value as people read it."""
    return bibtex_words(value).readable


def _read(text: str) -> str:
    text = _ACCENT.sub(lambda match: f"\\{match[1]}{{{match[2] or match[3]}}}", text)
    text = _TIE.sub(" ", text.replace("\\{", _OPEN).replace("\\}", _CLOSED))
    text = text.replace("---", "—").replace("--", "–")
    shown = readable(_unbraced(text)).replace("{", "").replace("}", "")
    shown = shown.replace(_OPEN, "{").replace(_CLOSED, "}")
    return " ".join(shown.split())


def _unbraced(text: str) -> str:
    """Drop the braces that only protect, not those of commands."""
    kept: list[str] = []
    is_kept: list[bool] = []
    in_math = after_command = False
    pieces = _PIECE.findall(text)
    for place, piece in enumerate(pieces):
        if piece == "{":
            following = pieces[place + 1] if place + 1 < len(pieces) else ""
            is_kept.append(in_math or after_command or following.startswith("\\"))
            kept += ["{"] if is_kept[-1] else []
            after_command = False
        elif piece == "}":
            was_kept = is_kept.pop() if is_kept else False
            kept += ["}"] if was_kept else []
            after_command = was_kept
        else:
            in_math ^= piece.startswith("$")
            after_command = piece[0] == "\\" or (after_command and piece[0] in " [")
            kept.append(piece)
    return "".join(kept)
