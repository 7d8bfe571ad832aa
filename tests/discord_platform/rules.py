"""Discord's own rules, by its OpenAPI description where that is at hand, and by our own count."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CHECK = Path(__file__).parents[2].parent / "shared" / "check" / "discord_api.py"


def _load() -> Callable[[str, str, object], list[str]]:
    if not _CHECK.exists():
        return lambda method, path, body: []
    spec = importlib.util.spec_from_file_location("discord_api", _CHECK)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check_request  # type: ignore[no-any-return]


check_request = _load()


def faults_of(payload: dict[str, Any]) -> list[str]:
    """Return what Discord would say against a message."""
    faults = check_request("POST", "/channels/1/messages", payload)
    embeds = payload["embeds"]
    words = [_words(embed) for embed in embeds]
    buttons = [button for row in payload["components"] for button in row["components"]]
    ids = [button["custom_id"] for button in buttons]
    urls = [embed["url"] for embed in embeds if "url" in embed]
    sizes = {
        "content": (_size(payload["content"]), 2000),
        "embeds": (len(embeds), 10),
        "embeds together": (sum(map(_size, words)), 6000),
        "rows": (len(payload["components"]), 5),
        "row": (max((len(r["components"]) for r in payload["components"]), default=0), 5),
        "title": (max((_size(e.get("title", "")) for e in embeds), default=0), 256),
        "description": (max((_size(e.get("description", "")) for e in embeds), default=0), 4096),
        "label": (max((len(b["label"]) for b in buttons), default=0), 80),
        "custom_id": (max(map(len, ids), default=0), 100),
        "equal ids": (len(ids) - len(set(ids)), 0),
        "equal addresses": (len(urls) - len(set(urls)), 0),
        "empty embeds": (words.count(""), 0),
        "empty labels": ([b["label"] for b in buttons].count(""), 0),
    }
    faults += [f"{what}: {n} of {most}" for what, (n, most) in sizes.items() if n > most]
    if not (payload["content"] or embeds or buttons):
        faults.append("the message is empty")
    return faults


def _words(embed: dict[str, Any]) -> str:
    footer = embed.get("footer", {}).get("text", "")
    return f"{embed.get('title', '')}{embed.get('description', '')}{footer}"


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
