"""What is said about links to papers that people posted in a channel."""

from collections.abc import Sequence
from dataclasses import replace

from bot.compose.cards import paper_card, say_day
from bot.compose.list_messages import PAGE, count_papers
from bot.compose.standings import SOMEBODY
from bot.message import Action, Message, Text
from bot.model import Credit, Paper, Share


def remembered(count: int) -> Message:
    """Confirm what nobody asked for, where a gesture is answered at all."""
    return Message(lead=Text(f"Noted: {count_papers(count)} shared here." if count else ""))


def shared_here(
    entries: Sequence[tuple[Paper, Share]], asked: str, page: int, total: int
) -> Message:
    """Show one page of what was linked to in this channel, with who was first."""
    title = "Shared here" + (f": {asked}" if asked else "")
    if not total:
        lead = "Nothing that was shared here fits that." if asked else _NOTHING
        return Message(title=title, lead=Text(lead))
    first = (page - 1) * PAGE
    cards = tuple(
        replace(
            (card := paper_card(paper, number=first + n)),
            facts=" · ".join(filter(None, (card.facts, say_share(share.credit)))),
        )
        for n, (paper, share) in enumerate(entries, start=1)
    )
    again = f"shared {asked}".strip()
    more = (Action("More", f"{again} page {page + 1}"),) if first + len(cards) < total else ()
    return Message(
        title=title,
        lead=Text(f"{count_papers(total)}, the newest first. Only people in this channel see it."),
        cards=cards,
        actions=more,
    )


def say_share(credit: Credit) -> str:
    """Say who linked to a paper: "shared by Ann on Sun 3 May 2026"."""
    return f"shared by {credit.name or SOMEBODY} on {say_day(credit.at.date())}"


def say_sharers(sharers: Sequence[Credit]) -> str:
    """Say it of several people, as a sentence below a paper; "" where there is nobody."""
    if not sharers:
        return ""
    others = len(sharers) - 1
    more = f" and {others} more" if others else ""
    first = sharers[0]
    return f"Shared here by {first.name or SOMEBODY} on {say_day(first.at.date())}{more}."


def chosen(*, is_on: bool, forgotten: int) -> Message:
    """Confirm whether links are remembered."""
    if is_on:
        return Message(
            lead=Text(
                "I'll remember which papers are linked to here: the paper, who and when, never "
                "what they wrote. Only people in this channel can see it."
            ),
            actions=(Action("Turn it off", "sharing off"),),
        )
    gone = f" and have forgotten {forgotten:,}" if forgotten else ""
    return Message(
        lead=Text(f"I no longer remember links that are posted here{gone}."),
        actions=(Action("Turn it on", "sharing on"),),
    )


_NOTHING = "Nobody has linked to a paper here yet, as far as I've seen."
