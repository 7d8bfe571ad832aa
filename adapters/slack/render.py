"""Messages as Slack blocks: every word literal, with a text that says it all for notifications."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from adapters.slack.limits import HEADER, IN_A_ROW, LIMITS, escape, measure
from bot.message import Action, Card, Link, Message, Text

Json = dict[str, object]
_FALLBACK = 3900
_URL = re.compile(r"https?://[^\s<>|]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Payload:
    """What is handed to Slack: `blocks` to look at, `text` for notifications and screen readers."""

    text: str
    blocks: tuple[Json, ...]


def render(message: Message, marker: str = "") -> Payload:
    """Render a message that `fit` made legal; `marker` is kept as the first block's id.

    Free text stands in rich_text and plain_text only, where Slack parses nothing: in mrkdwn,
    `*`, `_` and `~` cannot be escaped.
    """
    ids = count(1)
    blocks = [*_heading(message.title), *_paragraph(message.lead)]
    for card in message.cards:
        blocks += _card(card, ids)
    blocks += _small(message.note)
    blocks += _buttons(message.actions, (), ids)
    if marker and blocks:
        blocks[0] = {**blocks[0], "block_id": block_id_of(marker)}
    return Payload(text=_fallback(message), blocks=tuple(blocks))


def block_id_of(marker: str) -> str:
    """Return the block id that carries a delivery's marker."""
    return f"papers:{marker}"


def _heading(title: str) -> list[Json]:
    if not (title := _clean(title)):
        return []
    if measure(title) > HEADER:
        return [_rich([_words(title, is_bold=True)])]
    return [{"type": "header", "text": _plain(title)}]


def _card(card: Card, ids: Iterator[int]) -> Iterator[Json]:
    title = list(_title(card))
    if title:
        yield _rich(title)
    yield from _small(card.facts)
    yield from _paragraph(card.body)
    yield from _buttons(card.actions, card.links, ids)


def _title(card: Card) -> Iterator[Json]:
    """Yield a bold title that links; what matched in it is in italics besides."""
    if card.number:
        yield _words(f"{card.number}. ", is_bold=True)
    for piece, is_marked in card.title.pieces():
        if not (words := _CONTROL.sub("", piece)):
            continue
        style = {"bold": True, "italic": True} if is_marked else {"bold": True}
        if _URL.fullmatch(card.url):
            yield {"type": "link", "url": card.url, "text": words, "style": style}
        else:
            yield {"type": "text", "text": words, "style": style}


def _paragraph(text: Text) -> list[Json]:
    pieces = ((_CONTROL.sub("", piece), is_marked) for piece, is_marked in text.pieces())
    elements = [_words(piece, is_bold=is_marked) for piece, is_marked in pieces if piece]
    return [_rich(elements)] if _clean(text.plain) else []


def _small(words: str) -> list[Json]:
    """Return a line in small grey letters."""
    words = _clean(words)
    return [{"type": "context", "elements": [_plain(words)]}] if words else []


def _buttons(
    actions: Sequence[Action], links: Sequence[Link], ids: Iterator[int]
) -> Iterator[Json]:
    buttons: list[Json] = [
        _button(action.label, f"run:{next(ids)}") | {"value": action.command} for action in actions
    ]
    buttons += [
        _button(link.label, f"open:{next(ids)}") | {"url": link.url}
        for link in links
        if _URL.fullmatch(link.url)
    ]
    for start in range(0, len(buttons), IN_A_ROW):
        yield {"type": "actions", "elements": buttons[start : start + IN_A_ROW]}


def _button(label: str, action_id: str) -> Json:
    words = Text(_clean(label)).cut(LIMITS.label).plain
    return {"type": "button", "action_id": action_id, "text": _plain(words or "…")}


def _rich(elements: list[Json]) -> Json:
    section: Json = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [section]}


def _words(words: str, *, is_bold: bool) -> Json:
    element: Json = {"type": "text", "text": words}
    return element | {"style": {"bold": True}} if is_bold else element


def _plain(words: str) -> Json:
    # With `emoji`, a title's ":fire:" would become a picture.
    return {"type": "plain_text", "text": words, "emoji": False}


def _clean(words: str) -> str:
    return _CONTROL.sub("", words).strip()


def _fallback(message: Message) -> str:
    """Say all that matters in one text; cut between lines only, so that no entity is cut."""
    lines = [message.alt, message.title, message.lead.cut(500).plain]
    lines += [_line(card) for card in message.cards]
    lines.append(message.note)
    lines = [escape(line) for line in map(_clean, lines) if line]
    while sum(len(line) + 1 for line in lines) > _FALLBACK:
        lines[-2:] = ["…"]
    return "\n".join(lines) or "…"


def _line(card: Card) -> str:
    number = f"{card.number}. " if card.number else ""
    facts = [number + card.title.plain, card.facts, card.url]
    return " — ".join(fact for fact in facts if fact)
