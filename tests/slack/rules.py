"""What Slack's own rules say against a payload."""

import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from adapters.slack.limits import measure

_CHECK = Path(__file__).parents[2].parent / "shared" / "check" / "slack_blocks.py"
_PINGING = {"user", "usergroup", "broadcast", "channel", "mrkdwn"}
Block = dict[str, object]


def faults_of(text: str, blocks: list[Block]) -> list[str]:
    """Return a line for each rule that is broken."""
    faults = list(_own_checks(text, blocks))
    if (checker := _load_checker()) is not None:
        faults += checker.check_blocks(blocks)
    return faults


def view_faults(view: object) -> list[str]:
    """Return what Slack's rules say against a modal, a home, or the blocks below links."""
    if not isinstance(view, dict):
        return ["no view"]
    if "type" not in view:
        return [fault for shown in view.values() for fault in faults_of("x", shown["blocks"])]
    faults = faults_of("x", [one for one in view["blocks"] if one["type"] != "input"])
    faults += [f"input {one.get('block_id')}" for one in view["blocks"] if not _is_input(one)]
    if len(view["blocks"]) > 100:
        faults.append("more than 100 blocks")
    if view["type"] == "modal":
        faults += ["title"] if not 0 < len(_text_in({"text": view["title"]})) <= 24 else []
        faults += ["metadata"] if len(view.get("private_metadata", "")) > 3000 else []
        has_input = any(one["type"] == "input" for one in view["blocks"])
        faults += ["a form without submit"] if has_input and "submit" not in view else []
    if (checker := _load_checker()) is not None:
        faults += checker.check_blocks(view["blocks"], 100)
    return faults


def _is_input(block: Block) -> bool:
    """Tell whether a block is none that asks, or asks as Slack wants it."""
    if block["type"] != "input":
        return True
    element = block["element"]
    assert isinstance(element, dict)
    options = element.get("options", [])
    return (
        0 < len(_text_in({"text": block["label"]})) <= 2000
        and len(options) <= 100
        and all(0 < len(one["value"]) <= 150 for one in options)
        and len(str(element.get("initial_value", ""))) <= 3000
    )


def words_of(blocks: object) -> str:
    """Return all that a person reads in blocks, a block a line."""
    if isinstance(blocks, list):
        return "\n".join(filter(None, map(words_of, blocks)))
    if not isinstance(blocks, dict):
        return ""
    if blocks.get("type") == "rich_text_section":
        return "".join(str(element["text"]) for element in blocks["elements"])
    text = blocks.get("text")
    inner = text if isinstance(text, str) else words_of(text)
    return "\n".join(filter(None, [inner, words_of(blocks.get("elements"))]))


def pings_in(text: str, blocks: object) -> list[str]:
    """Return what would notify somebody: raw angles in `text`, elements that mention."""
    raw = ["angle in text"] if "<" in text or ">" in text else []
    return raw + [str(node) for node in _nodes(blocks) if node.get("type") in _PINGING]


def buttons_in(blocks: object) -> list[Block]:
    """Return every button, in order."""
    return [node for node in _nodes(blocks) if node.get("type") == "button"]


def menus_in(blocks: object) -> list[Any]:
    """Return every menu behind three dots, in order."""
    return [node for node in _nodes(blocks) if node.get("type") == "overflow"]


def _own_checks(text: str, blocks: list[Block]) -> Iterator[str]:
    nodes = list(_nodes(blocks))
    if not text or len(text) > 4000:
        yield f"fallback text of {len(text)} characters"
    if len(blocks) > 50:
        yield f"{len(blocks)} blocks"
    for name in ("action_id", "block_id"):
        ids = [str(node[name]) for node in nodes if name in node]
        if len(ids) != len(set(ids)) or any(len(one) > 255 for one in ids):
            yield f"{name}: {ids}"
    for node in nodes:
        if node.get("type") == "header" and measure(_text_in(node)) > 150:
            yield "a header over 150"
        if node.get("type") == "button" and not 0 < len(_text_in(node)) <= 75:
            yield "a button's label"
        if "text" in node and not node["text"]:
            yield "an empty text"
        if node.get("type") == "actions" and len(_children(node)) > 25:
            yield "more than 25 buttons in a row"
        if len(str(node.get("value", ""))) > 2000 or len(str(node.get("url", ""))) > 3000:
            yield "a value or url too long"
    for node in nodes:
        yield from _block_checks(node)
    words = [str(node.get(name, "")) for node in nodes for name in ("text", "url", "value")]
    if (total := sum(measure(word) for word in words if not word.startswith("{"))) > 13_200:
        yield f"{total} characters in all blocks"


def _block_checks(node: Block) -> Iterator[str]:
    if node.get("type") == "overflow":
        yield from _menu_checks(node)
    if node.get("type") == "image" and not 0 < len(str(node["alt_text"])) <= 2000:
        yield "an image without words"
    if node.get("type") == "section" and not 0 < len(_text_in(node)) <= 3000:
        yield "the text of a section"


def _menu_checks(menu: Block) -> Iterator[str]:
    options = menu["options"]
    assert isinstance(options, list)
    if not 2 <= len(options) <= 5:
        yield f"a menu of {len(options)}"
    for option in options:
        if not 0 < len(_text_in(option)) <= 75 or not 0 < len(option["value"]) <= 150:
            yield "an entry of a menu"


def _nodes(part: object) -> Iterator[Block]:
    if isinstance(part, list | tuple):
        for one in part:
            yield from _nodes(one)
    elif isinstance(part, dict):
        yield part
        for value in part.values():
            yield from _nodes(value)


def _text_in(node: Block) -> str:
    text = node["text"]
    return str(text["text"]) if isinstance(text, dict) else str(text)


def _children(node: Block) -> list[object]:
    elements = node["elements"]
    return elements if isinstance(elements, list) else []


@cache
def _load_checker() -> ModuleType | None:
    if not _CHECK.exists():
        return None
    spec = importlib.util.spec_from_file_location("slack_blocks", _CHECK)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
