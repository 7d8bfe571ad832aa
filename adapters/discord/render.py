"""A message in Discord's clothes: words in the content, a framed block for each card."""

import re
from dataclasses import replace

from adapters.discord.buttons import lay_out, marker_of
from adapters.discord.escape import escape, escape_each, escape_line, size
from adapters.discord.limits import (
    CONTENT,
    EMBED_DESCRIPTION,
    EMBED_FOOTER,
    EMBED_TITLE,
    EMBEDS,
    EMBEDS_TOTAL,
)
from adapters.discord.payload import Embed, Rendered
from bot.message import Card, Message, Text

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# Where no block has an address of its own: never shown, as such a block has no title.
_CARRIER = "https://discord.com/"


def render(message: Message, marker: str = "") -> Rendered:
    """Dress a message that `fit` made fit; with a marker, so that it can be found again.

    Heading and lead are the content, as notifications and screen readers begin there. The
    marker hides in a button, or else in the address of a block (see `marker_in`); a message
    that is nothing but a heading cannot carry one.
    """
    numbers = _numbers(message.cards)
    rows = lay_out(message, numbers, marker)
    needs_home = bool(marker) and not any(marker_of(b.custom_id) for row in rows for b in row)
    heading = f"### {title}" if (title := escape_line(message.title)) else ""
    embeds = [_embed(card, n) for card, n in zip(message.cards, numbers, strict=True)]
    lead = escape(message.lead.plain)
    content = "\n".join(filter(None, (heading, lead)))
    is_homeless = needs_home and not message.note and not any(embed.url for embed in embeds)
    if heading and lead and (size(content) > CONTENT or is_homeless):
        content, embeds = heading, _open(embeds, lead)
    elif size(marked := "\n".join(filter(None, (heading, _bold(message.lead))))) <= CONTENT:
        content = marked
    content, embeds = _close(content, embeds, message.note, needs_home)
    embeds = _adorn(embeds, message.cards)
    return Rendered(content, tuple(_sign(_distinct(embeds), marker if needs_home else "")), rows)


def marker_in(embed_url: str) -> str:
    """Read the marker back from the address of a block."""
    return embed_url.rpartition("#")[2].rpartition("~")[2] if "#" in embed_url else ""


def _numbers(cards: tuple[Card, ...]) -> list[str]:
    """Number the cards, so that each button can say which card it belongs to."""
    if len(cards) == 1 and not cards[0].number:
        return [""]
    return [str(card.number or place) for place, card in enumerate(cards, start=1)]


def _embed(card: Card, number: str) -> Embed:
    title = escape_line(card.title.plain)
    if number and not title.startswith(f"{number}."):
        title = f"{number}. {title}"
    url = card.url if _WEB_ADDRESS.fullmatch(card.url) else ""
    facts = f"-# {words}" if (words := escape_line(card.facts)) else ""
    words = "\n".join(filter(None, (facts, escape(card.body.plain))))
    return Embed(title if size(title) <= EMBED_TITLE else "", url, words)


def _open(embeds: list[Embed], lead: str) -> list[Embed]:
    """Put a lead that does not fit above the blocks into one, or into the first if all are used."""
    if len(embeds) < EMBEDS:
        return [Embed(description=lead), *embeds]
    first = replace(embeds[0], description=f"{lead}\n\n{embeds[0].description}")
    return [first, *embeds[1:]]


def _close(
    content: str, embeds: list[Embed], note: str, needs_home: bool
) -> tuple[str, list[Embed]]:
    """Write the closing line small: below the last block, or below the words."""
    if not note:
        return content, embeds
    small = "\n".join(f"-# {escape_line(line)}" for line in note.splitlines() if line.strip())
    below = f"{content}\n{small}" if content else small
    if not embeds and not needs_home and size(below) <= CONTENT:
        return below, embeds
    footer = note[:EMBED_FOOTER]  # A footer knows no markdown: nothing to escape.
    return content, [*embeds[:-1], replace(embeds[-1] if embeds else Embed(), footer=footer)]


def _adorn(embeds: list[Embed], cards: tuple[Card, ...]) -> list[Embed]:
    """Add links, then bold, as far as there is room: words come first."""
    spare = EMBEDS_TOTAL - sum(size(e.title + e.description + e.footer) for e in embeds)
    adorned = list(embeds)
    first = len(embeds) - len(cards)
    for dress in (_with_links, _with_bold):
        for place, card in enumerate(cards, start=max(first, 0)):
            plain, dressed = adorned[place], dress(adorned[place], card)
            cost = size(dressed.description) - size(plain.description)
            if cost <= spare and size(dressed.description) <= EMBED_DESCRIPTION:
                adorned[place] = dressed
                spare -= cost
    return adorned


def _with_links(embed: Embed, card: Card) -> Embed:
    links = " · ".join(
        f"[{escape_line(link.label).replace(']', '')}]({_quoted(link.url)})"
        for link in card.links
        if _WEB_ADDRESS.fullmatch(link.url)
    )
    return replace(embed, description="\n".join(filter(None, (embed.description, links))))


def _with_bold(embed: Embed, card: Card) -> Embed:
    plain = escape(card.body.plain)
    if not plain or not card.body.marks:
        return embed
    before, _, after = embed.description.rpartition(plain)
    return replace(embed, description=before + _bold(card.body) + after)


def _bold(text: Text) -> str:
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


def _quoted(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")


def _distinct(embeds: list[Embed]) -> list[Embed]:
    """Tell equal addresses apart: Discord shows blocks with one address as one block."""
    seen: set[str] = set()
    told: list[Embed] = []
    for place, embed in enumerate(embeds, start=1):
        url = f"{embed.url}#{place}" if embed.url in seen else embed.url
        seen.update(filter(None, (url,)))
        told.append(replace(embed, url=url))
    return told


def _sign(embeds: list[Embed], marker: str) -> list[Embed]:
    """Hide the marker in the address of the first block whose look that does not change."""
    for place, embed in enumerate(embeds):
        if marker and (embed.url or not embed.title):
            url = embed.url or _CARRIER
            signed = f"{url}~{marker}" if "#" in url else f"{url}#{marker}"
            return [*embeds[:place], replace(embed, url=signed), *embeds[place + 1 :]]
    return embeds
