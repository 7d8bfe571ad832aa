"""A message's words as Discord's markdown: headings that link, small lines, bold stretches."""

import re

from adapters.discord.escape import escape, escape_each, escape_line, size
from bot.message import Card, Message, Text

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_BRACKETS = re.compile(r"[\[\]]")


def numbers_of(cards: tuple[Card, ...]) -> list[str]:
    """Number the cards, so that each button can say which card it belongs to."""
    if len(cards) == 1 and not cards[0].number:
        return [""]
    return [str(card.number or place) for place, card in enumerate(cards, start=1)]


def heading_of(message: Message, *, is_bold: bool = False) -> str:
    """Write the heading and the opening."""
    title = f"## {words}" if (words := escape_line(message.title)) else ""
    lead = bold(message.lead) if is_bold else escape(message.lead.plain)
    return "\n".join(filter(None, (title, lead)))


def card_words(card: Card, number: str, *, is_bold: bool = False) -> str:
    """Write a card: a title that links, small facts, words, small links."""
    body = bold(card.body) if is_bold else escape(card.body.plain)
    lines = (_title(card, number), small(card.facts), body, _links(card))
    return "\n".join(filter(None, lines))


def small(words: str) -> str:
    """Write each line of some words small."""
    return "\n".join(f"-# {escape_line(line)}" for line in words.splitlines() if line.strip())


def weigh(message: Message) -> int:
    """Count the characters of all that is written for a message, except for bold signs."""
    numbers = numbers_of(message.cards)
    cards = [card_words(card, n) for card, n in zip(message.cards, numbers, strict=True)]
    return sum(map(size, (heading_of(message), *cards, small(message.note))))


def bold(text: Text) -> str:
    """Dress the marked stretches; neighbours are joined, as `**a****b**` would not be bold."""
    pieces = escape_each(text.plain)
    marks: list[tuple[int, int]] = []
    for start, stop in text.marks:
        if marks and marks[-1][1] == start:
            marks[-1] = (marks[-1][0], stop)
        elif text.plain[start:stop].strip():
            marks.append((start, stop))
    for start, stop in marks:
        pieces[start] = "**" + pieces[start]
        pieces[stop - 1] += "**"
    return "".join(pieces)


def link(label: str, url: str) -> str:
    """Write words that link; words that Discord would not take for a link's stay words."""
    escaped = escape_line(label)
    if not _can_link(label) or not WEB_ADDRESS.fullmatch(url):
        return escaped
    return f"[{escaped}]({url.replace('(', '%28').replace(')', '%29')})"


def _title(card: Card, number: str) -> str:
    title = link(card.title.plain, card.url)
    if not title:
        return ""
    has_number = not number or card.title.plain.startswith(f"{number}.")
    return f"### {title}" if has_number else f"### {number}. {title}"


def _links(card: Card) -> str:
    linked = [one for one in card.links if WEB_ADDRESS.fullmatch(one.url)]
    words = " · ".join(link(one.label, one.url) for one in linked)
    return f"-# {words}" if words else ""


def _can_link(label: str) -> bool:
    """Tell whether brackets are in pairs; words with an address in them never link."""
    depth = 0
    for bracket in _BRACKETS.findall(label):
        depth += 1 if bracket == "[" else -1
        if depth not in (0, 1):
            return False
    return depth == 0 and "://" not in label and bool(label.strip())
