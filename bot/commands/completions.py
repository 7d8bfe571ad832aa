"""What a command may become that is still being typed, and what that is remembered by."""

from collections.abc import Iterable
from datetime import datetime

from bot.commands.alerts.alert_drafts import FOLLOWED
from bot.commands.grammar import Command, begun, read
from bot.commands.option_completions import complete_option, option_named
from bot.commands.paper_lists import split_page
from bot.errors import UserError
from bot.message import Choice, Request
from bot.query.fields import FIELDS
from bot.search import Search
from bot.store import Store, searches, subscriptions


def complete(store: Store, search: Search, request: Request, most: int) -> list[Choice]:
    """Return what may stand behind the verb, the likeliest first; nothing for other verbs.

    Where an option is typed by its name, it stands alone behind the verb.
    """
    command = begun(request.text)
    if command is None:
        return []
    if request.option:
        return _option(store, search, request, command, most)
    if not command.verb.is_completed:
        return []
    verb, typed = command.verb, command.argument
    if verb.argument == "topic":
        return _topics(store, request, typed)
    if verb.argument == "whom":
        return _followed(search, typed, most)
    if verb.argument in ("id", "paper"):
        return _papers(search, typed, most)
    return _queries(store, search, request, typed, most, with_titles=verb.name == "search")


def _option(
    store: Store, search: Search, request: Request, command: Command, most: int
) -> list[Choice]:
    """Return what the option that is typed may become; nothing for one that is not known."""
    verb, typed = command.verb, command.argument
    option = option_named(verb, request.option)
    if option is None:
        return []
    match option.completed:
        case "query":
            with_titles = verb.name == "search"
            return _queries(store, search, request, typed, most, with_titles=with_titles)
        case "paper":
            return _papers(search, typed, most)
        case "whom":
            return _followed(search, typed, most)
        case "author":
            return _alike(search.completion.values("author", typed, most))
        case "topic":
            return _topics(store, request, typed)
    return complete_option(store, request, option, typed, most)


def _queries(
    store: Store, search: Search, request: Request, typed: str, most: int, *, with_titles: bool
) -> list[Choice]:
    """Return past searches and what the index knows.

    An alert on one paper that is there already would never tell of anything: no titles for it.
    """
    with store.read() as tx:
        past = searches.past_searches(tx, request.person)
    found = search.completion.suggest(typed, past, most, with_titles=with_titles)
    return [Choice(one.title or one.text, one.text) for one in found]


def remember(store: Store, request: Request, now: datetime) -> None:
    """Keep what somebody searched for; further pages of it are the same search."""
    try:
        command = read(request.text)
    except UserError:
        return
    if command.verb.name == "search":
        query, _ = split_page(command.argument)
        with store.write() as tx:
            searches.remember_search(tx, request.workspace, request.person, query, now)


def _papers(search: Search, typed: str, most: int) -> list[Choice]:
    return [Choice(one.title, one.text) for one in search.completion.papers(typed, most)]


def _followed(search: Search, typed: str, most: int) -> list[Choice]:
    """Return names behind their kind; where none is said, kinds, authors and papers."""
    first, blank, name = typed.lstrip().partition(" ")
    if blank and (kind := FOLLOWED.get(first.lower().rstrip(":"))):
        found = search.completion.values(FIELDS[kind].name, name.strip('" '), most)
        return _alike(f"{first} {one}" for one in found)
    known = dict.fromkeys(FOLLOWED.values())
    kinds = [f"{kind} " for kind in known if kind.startswith(first.lower()) and not blank]
    authors = search.completion.values("author", typed, most)
    choices = _alike([*kinds, *(f"author {one}" for one in authors)])
    return [*choices, *_papers(search, typed, most)][:most]


def _topics(store: Store, request: Request, typed: str) -> list[Choice]:
    with store.read() as tx:
        known = subscriptions.get_subscriptions(tx, request.destination)
    begun_so = typed.strip().lower()
    return _alike(one.topic for one in known if one.topic.lower().startswith(begun_so))


def _alike(texts: Iterable[str]) -> list[Choice]:
    """Return choices that look as what they type."""
    return [Choice(text.strip(), text) for text in texts if text]
