"""What is said of dates that can't be read, mean several days, or haven't come."""

from datetime import date

from bot.calendar.dated_text import Dates
from bot.compose.cards import say_day
from bot.message import Text

Corrections = tuple[tuple[str, str], ...]

TODAY: Corrections = (("Today's papers", "today"), ("The last 7 days", "week"))
NO_LIST = "I have no list of those days."
_EXAMPLES = {
    "day": "a date like 2024-05-27, 27 May 2024 or last friday",
    "week": "a week like 2024-W22 or last week",
    "month": "a month like 2024-05 or May 2024",
}


def yet_to_come(wanted: date) -> str:
    """Say that a day lies ahead."""
    return f"{say_day(wanted)} hasn't come yet."


def unclear(verb: str, written: str, dates: Dates) -> str:
    """Say why words are not one day, one week or one month."""
    said = Text(written).cut(60).plain
    if dates.days and dates.rest:
        rest = Text(dates.rest).cut(40).plain
        return f"I read {_say(verb, dates.days[0])}, but don't know what to do with “{rest}”."
    if dates.days:
        return f"“{said}” can be several days. Which one do you mean?"
    return f"I couldn't read “{said}” as a {verb}. Try {_EXAMPLES[verb]}."


def instead(verb: str, dates: Dates) -> Corrections:
    """Offer each day that words may mean as a command, and a search for words behind one."""
    offers = [(_say(verb, day), f"{verb} {_written(verb, day)}") for day in dates.days]
    if dates.days and dates.rest:
        offers.append((f"Search “{Text(dates.rest).cut(30).plain}”", f"search {dates.rest}"))
    return tuple(offers) or TODAY


def unused(verb: str, written: str) -> str:
    """Say that a list takes no words."""
    said = Text(written).cut(40).plain
    return f"“{verb}” shows a whole list, so I don't know what to do with “{said}”."


def instead_of_words(verb: str, written: str) -> Corrections:
    """Offer the list, and a search for the words."""
    label = "Today's papers" if verb == "today" else "Yesterday's papers"
    return ((f"Search “{Text(written).cut(30).plain}”", f"search {written}"), (label, verb))


def _say(verb: str, day: date) -> str:
    if verb == "week":
        return f"The week of {say_day(day)}"
    return f"{day:%B %Y}" if verb == "month" else say_day(day)


def _written(verb: str, day: date) -> str:
    if verb == "week":
        return f"{day:%G-W%V}"
    return f"{day:%Y-%m}" if verb == "month" else f"{day}"


def too_many_days(most: int) -> str:
    """Say that a list can't span that many days, and what can."""
    return f"That's more than {most} days. Search them instead: /papers search QUERY since:2024-05"
