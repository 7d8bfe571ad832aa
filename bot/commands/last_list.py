"""Pointing at the last list: “paper 2” is the second paper of what this person saw last."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.commands.grammar import Command, begun
from bot.commands.plain_words import as_command
from bot.compose import pointing_messages
from bot.errors import UserError
from bot.message import Action, Message, Request
from bot.model.identity import paper_id
from bot.store import Store, last_lists
from bot.store.last_lists import LastList

_NUMBER = re.compile(
    r"(?:the |number |no\.? )?#?(\d{1,2})(?:st|nd|rd|th)?(?: one| paper)?((?: .+)?)",
    re.IGNORECASE,
)
_ORDINALS = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1
    )
}
_PAGE = re.compile(r" page (\d{1,4})$")
_POINTING = ("id", "paper")
"""What a verb takes that can be pointed at."""


def in_full(store: Store, request: Request) -> Request:
    """Return a request with its command in full: plain words, numbers and “next” are resolved.

    Raises UserError where somebody points at a list and saw none.
    """
    text = as_command(_unprefixed(request.text))
    if text in ("next", "back"):
        return replace(request, text=_page(_seen(store, request), text))
    command = begun(text)
    if command is not None and command.verb.argument in _POINTING:
        text = _pointed(store, request, command) or text
    return replace(request, text=text) if text != request.text else request


def remember_list(store: Store, request: Request, message: Message, now: datetime) -> None:
    """Keep a list that somebody is shown, so that they can point at it."""
    numbered = {card.number: _paper_of(card.actions) for card in message.cards if card.number}
    paper_ids = {number: key for number, key in numbered.items() if key}
    if not paper_ids:
        return
    following, previous = _pages_beside(request.text, message.actions)
    seen = LastList(paper_ids, following, previous)
    with store.write() as tx:
        last_lists.put_last_list(
            tx, request.workspace, request.person, request.destination, seen, now
        )


def _unprefixed(text: str) -> str:
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if first.lower() in ("/papers", "papers") and rest.strip() else text


def _seen(store: Store, request: Request) -> LastList:
    with store.read() as tx:
        seen = last_lists.get_last_list(tx, request.person, request.destination)
    if seen is None:
        raise UserError(pointing_messages.NOTHING_SEEN, corrections=pointing_messages.TO_SEE)
    return seen


def _page(seen: LastList, which: str) -> str:
    command = seen.following if which == "next" else seen.previous
    if not command:
        raise UserError(pointing_messages.no_page(which), corrections=pointing_messages.TO_SEE)
    return command


def _pointed(store: Store, request: Request, command: Command) -> str:
    """Return the command with the id of the paper that is pointed at, "" where none is."""
    match = _NUMBER.fullmatch(_in_digits(command.argument))
    if match is None:
        return ""
    seen, number = _seen(store, request), int(match[1])
    if number not in seen.paper_ids:
        known = sorted(seen.paper_ids)
        verb = command.verb.name
        raise UserError(
            pointing_messages.not_in_list(number, known),
            corrections=pointing_messages.those_in_list(verb, known),
        )
    return f"{command.verb.name} {seen.paper_ids[number]}{match[2]}"


def _in_digits(argument: str) -> str:
    """Write “the second one” with a digit."""
    words = argument.split(" ")
    return " ".join(str(_ORDINALS.get(word.lower(), word)) for word in words)


def _paper_of(actions: Iterable[Action]) -> str:
    for action in actions:
        words = action.command.split(" ")
        if len(words) > 1 and (known := paper_id(words[1])):
            return known
    return ""


def _pages_beside(text: str, actions: Iterable[Action]) -> tuple[str, str]:
    """Return the commands that lead to the next page and to the one before."""
    match = _PAGE.search(text)
    shown = int(match[1]) if match else 1
    pages = {
        int(page[1]): action.command
        for action in actions
        if (page := _PAGE.search(action.command)) and not action.command.startswith("share ")
    }
    return pages.get(shown + 1, ""), pages.get(shown - 1) or _page_before(text, shown)


def _page_before(text: str, shown: int) -> str:
    return _PAGE.sub(f" page {shown - 1}", text) if shown > 1 else ""
