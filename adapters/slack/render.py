"""Messages as Slack blocks: every word literal, with a text that says it all for notifications."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from adapters.slack.blocks import (
    Json,
    clean,
    is_web_address,
    link,
    plain,
    rich_text,
    small,
    visible,
    words,
)
from adapters.slack.buttons import Rows
from adapters.slack.limits import BLOCK_ID, HEADER, escape, measure
from bot.message import Card, Image, Message, Text

_FALLBACK = 3900
_FOLDED = 700
"""Characters of a lone card's body from which Slack offers to show more of it."""

_SHORT = 80


@dataclass(frozen=True, slots=True)
class Payload:
    """What is handed to Slack: `blocks` to look at, `text` for notifications and screen readers."""

    text: str
    blocks: tuple[Json, ...]


def render(
    message: Message, marker: str = "", *, origin: str = "", has_images: bool = True
) -> Payload:
    """Render a message that `fit` made legal; `marker` is kept as the first block's id.

    `origin` is the command that is answered, kept in the ids of the rows of buttons, so that a
    toggle in an answer can show the answer anew. Free text stands in rich_text and plain_text
    only, where Slack parses nothing: in mrkdwn, `*`, `_` and `~` cannot be escaped.
    """
    rows = Rows(count(1), origin)
    is_compact = _is_compact(message)
    blocks = _compact_heading(message) if is_compact else _heading(message.title)
    blocks += [] if is_compact else _paragraph(message.lead)
    for card in message.cards:
        is_last = is_compact and card is message.cards[-1]
        blocks += _card(card, has_images)
        blocks += rows.of_card(card, message.actions if is_last else ())
    blocks = _joined(blocks) if is_compact and len(blocks) > 1 else blocks
    blocks += small(message.note)
    blocks += [] if is_compact else rows.of_message(message.actions)
    if marker and blocks:
        blocks[0] = {**blocks[0], "block_id": block_id_of(marker)}
    return Payload(text=_fallback(message), blocks=tuple(blocks))


def bare(message: Message) -> Payload:
    """Render the words alone, where Slack refuses the blocks."""
    return Payload(text=_fallback(message), blocks=())


def _is_compact(message: Message) -> bool:
    """Tell whether heading and opening fit one line, and an only button needs no row of its own."""
    title, lead = clean(message.title), clean(message.lead.plain)
    is_short = bool(title and lead) and len(title) + len(lead) <= _SHORT
    is_plain = not message.lead.marks and "\n" not in lead
    return is_short and is_plain and bool(message.cards) and len(message.actions) <= 1


def _compact_heading(message: Message) -> list[Json]:
    title, lead = clean(message.title), clean(message.lead.plain)
    return [rich_text([words(title, is_bold=True), words(f" · {lead}")])]


def _joined(blocks: list[Json]) -> list[Json]:
    """Put the heading and the first paper's title into one block: no gap where each line counts."""
    heading, first, *others = blocks
    above, below = heading["elements"], first.get("elements")
    if first["type"] != "rich_text" or not isinstance(above, list) or not isinstance(below, list):
        return blocks
    return [{**heading, "elements": [*above, *below]}, *others]


def block_id_of(marker: str) -> str:
    """Return the block id that carries a delivery's marker."""
    return f"papers:{marker}"[:BLOCK_ID]


def has_images(message: Message) -> bool:
    """Tell whether something is shown that Slack fetches, and refuses where it cannot."""
    return any(card.image for card in message.cards)


def _heading(title: str) -> list[Json]:
    if not (title := clean(title)):
        return []
    if measure(title) > HEADER:
        return [rich_text([words(title, is_bold=True)])]
    return [{"type": "header", "text": plain(title)}]


def _card(card: Card, has_images: bool) -> Iterator[Json]:
    """Yield a card in as few blocks as may be: one, or two or three around a picture."""
    title, facts = list(_title(card)), list(_facts(card))
    has_body = bool(clean(card.body.plain))
    image = card.image if has_images and has_body else None
    if len(card.body.plain) > _FOLDED and (image or not card.number):
        yield from [rich_text(_lines(title, facts))] if title or facts else []
        yield from _opened(card.body, image)
    elif image:
        pages = list(_pages(card))
        yield from [rich_text([*title, *_flowing(title, pages)])] if title or pages else []
        yield _beside("\n".join(filter(None, (card.facts, card.body.plain))), image)
    elif has_body:
        yield rich_text(_lines(title, list(_words(card.body)), facts))
    elif title or facts:
        # Without words of its own a paper takes a line, or two where title and facts are long.
        yield rich_text([*title, *_flowing(title, facts)])


def _flowing(title: list[Json], facts: list[Json]) -> list[Json]:
    return [words("  "), *facts] if title and facts else facts


def _opened(body: Text, image: Image | None) -> Iterator[Json]:
    """Yield the first paragraph whole, and what follows so that Slack folds it where it is long."""
    first, _, rest = body.plain.partition("\n\n")
    if clean(first):
        yield _beside(first, image)
    if clean(rest):
        yield {"type": "section", "text": plain(clean(rest)), "expand": False}


def _beside(shown: str, image: Image | None) -> Json:
    section: Json = {"type": "section", "text": plain(clean(shown))}
    if image is None or not is_web_address(image.url):
        return section
    alt = clean(image.alt) or "A figure"
    return section | {"accessory": {"type": "image", "image_url": image.url, "alt_text": alt}}


def _lines(*lines: list[Json]) -> list[Json]:
    """Join lines into one, with a line's end between each and the next."""
    joined: list[Json] = []
    for line in filter(None, lines):
        joined += [words("\n"), *line] if joined else line
    return joined


def _title(card: Card) -> Iterator[Json]:
    """Yield a bold title that links; what matched in it is in italics besides."""
    if card.number:
        yield words(f"{card.number}. ", is_bold=True)
    for piece, is_marked in card.title.pieces():
        if not (shown := visible(piece)):
            continue
        style = {"bold": True, "italic": True} if is_marked else {"bold": True}
        if is_web_address(card.url):
            yield link(shown, card.url) | {"style": style}
        else:
            yield {"type": "text", "text": shown, "style": style}


def _facts(card: Card) -> Iterator[Json]:
    """Yield a line of facts, and pages to open as links behind them."""
    facts, pages = clean(card.facts), list(_pages(card))
    if facts:
        yield words(f"{facts} · " if pages else facts)
    yield from pages


def _pages(card: Card) -> Iterator[Json]:
    """Yield the pages to open as links, with dots between."""
    between = ""
    # In a list, the page that the title opens needs no other link.
    pages = [page for page in card.links if not card.number or page.url != card.url]
    for page in pages:
        label = clean(page.label)
        if label and is_web_address(page.url):
            yield from [words(between)] if between else []
            yield link(label, page.url)
            between = " · "


def _paragraph(text: Text) -> list[Json]:
    return [rich_text(list(_words(text)))] if clean(text.plain) else []


def _words(text: Text) -> Iterator[Json]:
    for piece, is_marked in text.pieces():
        if shown := visible(piece):
            yield words(shown, is_bold=is_marked)


def _fallback(message: Message) -> str:
    """Say all that matters in one text; cut between lines only, so that no entity is cut."""
    lines = [message.alt, message.title, message.lead.cut(500).plain]
    lines += [_line(card) for card in message.cards]
    lines.append(message.note)
    lines = [escape(line) for line in map(clean, lines) if line]
    while sum(len(line) + 1 for line in lines) > _FALLBACK:
        lines[-2:] = ["…"]
    return "\n".join(lines) or "…"


def _line(card: Card) -> str:
    number = f"{card.number}. " if card.number else ""
    facts = [number + card.title.plain, card.facts, card.url]
    return " — ".join(fact for fact in facts if fact)
