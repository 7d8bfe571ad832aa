"""Making what sources write readable: one line, no entities, nothing invisible."""

import html
import re
from typing import NamedTuple

from bot.sources.bounded_values import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE, cut
from bot.text.latex import readable
from bot.text.markup import untagged

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
"""What steers a terminal or turns text around, and half of a character pair (from `\\ud83d` in
JSON), which no database stores."""


def one_line(text: str) -> str:
    """Join hard-wrapped lines, resolve HTML's entities and tags, drop control characters.

    What is no tag of HTML or JATS, such as `<think>`, stays: abstracts write about them.
    """
    text = text[:LONGEST_TEXT]
    if "&" in text:
        text = _unescaped(text)
    if "<" in text:
        text = untagged(text)
    line = text.replace("\n", " ").strip()
    # Most texts need nothing more, and to ask that is faster than to do it.
    if line.isprintable() and "  " not in line:
        return line
    return " ".join(_UNSEEN.sub("", text).split())


class Words(NamedTuple):
    """A text as people read it, and as its source wrote it where that is something else."""

    readable: str
    original: str


def title_words(text: str) -> Words:
    """Return a title on one line, its LaTeX read; nobody's is longer than a page."""
    return words(cut(text, LONGEST_TITLE))


def words(text: str) -> Words:
    """Return a text such as an abstract on one line, its LaTeX read."""
    original = one_line(text)
    read = readable(original)
    return Words(read, "" if read == original else original)


def web_address(text: str) -> str:
    """Return an address without blanks around it, "" for what is none."""
    text = _UNSEEN.sub("", text[:LONGEST_LINE]).strip()
    return text if text.startswith(("https://", "http://")) else ""


def repository(text: str) -> str:
    """Return the address of a code repository without a branch, a folder or a last slash."""
    return re.sub(r"/(?:tree|blob)/.*$", "", web_address(text)).rstrip("/")


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a number of more digits than Python reads
        return text
