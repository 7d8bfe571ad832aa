"""What a command may become that is still being typed, and what that is remembered by."""

from datetime import datetime

from bot.commands.grammar import begun, read
from bot.commands.reading import split_page
from bot.errors import UserError
from bot.message import Choice, Request
from bot.search import Search
from bot.store import Store, searches


def complete(store: Store, search: Search, request: Request, most: int) -> list[Choice]:
    """Return what may stand behind the verb, the likeliest first; nothing for other verbs."""
    command = begun(request.text)
    if command is None or not command.verb.is_completed:
        return []
    verb, typed = command.verb, command.argument
    if verb.argument == "id":
        found = search.completion.papers(typed, most)
    else:
        with store.read() as tx:
            past = searches.past_searches(tx, request.person)
        # An alert on one paper that is there already would never tell of anything.
        found = search.completion.suggest(typed, past, most, with_titles=verb.name == "search")
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
