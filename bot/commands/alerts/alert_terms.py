"""Reading what an alert is to look for, within the limits, and when it is to be told."""

from dataclasses import dataclass
from datetime import time

from bot.calendar import EVERY_DAY
from bot.calendar.timed_text import ALERT, TimedText, write_timed
from bot.commands.context import Context
from bot.commands.timed_orders import read_order
from bot.errors import UserError
from bot.model import Alert, Schedule, Terms
from bot.model.identity import paper_id
from bot.query import Query, clean, parse

NINE = time(9)
MOST_CHARACTERS = 1000
MOST_TERMS = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """An alert to be: its query as typed and as read, and how it is to be told."""

    query: Query
    terms: Terms


def read_wish(
    context: Context, text: str, known: Alert | None = None, command: str = "alert add"
) -> Wish:
    """Read an alert as typed behind a command; what is not said stays as the `known` one has it.

    Words to leave out alone (“-survey”) are added to the known query, and a pace alone leaves it.
    Raises UserError for what is too long, asks for nothing or could mean several things.
    """
    timed = read_order(clean(text), ALERT, command)
    written = timed.topic
    if like := paper_id(written):
        written = f"like:{like}"  # the paper itself is no news
    query = parse(written)
    if known and query.root is not None and not query.asks_for_something:
        written = f"{_whole(known.query)} {written}"
    elif known and not written:
        written = known.query
    if len(written) > MOST_CHARACTERS:
        raise UserError(
            f"That query has {len(written):,} characters; {MOST_CHARACTERS:,} is the most. "
            "Several alerts can share what it looks for."
        )
    query = parse(written)
    if (terms := len(query.leaves())) > MOST_TERMS:
        raise UserError(
            f"That query has {terms} terms; {MOST_TERMS} is the most. "
            "Several alerts can share them."
        )
    if not query.asks_for_something:
        why = " ".join(map(str, query.problems))
        needs = "An alert needs a word to look for, such as: /papers alert add mixture of experts"
        raise UserError(f"{why} {needs}".strip())
    return Wish(query, Terms(written, _schedule(context, timed, known), _most(timed, known)))


def write_wish(terms: Terms) -> str:
    """Write an alert so that `read_wish` reads the same."""
    return write_timed(terms.query, terms.schedule, terms.most, ALERT)


def _whole(written: str) -> str:
    """Return a query that words can be added to: “a OR b” needs parentheses for that."""
    return f"({written})" if " OR " in written or "|" in written else written


def _schedule(context: Context, timed: TimedText, known: Alert | None) -> Schedule | None:
    before = known.schedule if known else None
    if not timed.says_when and not (timed.timezone and before):
        return before
    if timed.is_at_once:
        return None
    zone = timed.timezone or (before.timezone if before else context.zone)
    times = timed.times or (before.times if before else (NINE,))
    days = timed.weekdays or (before.weekdays if before else EVERY_DAY)
    return Schedule(times[0], days, zone, also=times[1:])


def _most(timed: TimedText, known: Alert | None) -> int | None:
    return timed.count or (known.most if known else None)
