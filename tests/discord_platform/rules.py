"""Discord's own rules, by its OpenAPI description where that is at hand, and by our own count."""

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.discord_platform.reading import walk

Json = dict[str, Any]
LAYOUT = 1 << 15
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


def faults_of(payload: Json) -> list[str]:
    """Return what Discord would say against a message."""
    faults = check_request("POST", "/channels/1/messages", payload)
    is_layout = bool(payload.get("flags", 0) & LAYOUT)
    faults += _layout_faults(payload) if is_layout else _embed_faults(payload)
    parts = list(walk(payload.get("components") or ()))
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    faults += ["equal ids"] if len(ids) != len(set(ids)) else []
    return faults + [fault for part in parts for fault in _part_faults(part)]


def _layout_faults(payload: Json) -> Iterator[str]:
    parts = list(walk(payload["components"]))
    texts = [part["content"] for part in parts if part["type"] == 10]
    if payload.get("content") or payload.get("embeds"):
        yield "a layout has no content and no embeds"
    if not parts:
        yield "the message is empty"
    if len(parts) > 40:
        yield f"{len(parts)} components of 40"
    if (count := sum(map(size, texts))) > 4000:
        yield f"{count} characters of 4000"
    numbers = [part["id"] for part in parts if "id" in part]
    if len(numbers) != len(set(numbers)):
        yield "equal numbers"


def _part_faults(part: Json) -> Iterator[str]:
    children = part.get("components", ())
    match part["type"]:
        case 1 if not 1 <= len(children) <= 5:
            yield f"a row of {len(children)}"
        case 1 if len(children) > 1 and any(one["type"] == 3 for one in children):
            yield "a menu shares its row"
        case 2:
            yield from _sized(part, "label", 80)
            yield from _sized(part, "custom_id", 100)
        case 3:
            yield from _menu_faults(part["options"])
        case 9 if not 1 <= len(children) <= 3 or part["accessory"]["type"] not in (2, 11):
            yield "a section is wrong"
        case 10:
            yield from _sized(part, "content", 4000)


def _menu_faults(options: Sequence[Json]) -> Iterator[str]:
    if not 1 <= len(options) <= 25:
        yield f"a menu of {len(options)}"
    values = [option["value"] for option in options]
    if len(values) != len(set(values)):
        yield "equal values"
    for option in options:
        for key in ("label", "value", *(("description",) if "description" in option else ())):
            yield from _sized(option, key, 100)


def _sized(part: Json, key: str, most: int) -> Iterator[str]:
    if not 1 <= size(part[key]) <= most:
        yield f"{key}: {size(part[key])} of {most}"


def _embed_faults(payload: Json) -> Iterator[str]:
    embeds = payload.get("embeds") or []
    words = [_words(embed) for embed in embeds]
    urls = [embed["url"] for embed in embeds if "url" in embed]
    sizes = {
        "content": (size(payload.get("content") or ""), 2000),
        "embeds": (len(embeds), 10),
        "embeds together": (sum(map(size, words)), 6000),
        "rows": (len(payload.get("components") or ()), 5),
        "title": (max((size(e.get("title", "")) for e in embeds), default=0), 256),
        "description": (max((size(e.get("description", "")) for e in embeds), default=0), 4096),
        "equal addresses": (len(urls) - len(set(urls)), 0),
        "empty embeds": (words.count(""), 0),
    }
    yield from (f"{what}: {n} of {most}" for what, (n, most) in sizes.items() if n > most)
    if not (payload.get("content") or embeds or payload.get("components")):
        yield "the message is empty"


def _words(embed: Json) -> str:
    footer = embed.get("footer", {}).get("text", "")
    return f"{embed.get('title', '')}{embed.get('description', '')}{footer}"


def size(text: str) -> int:
    """Count as the strictest client does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
