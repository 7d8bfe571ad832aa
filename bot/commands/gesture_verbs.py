"""Commands that gestures are translated into: a link, a message, App Home, sharing."""

from datetime import date

from bot.calendar.list_hours import current_day
from bot.commands import search_verbs
from bot.commands.community.vote_verbs import root_of
from bot.commands.context import Context
from bot.commands.paper_lists import stored
from bot.compose import home_messages, welcome_messages
from bot.compose.cards import lead_card
from bot.compose.share_messages import say_sharers
from bot.errors import UserError
from bot.jobs import list_states
from bot.message import Message, Reply
from bot.model import Paper
from bot.model.identity import paper_id, papers_named
from bot.store import alerts, papers, subscriptions
from bot.store.community import place_choices, saves, shares

BEST = 3
_MOST_WORDS = 12
"""Words of a message that are searched for: more would find nothing."""


def card(context: Context, argument: str) -> Message:
    """Show the paper that a link leads to, small, and who linked to it here before.

    Raises UserError where links are to be left alone.
    """
    known = paper_id(argument)
    paper = stored(context, known) if known else None
    if paper is None:
        raise UserError("I don't have that paper.")
    place = context.request.destination
    with context.store.read() as tx:
        if not place_choices.get_choices(tx, place).remembers_shares:
            raise UserError("Links are left alone here, as /papers sharing off asked.")
        sharers = shares.sharers_of(tx, place, root_of(tx, paper))
    return Message(cards=(lead_card(paper, number=0),), note=say_sharers(sharers))


def in_text(context: Context, argument: str) -> Message | Reply:
    """Show the papers that a text names, or else what its words find."""
    named, _ = papers_named(argument)
    if named:
        return search_verbs.search(context, " OR ".join(f"id:{one}" for one in named))
    words = [word for word in argument.split() if word.strip("-:\"'()*") == word]
    return search_verbs.search(context, " ".join(words[:_MOST_WORDS]) or argument[:100])


def welcome(context: Context, argument: str) -> Message | Reply:
    """Show the day's best and three things to try; `here` says hello to a channel."""
    if argument.strip().lower() == "here":
        return Reply(welcome_messages.hello(context.zone), audience="place")
    best, day = _best(context)
    return welcome_messages.start(best, day, context.zone)


def best_paper(context: Context) -> Paper | None:
    """Return the best paper of the newest day, None where there are none."""
    return next(iter(_best(context)[0]), None)


def _best(context: Context) -> tuple[list[Paper], date]:
    today = current_day(context.now)
    with context.store.read() as tx:
        day = next(iter(papers.listed_days(tx, today, 1)), today)
        return [entry.paper for entry in papers.listed_between(tx, day, day)[:BEST]], day


def home(context: Context, _argument: str) -> Message:
    """Show what matters to one person: today's best, their alerts, what they keep."""
    person, today = context.request.person, current_day(context.now)
    with context.store.read() as tx:
        day = next(iter(papers.listed_days(tx, today, 1)), today)
        best = papers.listed_between(tx, day, day)[:BEST]
        kept = [save.paper_id for save in saves.saves_of(tx, person)]
        newest = papers.get_papers(tx, kept[: home_messages.MOST_KEPT])
        return home_messages.home(
            [entry.paper for entry in best],
            day,
            list_states.what_is_open(tx, today, context.now),
            alerts.get_alerts(tx, person),
            len(kept),
            [newest[known] for known in kept if known in newest],
            subscriptions.get_subscriptions(tx, person),
            context.zone,
        )
