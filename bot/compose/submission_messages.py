"""What is said about papers that people put on their group's list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.compose.cards import paper_card, say_day, say_moment
from bot.compose.list_messages import PAGE, count_papers
from bot.compose.standings import SOMEBODY, named
from bot.message import Action, Card, Message, Text
from bot.model import Paper, Submission


def submitted(paper: Paper, made: Submission, next_at: str) -> Message:
    """Thank for a submission, and say when the group sees it."""
    if made.state == "waiting":
        when = "I'm posting it here now."
    elif next_at:
        when = f"It goes out with the next digest here, {next_at}."
    else:
        when = "It's on the list of your group, and goes out with the next digest."
    return Message(
        lead=Text(
            f"Thanks! {named(paper)} is on your group's list of {say_day(made.at.date())}. {when}"
        ),
        actions=(Action("Take it back", f"withdraw {paper.id}"), Action("The list", "submit")),
    )


def say_when(at: datetime, zone: str) -> str:
    """Say when a digest comes."""
    return say_moment(at, zone)


def known_before(paper: Paper, known: Submission) -> Message:
    """Say who was first."""
    who = known.name or "Somebody"
    note = f" They wrote: “{known.note}”." if known.note else ""
    return Message(
        lead=Text(
            f"{who} was first: {named(paper)} has been on your group's list since "
            f"{say_day(known.at.date())}.{note} You can add your vote."
        ),
        actions=(Action("Vote for it", f"vote {paper.id}"), Action("The list", "submit")),
    )


def own_again(paper: Paper, known: Submission) -> Message:
    """Say that it was the same person."""
    return Message(
        lead=Text(f"You submitted {named(paper)} yourself, on {say_day(known.at.date())}."),
        actions=(Action("Take it back", f"withdraw {paper.id}"), Action("The list", "submit")),
    )


def removed(paper: Paper, *, is_own: bool) -> Message:
    """Confirm that a paper is off the list."""
    again = (Action("Submit it again", f"submit {paper.id}"),) if is_own else ()
    return Message(
        lead=Text(f"{named(paper)} is off your group's list. What was posted of it stays."),
        actions=(*again, Action("The list", "submit")),
    )


def chosen(*, is_at_once: bool) -> Message:
    """Confirm how submissions are posted."""
    if is_at_once:
        return Message(
            lead=Text("From now on I post what people submit here at once."),
            actions=(Action("With the digest instead", "submissions with the digest"),),
        )
    return Message(
        lead=Text("From now on what people submit here goes out with the next digest."),
        actions=(Action("At once instead", "submissions at once"),),
    )


def group_list(entries: Sequence[tuple[Paper, Submission]], page: int) -> Message:
    """Show one page of what a group submitted lately."""
    if not entries:
        return Message(
            title="Your group's list",
            lead=Text(
                "Nobody has submitted a paper in the last 7 days. Put one on the list: "
                "/papers submit 2405.12345 worth a look"
            ),
        )
    first = (page - 1) * PAGE
    part = entries[first : first + PAGE]
    more = (Action("More", f"submit page {page + 1}"),) if first + PAGE < len(entries) else ()
    return Message(
        title="Your group's list",
        lead=Text(f"{count_papers(len(entries))} in the last 7 days, the newest first."),
        cards=tuple(
            submitted_card(paper, made, first + n) for n, (paper, made) in enumerate(part, start=1)
        ),
        actions=more,
    )


def submitted_card(paper: Paper, made: Submission, number: int = 0) -> Card:
    """Show a submitted paper with its credit and its note."""
    card = paper_card(paper, number=number)
    credit = f"submitted by {made.name or SOMEBODY}"
    return replace(
        card,
        facts=f"{card.facts} · {credit}" if card.facts else credit,
        body=Text(f"“{made.note}”\n{card.body.plain}".strip()) if made.note else card.body,
    )


def announcement(paper: Paper, made: Submission) -> Message:
    """Word the message that a submission gets of its own."""
    return Message(
        title=f"{made.name or 'Somebody here'} submitted a paper",
        cards=(submitted_card(paper, made),),
        alt=paper.title,
    )
