"""Words made literal: nothing that people wrote can style, link or ping on Discord."""

import re

# Inside an address nothing is styled, and a backslash would break it.
_URL = re.compile(r"https?://[\w.~/?=&%#+:,;!$-]+", re.ASCII)
_BLOCK = re.compile(r"^[^\S\n]*(?:[#+>-]|\d+[.)])", re.MULTILINE)
_EVERYBODY = re.compile(r"@(?=everyone|here)")
_MARKUP = frozenset("\\*_~`|<[")
_ZERO_WIDTH_SPACE = "\u200b"


def escape(plain: str) -> str:
    """Return markdown that reads as `plain`: lists, headings and mentions included.

    discord.utils.escape_markdown leaves `<t:0>`, `</command:1>`, `1.` and `<@1>` alone.
    """
    return "".join(escape_each(plain))


def escape_line(plain: str) -> str:
    """Escape words for one line that already began, where no list or heading can start."""
    return "".join(_inline(" ".join(plain.split())))


def escape_each(plain: str) -> list[str]:
    """Return what stands for each character, so that marked stretches can be cut out."""
    pieces = _inline(plain)
    for block in _BLOCK.finditer(plain):
        sign = block.end() - 1
        pieces[sign] = "\\" + plain[sign]
    return pieces


def size(text: str) -> int:
    """Count as Discord's strictest client does: in UTF-16 units, so an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escaped_size(plain: str) -> int:
    """Count the characters that `plain` needs once it is escaped."""
    return size(escape(plain))


def _inline(plain: str) -> list[str]:
    pieces = [_literal(character) for character in plain]
    for url in _URL.finditer(plain):
        pieces[url.start() : url.end()] = url.group()
    for mention in _EVERYBODY.finditer(plain):
        # No backslash works on these two; a space without width does.
        pieces[mention.start()] = "@" + _ZERO_WIDTH_SPACE
    return pieces


def _literal(character: str) -> str:
    if character in _MARKUP:
        return "\\" + character
    is_control = (character < " " and character not in "\n\t") or character == "\x7f"
    return "" if is_control else character
