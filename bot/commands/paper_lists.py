"""Commands that read: a paper, and the lists of days."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from bot.calendar.list_hours import current_day
from bot.commands.context import Context
from bot.compose import list_messages, share_messages
from bot.compose.cards import say_day
from bot.errors import UserError
from bot.jobs import list_states
from bot.message import Message
from bot.model import Paper
from bot.model.doi import doi_in
from bot.model.identity import paper_id
from bot.store import papers, signals
from bot.store.community import shares

_PAGE = re.compile(r"^(.*?)\s*\bpage (\d{1,4})$", re.IGNORECASE | re.DOTALL)


def paper(context: Context, argument: str) -> Message:
    """Show all of a stored paper."""
    return show(context, wanted_paper(context, argument))


def today(context: Context, argument: str) -> Message:
    """Show the list that is filling now; say why where there is none, and show the newest."""
    _, page = split_page(argument)
    return _days(context, current_day(context.now), page, again="today")


def yesterday(context: Context, argument: str) -> Message:
    """Show the list of the day before."""
    _, page = split_page(argument)
    return _days(context, current_day(context.now) - timedelta(days=1), page, again="yesterday")


def day(context: Context, argument: str) -> Message:
    """Show the list of a day written as 2024-05-27."""
    written, page = split_page(argument)
    if written.lower() in ("today", "yesterday"):
        return {"today": today, "yesterday": yesterday}[written.lower()](context, f"page {page}")
    wanted = _parse_day(written)
    if wanted > current_day(context.now):
        raise UserError(f"{say_day(wanted)} has not come yet.")
    return _days(context, wanted, page, again=f"day {wanted}")


def week(context: Context, argument: str) -> Message:
    """Show the last seven days, or an ISO week such as 2024-W22."""
    written, page = split_page(argument)
    last = current_day(context.now)
    if not written:
        return _span(context, last - timedelta(days=6), last, "the last 7 days", "week", page)
    match = re.fullmatch(r"(\d{4})-?W(\d{1,2})", written, re.IGNORECASE)
    try:
        first = date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        first = None
    if first is None:
        raise UserError(f"“{written}” is no week. Write it like 2024-W22, or leave it out.")
    return _span(
        context, first, first + timedelta(days=6), f"week {written}", f"week {written}", page
    )


def month(context: Context, argument: str) -> Message:
    """Show the last thirty days, or a month such as 2024-05."""
    written, page = split_page(argument)
    last = current_day(context.now)
    if not written:
        return _span(context, last - timedelta(days=29), last, "the last 30 days", "month", page)
    match = re.fullmatch(r"(\d{4})-(\d{1,2})", written)
    if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1:
        raise UserError(f"“{written}” is no month. Write it like 2024-05, or leave it out.")
    first = date(int(match[1]), int(match[2]), 1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return _span(context, first, last, f"{first:%B %Y}", f"month {written}", page)


def split_page(argument: str) -> tuple[str, int]:
    """Split "lora page 2" into the rest and the page, 1 where none is named."""
    match = _PAGE.match(argument)
    return (match[1], max(int(match[2]), 1)) if match else (argument, 1)


def _days(context: Context, wanted: date, page: int, again: str) -> Message:
    with context.store.read() as tx:
        listed = papers.listed_between(tx, wanted, wanted)
        if listed:
            lead = list_states.what_is_open(tx, wanted, context.now)
            return list_messages.day_list(
                f"Papers for {say_day(wanted)}", listed, again, page, lead
            )
        reason = list_states.why_nothing(tx, wanted, context.now)
        newest = papers.listed_days(tx, wanted, 1)
        if not newest:
            return list_messages.nothing_listed(say_day(wanted), reason)
        listed = papers.listed_between(tx, newest[0], newest[0])
        lead = f"{reason} Here is the newest list before it."
        return list_messages.day_list(f"Papers for {say_day(newest[0])}", listed, again, page, lead)


def _span(context: Context, first: date, last: date, name: str, again: str, page: int) -> Message:
    with context.store.read() as tx:
        listed = papers.listed_between(tx, first, last)
    if not listed:
        return list_messages.nothing_listed(name, "I hold no list of those days.")
    lead = f"{list_messages.count_papers(len(listed))}, {say_day(first)} to {say_day(last)}."
    return list_messages.day_list(f"Papers of {name}", listed, again, page, lead)


def _parse_day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UserError(
            f"“{written}” is no date. Write it as year-month-day, such as 2024-05-27."
        ) from error


def wanted_paper(context: Context, written: str) -> Paper:
    """Return the stored paper that an id or a link names; raises UserError where none is."""
    known = paper_id(written)
    found = stored(context, known or doi_in(written) or written.strip())
    if found is None and known is None:
        found = _only_titled(context, written)
    if found:
        return found
    if known:
        raise UserError(
            f"I do not hold {known}. Perhaps it was never listed; try: /papers search …"
        )
    raise UserError(
        f"“{written[:60]}” is no paper's id or title. Write 2405.12345 or a link to arXiv, "
        "huggingface.co/papers or alphaXiv, or try: /papers search …"
    )


def _only_titled(context: Context, title: str) -> Paper | None:
    """Return the paper whose title holds some words, where it is the only one."""
    found = context.search.completion.papers(title, 2)
    return stored(context, found[0].text) if len(found) == 1 else None


def stored(context: Context, wanted: str) -> Paper | None:
    """Return a stored paper by its id, None where it is not there."""
    with context.store.read() as tx:
        return papers.get_papers(tx, [wanted]).get(wanted)


def show(context: Context, found: Paper) -> Message:
    """Show all of a stored paper."""
    with context.store.read() as tx:
        points = signals.get_signals(tx, [found.id]).get(found.id, ())
        message = list_messages.one_paper(found, papers.get_listings(tx, found.id), points)
        root = papers.roots_of(tx, [found.id])[found.id]
        sharers = shares.sharers_of(tx, context.request.destination, root)
    note = f"{message.note} {share_messages.say_sharers(sharers)}".strip()
    return replace(message, note=note)
