"""Lists of papers as messages: days, digests, alerts."""

from collections.abc import Sequence
from datetime import date

from bot.compose.cards import full_card, momentum_of, paper_card, say_day
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


def day_list(title: str, papers: Sequence[Highlight], again: str, page: int, lead: str) -> Message:
    """Show one page of the papers of some days; `again` is the command that shows them."""
    first = (page - 1) * PAGE
    part = papers[first : first + PAGE]
    several_days = len({entry.day for entry in papers}) > 1
    cards = tuple(
        paper_card(entry.paper, number=first + n, day=entry.day if several_days else None)
        for n, entry in enumerate(part, start=1)
    )
    shown = first + len(part)
    more = (Action("More papers", f"{again} page {page + 1}"),) if shown < len(papers) else ()
    note = f"{first + 1} to {shown} of {len(papers)}, by upvotes" if len(papers) > PAGE else ""
    return Message(title=title, lead=Text(lead), cards=cards, note=note, actions=more)


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
        return Message(title=title, lead=Text(_why_empty(edition)))
    several_days = len(edition.days) > 1
    cards = tuple(
        paper_card(entry.paper, number=n, day=entry.day if several_days else None)
        for n, entry in enumerate(edition.highlights, start=1)
    )
    left = edition.considered - len(cards)
    return Message(
        title=title,
        lead=Text(" ".join(_about(edition))),
        cards=cards,
        note=f"{left} more on the list." if left > 0 else "",
        actions=(Action("All papers", more),) if left > 0 else (),
    )


def _about(edition: Digest) -> list[str]:
    count = len(edition.highlights)
    chosen = "The one with" if count == 1 else f"The {count} with"
    about = [f"{chosen} the most upvotes of {_count(edition.considered)}"]
    about[0] += f" {_from_days(edition.days)}."
    if edition.added_later:
        came = "One of them" if edition.added_later == 1 else f"{edition.added_later} of them"
        about.append(f"{came} came after this was posted.")
    if edition.is_late:
        about.append("Sorry, this comes late: I was not running when it was due.")
    if edition.problem:
        about.append(edition.problem)
    return about


def _from_days(days: Sequence[date]) -> str:
    if len(days) == 1:
        return f"on the list of {say_day(days[0])}"
    return f"on the lists of {say_day(days[-1])} to {say_day(days[0])}"


def _why_empty(edition: Digest) -> str:
    if edition.problem:
        return edition.problem
    if edition.considered and edition.topic:
        return f"Nothing on “{edition.topic}” among {_count(edition.considered)} new on the list."
    return f"No new papers. {edition.quiet}".strip()


def _count(count: int) -> str:
    return "1 paper" if count == 1 else f"{count:,} papers"
