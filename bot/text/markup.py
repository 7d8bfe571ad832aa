"""HTML and JATS tags as people read them: their words stay, CO<sub>2</sub> becomes CO₂.

Only tags of a closed list go, and letters in angles only in pairs: abstracts write about <think>
and <s>, and that a<b.
"""

import re

from bot.text.latex.symbols import lowered, raised

_ATTRIBUTES = r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+)){0,8}\s*"
_BLOCKS = (
    "p br hr div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote section table thead tbody tr td th "
    "list list-item disp-formula sec"
)
_INLINE = (
    "em strong i b u a tt sc scp small big span font italic bold underline code cite abbr nobr "
    "monospace roman sans-serif ext-link xref inline-formula tex-math named-content styled-content "
    "mml:math mml:mi mml:mn mml:mo mml:mrow mml:mtext mml:msub mml:msup mml:mstyle"
)
_PAIRED = frozenset(
    "i b u a p tt em sc code cite list big font small roman bold span th td".split()
)
"""Tags that are words or letters as well: they go only where their end stands, too."""

_SMALL = re.compile(rf"<((?:jats:)?su[bp]){_ATTRIBUTES}>([^<>]{{0,80}})</\1\s*>", re.IGNORECASE)
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>jats:[a-z0-9-]+|{'|'.join(_BLOCKS.split() + _INLINE.split())}|su[bp])"
    rf"{_ATTRIBUTES}/?>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_BLOCK_NAMES = frozenset(_BLOCKS.split()) | {"title"}


def untagged(text: str) -> str:
    """Return a text without its tags; a text without any is returned as it is."""
    if "<" not in text or not (_TAG.search(text) or _COMMENT.search(text)):
        return text
    text = _SMALL.sub(_small, _COMMENT.sub(" ", text))
    found = [(match["name"].lower(), bool(match["end"])) for match in _TAG.finditer(text)]
    closed = {name for name, is_end in found if is_end}
    opened = {name for name, is_end in found if not is_end}

    def shown(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if name in _PAIRED and name not in closed & opened:
            return match[0]
        return " " if name.removeprefix("jats:") in _BLOCK_NAMES else ""

    read = _TAG.sub(shown, text)
    return re.sub(r" {1,9}([.,;:])(?=\s|$)", r"\1", re.sub(r"\s+", " ", read)).strip()


def _small(match: re.Match[str]) -> str:
    content = match[2].strip()
    if not content:
        return ""
    return (lowered if match[1].lower().endswith("b") else raised)(content)
