"""A message in Discord's clothes: a framed list of cards, each with its buttons beside it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.discord.buttons import Buttons, buttons_of
from adapters.discord.escape import escape, size
from adapters.discord.limits import COMPONENTS, ROW, TEXT
from adapters.discord.markdown import (
    WEB_ADDRESS,
    bold,
    card_words,
    heading_of,
    numbers_of,
    small,
    weigh,
)
from adapters.discord.menus import Folded, choices_of, menus_of, numbered
from adapters.discord.payload import (
    Button,
    Json,
    Layout,
    container,
    gallery,
    row,
    section,
    separator,
    text,
    thumbnail,
    walk,
)
from bot.message import Card, Image, Message, Text


@dataclass(frozen=True, slots=True)
class _Style:
    """How richly a message is laid out; what stands beside nothing folds into a menu."""

    beside: int
    own: int
    has_pictures: bool = False
    has_lines: bool = False


_STYLES = (
    _Style(beside=2, own=ROW, has_pictures=True, has_lines=True),
    _Style(beside=1, own=ROW, has_pictures=True, has_lines=True),
    _Style(beside=1, own=ROW, has_pictures=True),
    _Style(beside=1, own=2, has_pictures=True),
    _Style(beside=1, own=ROW),
    _Style(beside=1, own=0),
    _Style(beside=0, own=0),
)
"""The first that keeps to Discord's 40 components is taken; the last always does."""

_FIRST_NUMBER = 1 << 20
"""Discord numbers components from 1: the numbers of markers lie far beyond."""


def render(message: Message, marker: str = "") -> Layout:
    """Dress a message that `fit` made fit; with a marker, so that it can be found again.

    The marker stands in a button, or else it numbers the first words (see `number_of`).
    """
    message = _within_bounds(message)
    buttons = buttons_of(message, marker)
    number = number_of(marker) if marker and not buttons.has_marker else 0
    components: list[Json] = []
    for style in _STYLES:
        components = _laid_out(message, buttons, style, number)
        if sum(1 for _ in walk(components)) <= COMPONENTS:
            break
    return Layout(tuple(components))


def number_of(marker: str) -> int:
    """Return the number that stands for a marker where no button can carry it."""
    digest = hashlib.sha256(marker.encode()).digest()
    return _FIRST_NUMBER + int.from_bytes(digest[:4], "big") % (2**31 - 1 - _FIRST_NUMBER)


def _laid_out(message: Message, buttons: Buttons, style: _Style, number: int) -> list[Json]:
    """Lay a message out from top to bottom; only cards are framed."""
    numbers = numbers_of(message.cards)
    heading = heading_of(message, is_bold=True)
    parts: list[Json] = [text(heading, number)] if heading else []
    folded: list[Folded] = []
    for card, its, called in zip(message.cards, buttons.cards, numbers, strict=True):
        if parts and style.has_lines:
            parts.append(separator())
        first = number if not parts else 0
        shown = its if not called else its[: _beside(card, style)]
        parts += _card(card, called, shown, style, first)
        folded.append(Folded(called, card.title.plain, its[len(shown) :]))
    if closing := small(message.note):
        parts.append(text(closing, 0 if parts else number))
    own = buttons.own[: style.own]
    folded.append(Folded("", "", buttons.own[len(own) :]))
    menus = [*menus_of(folded), *choices_of(message, buttons)]
    parts += [*_rows(own), *numbered(menus)]
    return [container(parts)] if message.cards else parts


def _beside(card: Card, style: _Style) -> int:
    """Return how many buttons a card in a list shows: below a picture, or one beside its words."""
    return style.beside if _picture(card, style) else min(style.beside, 1)


def _picture(card: Card, style: _Style) -> Image | None:
    is_shown = style.has_pictures and card.image and WEB_ADDRESS.fullmatch(card.image.url)
    return card.image if is_shown else None


def _card(
    card: Card, called: str, shown: Sequence[Button], style: _Style, number: int
) -> list[Json]:
    """Lay out a card: a picture at its right, or its first button; other buttons below."""
    words = text(card_words(card, called, is_bold=True), number)
    image = _picture(card, style)
    if image and called:
        return [section(words, thumbnail(image.url, image.alt)), *_rows(shown)]
    if image:
        return [gallery(image.url, image.alt), words, *_rows(shown)]
    if called and shown:
        return [section(words, shown[0].payload())]
    return [words, *_rows(shown)]


def _rows(buttons: Sequence[Button]) -> list[Json]:
    starts = range(0, len(buttons), ROW)
    return [row([one.payload() for one in buttons[start : start + ROW]]) for start in starts]


def _within_bounds(message: Message) -> Message:
    """Leave out bold where there is no room for its signs: words come first."""
    spare = TEXT - weigh(message)
    lead, spare = _bold_within(message.lead, spare)
    cards = []
    for card in message.cards:
        body, spare = _bold_within(card.body, spare)
        cards.append(replace(card, body=body))
    return replace(message, lead=lead, cards=tuple(cards))


def _bold_within(words: Text, spare: int) -> tuple[Text, int]:
    cost = size(bold(words)) - size(escape(words.plain)) if words.marks else 0
    return (words, spare - cost) if cost <= spare else (Text(words.plain), spare)
