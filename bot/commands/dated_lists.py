"""Commands that list: the papers of a day, a week or a month."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.calendar.dated_text import Dates, read_day, read_month, read_week
from bot.calendar.list_hours import current_day
from bot.commands.context import Context
from bot.commands.day_range import DayRange, read_days
from bot.commands.grammar import Command
from bot.commands.paper_lists import split_page
from bot.compose import date_messages, list_messages
from bot.compose.cards import say_day
from bot.errors import UserError
from bot.jobs import list_states
from bot.message import Message
from bot.query import matches, parse, view
from bot.store import papers

MOST = 25
"""Papers that “top 25” shows together."""

_TOP = re.compile(r"(?:^|\s)(?:the )?(?:top|best|first|max)[ -]?(\d{1,3})(?: papers)?(?=\s|$)",
                  re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Asked:
    """What followed a verb: the words for its days, the page, and how many papers it holds."""

    written: str
    page: int
    size: int

    def again(self, command: str) -> str:
        """Return the command for the same days, with as many papers."""
        return command if self.size == list_messages.PAGE else f"{command} top {self.size}"


def today(context: Context, argument: str) -> Message:
    """Show the list that is filling now; say why where there is none, and show the newest."""
    return _named_day(context, argument, "today", 0)


def yesterday(context: Context, argument: str) -> Message:
    """Show the list of the day before."""
    return _named_day(context, argument, "yesterday", 1)


def day(context: Context, argument: str) -> Message:
    """Show the list of any day, or of the days from one to another, all of it or on a topic."""
    asked = _asked(argument)
    today = current_day(context.now)
    days = read_days(asked.written, today)
    if days is None:
        days = DayRange(_only(asked.written, read_day, context, "day"))
    if days.first > today:
        raise UserError(date_messages.yet_to_come(days.first), corrections=date_messages.TODAY)
    if days.only and not days.topic:
        return _days(context, days.first, asked)
    return _range(context, days, asked)


def week(context: Context, argument: str) -> Message:
    """Show the last seven days, or a week."""
    asked = _asked(argument)
    last = current_day(context.now)
    if not asked.written:
        return _span(context, last - timedelta(days=6), last, "the last 7 days", "", asked)
    first = _only(asked.written, read_week, context, "week")
    year, number, _ = first.isocalendar()
    name = f"week {year}-W{number:02d}"
    return _span(context, first, first + timedelta(days=6), name, name, asked)


def month(context: Context, argument: str) -> Message:
    """Show the last thirty days, or a month."""
    asked = _asked(argument)
    last = current_day(context.now)
    if not asked.written:
        return _span(context, last - timedelta(days=29), last, "the last 30 days", "", asked)
    first = _only(asked.written, read_month, context, "month")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return _span(context, first, last, f"{first:%B %Y}", f"month {first:%Y-%m}", asked)


def day_meant(command: Command, today: date) -> date | None:
    """Return the one past day that a command lists, None for other commands."""
    written = _asked(command.argument).written
    if command.verb.name == "yesterday" and not written:
        return today - timedelta(days=1)
    if command.verb.name != "day":
        return None
    wanted = read_day(written, today).only
    return wanted if wanted and wanted < today else None


def _named_day(context: Context, argument: str, verb: str, back: int) -> Message:
    asked = _asked(argument)
    if asked.written:
        raise UserError(
            date_messages.unused(verb, asked.written),
            corrections=date_messages.instead_of_words(verb, asked.written),
        )
    return _days(context, current_day(context.now) - timedelta(days=back), asked)


def _asked(argument: str) -> _Asked:
    written, page = split_page(argument)
    found = _TOP.search(written)
    size = min(max(int(found[1]), 1), MOST) if found else list_messages.PAGE
    return _Asked(" ".join(_TOP.sub(" ", written).split()), page, size)


def _only(written: str, read: Callable[[str, date], Dates], context: Context, verb: str) -> date:
    """Read the one day that words mean; raises UserError that offers those that they may mean."""
    dates = read(written, current_day(context.now))
    if dates.only:
        return dates.only
    raise UserError(
        date_messages.unclear(verb, written, dates),
        corrections=date_messages.instead(verb, dates),
    )


def _days(context: Context, wanted: date, asked: _Asked) -> Message:
    with context.store.read() as tx:
        listed = papers.listed_between(tx, wanted, wanted)
        lead = list_states.what_is_open(tx, wanted, context.now) if listed else ""
        if not listed:
            reason = list_states.why_nothing(tx, wanted, context.now)
            newest = papers.listed_days(tx, wanted, 1)
            if not newest:
                return list_messages.nothing_listed(say_day(wanted), reason)
            wanted, lead = newest[0], f"{reason} Here's the newest list before it."
            listed = papers.listed_between(tx, wanted, wanted)
    title, again = f"Papers for {say_day(wanted)}", asked.again(f"day {wanted}")
    return list_messages.day_list(title, listed, again, asked.page, lead, asked.size)


def _span(
    context: Context, first: date, last: date, name: str, command: str, asked: _Asked
) -> Message:
    with context.store.read() as tx:
        listed = papers.listed_between(tx, first, last)
    if not listed:
        return list_messages.nothing_listed(name, date_messages.NO_LIST)
    lead = f"{list_messages.count_papers(len(listed))}, {say_day(first)} to {say_day(last)}."
    # Its next page is asked for later: “week” would be another week then.
    title, again = f"Papers of {name}", asked.again(command or list_messages.lists_of(first, last))
    return list_messages.day_list(title, listed, again, asked.page, lead, asked.size)


def _range(context: Context, days: DayRange, asked: _Asked) -> Message:
    """Show what the lists of some days hold on a topic, or all of it."""
    with context.store.read() as tx:
        listed = papers.listed_between(tx, days.first, days.last)
    if days.topic:
        query, today = parse(days.topic), context.now.date()
        listed = [one for one in listed if matches(query, view(one.paper), today)]
    name = f"{days.said} on “{days.topic}”" if days.topic else days.said
    if not listed:
        return list_messages.nothing_listed(name, date_messages.NO_LIST)
    lead = f"{list_messages.count_papers(len(listed))}."
    command = list_messages.lists_of(days.first, days.last)
    again = f"{asked.again(command)} on {days.topic}" if days.topic else asked.again(command)
    return list_messages.day_list(f"Papers for {name}", listed, again, asked.page, lead, asked.size)
