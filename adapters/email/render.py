"""Messages as HTML that mail programs show alike, and as plain text."""

import re
from html import escape

from bot.message import Card, Message, Text, page_path

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_INK, _SOFT, _LINK, _LINE = "#1b1d22", "#565b66", "#1748b8", "#e3e4e8"
_DARK = (
    "@media (prefers-color-scheme: dark){"
    "body,.page{background:#131418!important}"
    ".card{background:#1b1d23!important;border-color:#2e313a!important}"
    ".ink,.ink a{color:#e9eaee!important}.soft,.soft a{color:#a7adb9!important}"
    "a.link{color:#9dbcff!important}.mark{background:#6b5a00!important}}"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def render_html(message: Message, site: str = "", leave: str = "", own: str = "") -> str:
    """Write a message as a page of tables with inline styles, as mail programs want it.

    Nothing in it is loaded from anywhere. Buttons are links to pages at `site`; where there is
    none, they are left out.
    """
    rows = [_heading(message)]
    rows += [_card(card, site) for card in message.cards]
    rows += [_below(part, site) for part in message.thread]
    if message.note:
        rows.append(_row(f'<p class="soft" style="{_soft()}">{_lines(message.note)}</p>'))
    if links := _links(message, site):
        shown = " &nbsp; ".join(_anchor(url, label) for label, url in links)
        rows.append(_row(f'<p class="ink" style="margin:8px 0;{_FONT};font-size:16px">{shown}</p>'))
    rows.append(_footer(site, leave, own))
    title = escape(_clean(message.title or "Daily Papers"))
    preview = escape(_clean(message.alt or _first_title(message)))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="supported-color-schemes" content="light dark">'
        f"<title>{title}</title><style>{_DARK}</style></head>"
        f'<body class="page" style="margin:0;padding:0;background:#fbfbfa;{_FONT}">'
        f'<div style="display:none;max-height:0;overflow:hidden">{preview}</div>'
        '<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" '
        'border="0" style="background:#fbfbfa"><tr><td align="center" style="padding:24px 12px">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
        f'style="max-width:600px">{"".join(rows)}</table></td></tr></table></body></html>\n'
    )


def render_text(message: Message, site: str = "", leave: str = "", own: str = "") -> str:
    """Write a message as plain text."""
    blocks = [message.title, message.lead.plain]
    blocks += [_card_text(card, site) for card in message.cards]
    for part in message.thread:
        blocks.append(render_text(part, site).rstrip())
    blocks.append(message.note)
    blocks += [f"{label}: {url}" for label, url in _links(message, site)]
    if leave or own:
        endings = [f"Your settings: {own}"] if own else []
        endings += [f"Unsubscribe: {leave}"] if leave else []
        blocks.append("-- \n" + "\n".join(endings))
    return "\n\n".join(_clean(block) for block in blocks if block) + "\n"


def _heading(message: Message) -> str:
    title = lead = ""
    if message.title:
        title = (
            f'<h1 class="ink" style="margin:0 0 8px;color:{_INK};{_FONT};font-size:22px;'
            f'line-height:1.3">{escape(_clean(message.title))}</h1>'
        )
    if message.lead:
        lead = f'<p class="soft" style="{_soft(16)}">{_marked(message.lead)}</p>'
    return _row(title + lead)


def _card(card: Card, site: str) -> str:
    address = _page_of(card, site) or card.url
    title = _marked(card.title)
    if address:
        title = f'<a href="{escape(address)}" style="color:{_INK};text-decoration:none">{title}</a>'
    number = f"{card.number}. " if card.number else ""
    parts = [
        f'<h2 class="ink" style="margin:0 0 4px;color:{_INK};{_FONT};font-size:17px;'
        f'line-height:1.35">{number}{title}</h2>'
    ]
    if card.facts:
        parts.append(f'<p class="soft" style="{_soft()}">{_lines(card.facts)}</p>')
    if card.body:
        parts.append(
            f'<p class="ink" style="margin:6px 0;color:{_INK};{_FONT};font-size:15px;'
            f'line-height:1.5">{_marked(card.body)}</p>'
        )
    if links := _card_links(card, site):
        shown = " &nbsp; ".join(_anchor(url, label, 14) for label, url in links)
        parts.append(f'<p class="ink" style="margin:6px 0 0;{_FONT}">{shown}</p>')
    style = f"background:#ffffff;border:1px solid {_LINE};border-radius:8px;padding:16px 18px"
    return _row(
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>'
        f'<td class="card" style="{style}">{"".join(parts)}</td></tr></table>',
        12,
    )


def _below(part: Message, site: str) -> str:
    cards = "".join(_card(card, site) for card in part.cards)
    return _heading(part) + cards


def _footer(site: str, leave: str, own: str) -> str:
    links = [("Your settings", own), ("Unsubscribe", leave), ("Daily Papers", site)]
    shown = " · ".join(
        f'<a href="{escape(url)}" style="color:{_SOFT}">{label}</a>' for label, url in links if url
    )
    return _row(f'<p class="soft" style="{_soft(13)}">{shown}</p>') if shown else ""


def _links(message: Message, site: str) -> list[tuple[str, str]]:
    """Return the buttons of a message that a page answers."""
    if not site:
        return []
    found = [(action.label, page_path(action.command)) for action in message.actions]
    return [(label, site + path) for label, path in found if path]


def _card_links(card: Card, site: str) -> list[tuple[str, str]]:
    found = [(link.label, link.url) for link in card.links]
    if site:
        paths = [(action.label, page_path(action.command)) for action in card.actions]
        found += [(label, site + path) for label, path in paths if path]
    return [(label, url) for label, url in found if url.startswith(("https://", "http://"))]


def _page_of(card: Card, site: str) -> str:
    """Return our own page of a card's paper."""
    paths = (page_path(action.command) for action in card.actions)
    path = next((path for path in paths if path.startswith("/paper/")), "")
    return site + path if site and path else ""


def _card_text(card: Card, site: str) -> str:
    number = f"{card.number}. " if card.number else ""
    lines = [f"{number}{card.title.plain}", card.facts, card.body.plain]
    lines.append(_page_of(card, site) or card.url)
    return "\n".join(line for line in lines if line)


def _first_title(message: Message) -> str:
    return message.cards[0].title.plain if message.cards else message.lead.plain[:120]


def _row(inside: str, below: int = 8) -> str:
    return f'<tr><td style="padding:0 0 {below}px">{inside}</td></tr>' if inside else ""


def _anchor(url: str, label: str, size: int = 16) -> str:
    style = f"color:{_LINK};font-size:{size}px"
    return f'<a class="link" href="{escape(url)}" style="{style}">{escape(_clean(label))}</a>'


def _soft(size: int = 14) -> str:
    return f"margin:4px 0;color:{_SOFT};{_FONT};font-size:{size}px;line-height:1.5"


def _marked(text: Text) -> str:
    style = "background:#ffec99;color:inherit"
    return "".join(
        f'<span class="mark" style="{style}">{_lines(piece)}</span>' if is_marked else _lines(piece)
        for piece, is_marked in text.pieces()
    )


def _lines(words: str) -> str:
    return escape(_clean(words)).replace("\n", "<br>")


def _clean(words: str) -> str:
    """Leave out what could turn the reading direction, or is no text."""
    return _CONTROL.sub("", words)
