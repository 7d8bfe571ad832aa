"""Lists of papers as messages."""

from collections.abc import Sequence
from datetime import date

from bot.compose.cards import (
    full_card,
    momentum_of,
    paper_card,
    say_day,
)
from bot.message import Action, Message, Text
from bot.model import Highlight, Listing, Paper, Signal

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


def lists_of(first: date, last: date) -> str:
    """Return the command that shows the lists of some days, whenever it is pressed."""
    return f"day {first}" if first == last else f"day {first} to {last}"


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


def _count(count: int) -> str:
    return "1 paper" if count == 1 else f"{count:,} papers"
