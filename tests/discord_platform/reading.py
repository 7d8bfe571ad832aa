"""A Discord message as a person reads it."""

import re
from typing import Any

_MENTION = re.compile(r"(?<!\\)<(?:@[!&]?|#|t:|/)|@everyone|@here")


def words_of(payload: dict[str, Any]) -> str:
    """Return all words from top to bottom, with the markdown taken off."""
    lines = [_plain(payload.get("content") or "")]
    for embed in payload.get("embeds", []):
        lines += [_plain(embed.get("title", "")), _plain(embed.get("description", ""))]
        lines.append(embed.get("footer", {}).get("text", ""))
    return "\n".join(filter(None, lines))


def pings_of(payload: dict[str, Any]) -> list[str]:
    """Return what Discord would read as a mention."""
    fields = [payload.get("content") or ""]
    for embed in payload.get("embeds", []):
        fields += [embed.get("title", ""), embed.get("description", "")]
    return [found for field in fields for found in _MENTION.findall(field)]


def _plain(markdown: str) -> str:
    """Take off what our own renderer puts on."""
    bare = re.sub(r"(?m)^(### |-# )", "", markdown)
    bare = re.sub(r"(?<!\\)\*\*", "", bare).replace("\u200b", "")
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", bare)
