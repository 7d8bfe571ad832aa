"""A message as content and embeds, for where Discord takes no layout of components."""

from dataclasses import dataclass, replace

from adapters.discord.buttons import Buttons, buttons_of
from adapters.discord.escape import escape, escape_line, size
from adapters.discord.limits import ROW
from adapters.discord.markdown import WEB_ADDRESS, bold, link, numbers_of, small
from adapters.discord.payload import Button, Json, row
from bot.message import Card, Message

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
CONTENT = 2000
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FOOTER = 2048
EMBEDS = 10
EMBEDS_TOTAL = 6000
ROWS = 5

# Where no block has an address of its own: never shown, as such a block has no title.
_CARRIER = "https://discord.com/"


CONTENT = 2000


@dataclass(frozen=True, slots=True)
class Embed:
    """A framed block: a title that links, words, a small closing line."""

    title: str = ""
    url: str = ""
    description: str = ""
    footer: str = ""

    def payload(self) -> Json:
        """Return it as Discord's API writes it; without a colour, it is the reader's theme's."""
        payload: Json = {"type": "rich"}
        for key in ("title", "url", "description"):
            if value := getattr(self, key):
                payload[key] = value
        if self.footer:
            payload["footer"] = {"text": self.footer}
        return payload


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole message; `content` is what notifications show."""

    content: str
    embeds: tuple[Embed, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()

    def payload(self) -> Json:
        """Return it as Discord's API writes it."""
        rows = [row([button.payload() for button in line]) for line in self.rows]
        embeds = [embed.payload() for embed in self.embeds]
        return {"content": self.content, "embeds": embeds, "components": rows}


def render_embeds(message: Message, marker: str = "") -> Rendered:
    """Dress a message that `fit` made fit for a layout, as far as embeds hold it.

    Heading and lead are the content, as notifications and screen readers begin there. The
    marker hides in a button, or else in the address of a block (see `marker_in`); a message
    that is nothing but a heading cannot carry one.
    """
    numbers = numbers_of(message.cards)
    buttons = buttons_of(replace(message, menus=()), marker)
    rows = _rows(buttons)
    needs_home = bool(marker) and not buttons.has_marker
    heading = f"### {title}" if (title := escape_line(message.title)) else ""
    embeds = [_embed(card, n) for card, n in zip(message.cards, numbers, strict=True)]
    lead = escape(message.lead.plain)
    content = "\n".join(filter(None, (heading, lead)))
    is_homeless = needs_home and not message.note and not any(embed.url for embed in embeds)
    if lead and (size(content) > CONTENT or (heading and is_homeless)):
        content, embeds = heading, _open(embeds, lead)
    elif size(marked := "\n".join(filter(None, (heading, bold(message.lead))))) <= CONTENT:
        content = marked
    content, embeds = _close(content, embeds, message.note, needs_home)
    embeds = _adorn(embeds, message.cards)
    return Rendered(content, tuple(_sign(_distinct(embeds), marker if needs_home else "")), rows)


def bare(message: Message) -> Rendered:
    """Return the words alone, within the 2,000 characters of a message that has nothing else."""
    cards = [" — ".join(filter(None, (card.title.plain, card.url))) for card in message.cards]
    lines = [message.title, message.lead.cut(500).plain, *cards, message.note]
    words = [escape(line) for line in lines if line]
    while sum(size(line) + 1 for line in words) > CONTENT and len(words) > 1:
        words[-2:] = ["…"]
    return Rendered("\n".join(words) or "…")


def _rows(buttons: Buttons) -> tuple[tuple[Button, ...], ...]:
    """Put the message's own buttons first in what room there is, then those of the cards."""
    most = ROW * ROWS
    cards = [button for group in buttons.cards for button in group][: most - len(buttons.own)]
    flat = (*cards, *buttons.own)[:most]
    return tuple(flat[start : start + ROW] for start in range(0, len(flat), ROW))


def marker_in(embed_url: str) -> str:
    """Read the marker back from the address of a block."""
    return embed_url.rpartition("#")[2].rpartition("~")[2] if "#" in embed_url else ""


def _embed(card: Card, number: str) -> Embed:
    title = escape_line(card.title.plain)
    if number and not title.startswith(f"{number}."):
        title = f"{number}. {title}"
    url = card.url if WEB_ADDRESS.fullmatch(card.url) else ""
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
    closing = small(note)
    below = f"{content}\n{closing}" if content else closing
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
    linked = [one for one in card.links if WEB_ADDRESS.fullmatch(one.url)]
    links = " · ".join(link(one.label, one.url) for one in linked)
    return replace(embed, description="\n".join(filter(None, (embed.description, links))))


def _with_bold(embed: Embed, card: Card) -> Embed:
    plain = escape(card.body.plain)
    if not plain or not card.body.marks:
        return embed
    before, _, after = embed.description.rpartition(plain)
    return replace(embed, description=before + bold(card.body) + after)


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
