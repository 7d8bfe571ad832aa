"""What is said about papers that people put on their group's list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.compose.cards import paper_card, say_day, say_moment
from bot.compose.list_messages import PAGE, count_papers
from bot.compose.standings import SOMEBODY, named
from bot.message import Action, Card, Message, Text
from bot.model import Paper, Submission, TitledLink

_Listed = tuple[Paper, Submission] | TitledLink


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


def ask_title(link: str) -> str:
    """Ask for a title, where a link leads to nothing that can be looked up."""
    return (
        "I couldn't find a paper there. Tell me its title, and I'll put it on your group's list: "
        f'/papers submit {link} "Its title"'
    )


def or_a_title(submitted: str) -> str:
    """Offer to go by a title, where a paper can't be looked up for the moment."""
    link = submitted.split(maxsplit=1)[0]
    return f'Try again later, or tell me its title: /papers submit {link} "Its title"'


def link_submitted(made: TitledLink) -> Message:
    """Thank for a link that only the group knows."""
    return Message(
        lead=Text(
            f"Thanks! “{made.title}” is on your group's list of {say_day(made.at.date())}. I "
            "couldn't look it up, so it stays among you: it can't be searched for or voted on."
        ),
        actions=(
            Action("Take it back", f"withdraw {made.url or made.link}"),
            Action("The list", "submit"),
        ),
    )


def link_known_before(known: TitledLink, *, is_own: bool) -> Message:
    """Say who was first with a link."""
    who = "You" if is_own else known.name or "Somebody"
    said = f"{who} submitted “{known.title}” on {say_day(known.at.date())}."
    return Message(lead=Text(said), actions=(Action("The list", "submit"),))


def others_link(link: str) -> str:
    """Say whose a link is to take off."""
    return f"Somebody else submitted that link. An admin can take it off: /papers unsubmit {link}"


def link_removed(known: TitledLink) -> Message:
    """Confirm that a link is off the list."""
    return Message(
        lead=Text(f"“{known.title}” is off your group's list."),
        actions=(Action("The list", "submit"),),
    )


def link_card(made: TitledLink, number: int) -> Card:
    """Show a link with its credit and its note."""
    return Card(
        title=Text(made.title),
        number=number,
        url=made.url,
        facts=f"submitted by {made.name or SOMEBODY}",
        body=Text(f"“{made.note}”" if made.note else ""),
    )


def group_list(
    entries: Sequence[tuple[Paper, Submission]], links: Sequence[TitledLink], page: int
) -> Message:
    """Show one page of what a group submitted lately, the newest first."""
    if not entries and not links:
        return Message(
            title="Your group's list",
            lead=Text(
                "Nobody has submitted a paper in the last 7 days. Put one on the list: "
                "/papers submit 2405.12345 worth a look"
            ),
        )
    first = (page - 1) * PAGE
    every: list[_Listed] = [*entries, *links]
    listed = sorted(every, key=_submitted_at, reverse=True)
    part = listed[first : first + PAGE]
    more = (Action("More", f"submit page {page + 1}"),) if first + PAGE < len(listed) else ()
    return Message(
        title="Your group's list",
        lead=Text(f"{count_papers(len(listed))} in the last 7 days, the newest first."),
        cards=tuple(_listed_card(one, first + n) for n, one in enumerate(part, start=1)),
        actions=more,
    )


def _submitted_at(listed: _Listed) -> datetime:
    return listed.at if isinstance(listed, TitledLink) else listed[1].at


def _listed_card(listed: _Listed, number: int) -> Card:
    if isinstance(listed, TitledLink):
        return link_card(listed, number)
    return submitted_card(*listed, number)


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
