"""A Discord message as a person reads it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

Json = dict[str, Any]
_MENTION = re.compile(r"(?<!\\)<(?:@[!&]?|#|t:|/)|@everyone|@here")
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\\\[\]]|\\?\[(?:\\.|[^\\\[\]])*\])*)\]\(https?://[^)\s]+\)")


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Yield every component from top to bottom."""
    for one in components:
        yield one
        yield from walk(one.get("components") or ())
        if accessory := one.get("accessory"):
            yield accessory


def words_of(payload: Json) -> str:
    """Return all words from top to bottom, with the markdown taken off."""
    return "\n".join(filter(None, map(_plain, _fields(payload))))


def pings_of(payload: Json) -> list[str]:
    """Return what Discord would read as a mention."""
    return [found for field in _fields(payload) for found in _MENTION.findall(field)]


def buttons_of(payload: Json) -> dict[str, str]:
    """Return the custom_id behind each button and each entry of a menu, by its label."""
    found: dict[str, str] = {}
    for one in walk(payload.get("components") or ()):
        if one["type"] == 2 and "custom_id" in one:
            found.setdefault(one["label"], one["custom_id"])
        for option in one.get("options") or ():
            found.setdefault(option["label"], option["value"])
    return found


def _fields(payload: Json) -> Iterator[str]:
    yield payload.get("content") or ""
    for embed in payload.get("embeds") or ():
        yield embed.get("title") or ""
        yield embed.get("description") or ""
        yield (embed.get("footer") or {}).get("text") or ""
    for one in walk(payload.get("components") or ()):
        if one["type"] == 10:
            yield one["content"]


def _plain(markdown: str) -> str:
    """Take off what our own renderer puts on."""
    bare = re.sub(r"(?m)^(#{2,3} |-# )", "", markdown)
    bare = _LINK.sub(r"\1", bare)
    bare = re.sub(r"(?<!\\)\*\*", "", bare).replace("\u200b", "")
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", bare)
