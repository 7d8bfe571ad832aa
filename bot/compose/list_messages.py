"""Lists of papers as messages: days, digests, alerts."""

from collections.abc import Iterator, Sequence

from bot.compose.cards import (
    brief_card,
    full_card,
    lead_card,
    momentum_of,
    paper_card,
    say_day,
    title_of,
)
from bot.message import Action, Message, Text
from bot.model import Digest, Highlight, Listing, Paper, Signal

PAGE = 5
"""Papers on one page of an answer: as many as a phone shows without losing the thread."""


def one_paper(paper: Paper, listings: Sequence[Listing], points: Sequence[Signal] = ()) -> Message:
    """Show all of a paper, where it was listed, and how its votes moved."""
    days = [
        f"{say_day(entry.day)}" + (f" by {entry.submitter}" if entry.submitter else "")
        for entry in listings
    ]
    note = f"Listed on {'; '.join(days)}." if days else ""
    return Message(cards=(full_card(paper, momentum_of(points)),), note=note)


def day_list(
    title: str,
    papers: Sequence[Highlight],
    again: str,
    page: int,
    lead: str,
    size: int = PAGE,
) -> Message:
    """Show one page of the papers of some days; `again` is the command that shows them."""
    first = (page - 1) * size
    part = papers[first : first + size]
    several_days = len({entry.day for entry in papers}) > 1
    cards = tuple(
        paper_card(entry.paper, number=first + n, day=entry.day if several_days else None)
        for n, entry in enumerate(part, start=1)
    )
    shown = first + len(part)
    back = (Action("Previous", f"{again} page {page - 1}"),) if page > 1 else ()
    more = (Action("More", f"{again} page {page + 1}"),) if shown < len(papers) else ()
    note = f"{first + 1} to {shown} of {len(papers)}, by upvotes" if len(papers) > size else ""
    return Message(title=title, lead=Text(lead), cards=cards, note=note, actions=(*back, *more))


def nothing_listed(name: str, reason: str) -> Message:
    """Say why there is nothing to list, and what to do."""
    return Message(
        title=f"No papers for {name}",
        lead=Text(reason),
        actions=(Action("The last 7 days", "week"), Action("The last 30 days", "month")),
    )


def count_papers(count: int) -> str:
    """Say a number of papers."""
    return _count(count)


def digest(edition: Digest, more: str) -> Message:
    """Word an edition; one without papers says why nothing came."""
    title = f"Papers for {say_day(edition.local_date)}"
    if edition.topic:
        title = f"{edition.topic}: papers for {say_day(edition.local_date)}"
    if not edition.highlights:
        return Message(title=title, lead=Text(_why_empty(edition)), topic=edition.topic)
    first, *others = (entry.paper for entry in edition.highlights)
    cards = (lead_card(first, number=1), *(brief_card(p, number=n) for n, p in _after(others)))
    has_more = edition.considered > len(cards)
    return Message(
        title=title,
        lead=Text(" ".join(_about(edition))),
        cards=cards,
        actions=(Action(f"All {_count(edition.considered)}", more),) if has_more else (),
        alt=_in_a_line(first, len(others)),
        topic=edition.topic,
    )


def _after(others: Sequence[Paper]) -> Iterator[tuple[int, Paper]]:
    return enumerate(others, start=2)


def _in_a_line(first: Paper, others: int) -> str:
    """Return the line of a notification: the first paper's title, and how many come besides."""
    more = f" and {others} more" if others else ""
    return title_of(first) + more


def _about(edition: Digest) -> list[str]:
    count = len(edition.highlights)
    about = [_chosen(count, edition.considered) + _from_days(edition) + "."]
    if edition.added_later:
        came = "One of them" if edition.added_later == 1 else f"{edition.added_later} of them"
        about.append(f"{came} came after this was posted.")
    if edition.is_late:
        about.append("Sorry, this comes late: I was not running when it was due.")
    if edition.problem:
        about.append(edition.problem)
    return about


def _chosen(count: int, considered: int) -> str:
    if count == considered:
        return "The only one" if count == 1 else f"All {count}, by upvotes"
    return f"The top {'one' if count == 1 else count} of {considered:,}, by upvotes"


def _from_days(edition: Digest) -> str:
    """Say which lists papers are from, unless the heading says it."""
    if edition.days == (edition.local_date,) or not edition.days:
        return ""
    newest, oldest = edition.days[0], edition.days[-1]
    if newest == oldest:
        return f", from {say_day(newest)}"
    return f", from {say_day(oldest)} to {say_day(newest)}"


def _why_empty(edition: Digest) -> str:
    if edition.problem:
        return edition.problem
    if edition.considered and edition.topic:
        return f"Nothing on “{edition.topic}” among {_count(edition.considered)} new on the list."
    return f"No new papers. {edition.quiet}".strip()


def _count(count: int) -> str:
    return "1 paper" if count == 1 else f"{count:,} papers"
