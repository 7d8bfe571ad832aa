"""The smallest pieces of Slack's blocks, whose words Slack shows as they are."""

import re

Json = dict[str, object]

_URL = re.compile(r"https?://[^\s<>|]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def is_web_address(url: str) -> bool:
    """Tell whether Slack takes an address for a link."""
    return _URL.fullmatch(url) is not None


def visible(text: str) -> str:
    """Take out what no one sees and Slack may refuse."""
    return _CONTROL.sub("", text)


def clean(text: str) -> str:
    """Take out what no one sees, blanks at the ends included."""
    return visible(text).strip()


def plain(text: str) -> Json:
    """Return words for where Slack wants a text object."""
    # With `emoji`, a title's ":fire:" would become a picture.
    return {"type": "plain_text", "text": text, "emoji": False}


def words(text: str, *, is_bold: bool = False) -> Json:
    """Return a stretch of a paragraph."""
    element: Json = {"type": "text", "text": text}
    return element | {"style": {"bold": True}} if is_bold else element


def link(text: str, url: str) -> Json:
    """Return a stretch that opens a page."""
    return {"type": "link", "url": url, "text": text}


def rich_text(elements: list[Json]) -> Json:
    """Return a paragraph of stretches."""
    section: Json = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [section]}


def small(text: str) -> list[Json]:
    """Return a line in small grey letters, or nothing where there are no words."""
    shown = clean(text)
    return [{"type": "context", "elements": [plain(shown)]}] if shown else []
