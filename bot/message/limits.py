"""What one message of a platform can hold, and cutting a message into legal ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.message.content import Action, Card, Image, Link, Menu, Message, Text

SHORTEST_BUTTON = 90
"""Characters of a command that every platform's buttons can hold."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one message, in characters as `measure` counts them after escaping.

    `title`, `text` and `facts` bound single fields, `total` all words of a message together,
    `cards` and `buttons` their number in a message, `label` and `command` a button's parts.
    Where not `links_are_buttons`, a card's links are words and take no button's place. Of a card's
    actions `beside` stand beside it and the next `menu` fold into one menu, which takes the place
    of a button; without a menu, all are buttons. A form shows at most `fields`. Where links and
    signs count towards `total` as well, `weigh` counts all that a message is written with.
    """

    title: int
    text: int
    facts: int
    total: int
    cards: int
    buttons: int
    label: int
    command: int
    url: int
    links_are_buttons: bool = True
    beside: int = 0
    menu: int = 0
    fields: int = 0
    measure: Callable[[str], int] = len
    weigh: Callable[[Message], int] | None = None


def fit(message: Message, limits: Limits) -> tuple[Message, ...]:
    """Split a message into as few as hold it legally, all words and cards in order.

    The heading opens the first, the closing line and the message's buttons end the last.
    Only single fields longer than a field may be are shortened, with an ellipsis; a long
    opening is spread over several messages. A button that a platform cannot hold is left out.
    What follows below stands, fitted as well, in the `thread` of the first, whose `alt` is kept.
    """
    cards = [_fit_card(card, limits) for card in message.cards]
    actions = _fit_actions(message.actions, limits)[: limits.buttons]
    note = _cut(Text(message.note), limits.text, limits).plain
    heading = _cut(Text(message.title), limits.title, limits).plain
    room = limits.total - _weight(Message(title=heading, lead=Text(".")), limits) + 1
    leads = _split(message.lead, min(limits.text, room), limits)
    pages = [Message(lead=lead) for lead in leads] or [Message()]
    pages[0] = replace(pages[0], title=heading)
    for card in cards:
        if _is_legal(grown := replace(pages[-1], cards=(*pages[-1].cards, card)), limits):
            pages[-1] = grown
        else:
            pages.append(Message(cards=(card,)))
    closing = replace(pages[-1], note=note, actions=actions)
    if not _is_legal(closing, limits):
        pages.append(Message(note=note, actions=actions))
    else:
        pages[-1] = closing
    pages[-1] = replace(pages[-1], menus=_fit_menus(message.menus, limits))
    below = tuple(part for one in message.thread for part in fit(one, limits))
    alt = _cut(Text(message.alt), limits.title, limits).plain
    pages[0] = replace(
        pages[0], thread=below, alt=alt, topic=message.topic, is_apart=message.is_apart
    )
    return tuple(pages)


def split_actions(card: Card, limits: Limits) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """Return the actions that stand beside a card, and those that fold into its menu."""
    if not limits.menu or len(card.actions) <= limits.beside + 1:
        # A menu of one entry would take the place of the button that it hides.
        return card.actions, ()
    return card.actions[: limits.beside], card.actions[limits.beside :][: limits.menu]


def words_of(message: Message) -> list[str]:
    """Return every stretch of words that counts towards `Limits.total`."""
    words = [message.title, message.lead.plain, message.note]
    for card in message.cards:
        words += [card.title.plain, card.facts, card.body.plain]
    return [word for word in words if word]


def _is_legal(message: Message, limits: Limits) -> bool:
    buttons = len(message.actions) + sum(_buttons_of(card, limits) for card in message.cards)
    return (
        len(message.cards) <= limits.cards
        and buttons <= limits.buttons
        and _weight(message, limits) <= limits.total
    )


def _weight(message: Message, limits: Limits) -> int:
    if limits.weigh:
        return limits.weigh(message)
    return sum(map(limits.measure, words_of(message)))


def _buttons_of(card: Card, limits: Limits) -> int:
    shown, folded = split_actions(card, limits)
    return len(shown) + bool(folded) + (len(card.links) if limits.links_are_buttons else 0)


def _fit_card(card: Card, limits: Limits) -> Card:
    title = _cut(card.title, limits.title, limits)
    facts = _cut(Text(card.facts), limits.facts, limits).plain
    links = tuple(link for link in card.links if _holds(link, limits))
    taken = len(links) if limits.links_are_buttons else 0
    most = max(limits.buttons - taken, 0)
    url = card.url if len(card.url) <= limits.url else ""
    bare = replace(card, title=title, facts=facts, url=url, links=links[: limits.buttons])
    empty = replace(bare, body=Text("."), number=card.number or limits.cards)
    left = limits.total - _weight(Message(cards=(empty,)), limits) + 1
    return replace(
        bare,
        body=_cut(card.body, min(limits.text, left), limits),
        actions=_fit_beside(card.actions, limits, most),
        image=_fit_image(card.image, limits),
    )


def _fit_image(image: Image | None, limits: Limits) -> Image | None:
    if image is None or not 0 < len(image.url) <= limits.url:
        return None
    return replace(image, alt=Text(image.alt).cut(limits.title).plain)


def _holds(link: Link, limits: Limits) -> bool:
    return 0 < len(link.url) <= limits.url


def _fit_beside(actions: tuple[Action, ...], limits: Limits, most: int) -> tuple[Action, ...]:
    """Keep the first of a card's actions: as many as `most` buttons hold, one of them a menu."""
    held = _fit_actions(actions, limits)
    is_folded = limits.menu > 0 and len(held) > limits.beside + 1 and most > limits.beside
    return held[: limits.beside + limits.menu if is_folded else most]


def _fit_actions(actions: tuple[Action, ...], limits: Limits) -> tuple[Action, ...]:
    return tuple(
        replace(action, label=Text(action.label).cut(limits.label).plain)
        for action in actions
        if len(action.command) <= limits.command
    )


def _fit_menus(menus: tuple[Menu, ...], limits: Limits) -> tuple[Menu, ...]:
    fitted = (replace(menu, choices=_fit_actions(menu.choices, limits)) for menu in menus)
    return tuple(menu for menu in fitted if menu.choices)


def _cut(text: Text, room: int, limits: Limits) -> Text:
    """Shorten until the escaped words fit; escaping can make a text several times longer."""
    length = min(len(text.plain), max(room, 0))
    cut = text.cut(length)
    while (over := limits.measure(cut.plain) - room) > 0 and length > 0:
        # Escaping rarely more than doubles, so half the excess never cuts far too much.
        length -= max(over // 8, 1)
        cut = text.cut(length)
    return cut


def _split(text: Text, room: int, limits: Limits) -> list[Text]:
    """Cut a long text at line ends, then at spaces, into pieces that fit."""
    pieces: list[Text] = []
    start, end = 0, len(text.plain)
    while start < end:
        stop = _longest(text.plain, start, room, limits)
        marks = tuple(
            (max(a, start) - start, min(b, stop) - start)
            for a, b in text.marks
            if a < stop and b > start
        )
        pieces.append(Text(text.plain[start:stop].rstrip(), marks))
        start = stop
        while start < end and text.plain[start] in " \n":
            start += 1
    return [piece for piece in pieces if piece]


def _longest(plain: str, start: int, room: int, limits: Limits) -> int:
    stop = min(len(plain), start + room)
    while stop > start + 1 and limits.measure(plain[start:stop]) > room:
        stop -= max((limits.measure(plain[start:stop]) - room) // 8, 1)
    if stop == len(plain):
        return stop
    for edge in ("\n", " "):
        if (place := plain.rfind(edge, start + 1, stop + 1)) > start:
            return place
    return stop
