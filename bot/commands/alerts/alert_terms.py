"""Reading what an alert is to look for, within the limits, and when it is to be told."""

from dataclasses import dataclass

from bot.calendar import EVERY_DAY
from bot.calendar.alert_order import NINE, Pace, parse_alert
from bot.commands.context import Context
from bot.errors import UserError
from bot.model import Alert, Schedule, Terms
from bot.model.identity import paper_id
from bot.query import Query, clean, parse

MOST_CHARACTERS = 1000
MOST_TERMS = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """An alert to be: its query as typed and as read, and how it is to be told."""

    query: Query
    terms: Terms


def read_wish(context: Context, text: str, known: Alert | None = None) -> Wish:
    """Read an alert as typed; what is not said stays as the `known` alert has it.

    Words to leave out alone (“-survey”) are added to the known query, and a pace alone leaves it.
    Raises UserError for what is too long, or asks for nothing.
    """
    written, pace = parse_alert(clean(text))
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
    return Wish(query, Terms(written, _schedule(context, pace, known), _most(pace, known)))


def _whole(written: str) -> str:
    """Return a query that words can be added to: “a OR b” needs parentheses for that."""
    return f"({written})" if " OR " in written or "|" in written else written


def _schedule(context: Context, pace: Pace, known: Alert | None) -> Schedule | None:
    before = known.schedule if known else None
    if not pace.is_said:
        return before
    if pace.weekdays is None and pace.at is None:
        return None
    zone = pace.timezone or (before.timezone if before else context.zone)
    at = pace.at or (before.at if before else NINE)
    return Schedule(at, pace.weekdays or (before.weekdays if before else EVERY_DAY), zone)


def _most(pace: Pace, known: Alert | None) -> int | None:
    return pace.most or (known.most if known else None)
