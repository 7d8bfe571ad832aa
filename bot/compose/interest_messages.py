"""What is said about what somebody, or a channel, likes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.compose.cards import paper_card
from bot.compose.schedule_words import say_schedule
from bot.compose.standings import named
from bot.compose.subscription_messages import say_next
from bot.message import Action, Card, Message, Text
from bot.model import Example, Highlight, Paper, Schedule, Sign, Suggestion

_SHORT = 70


def for_you(suggestions: Sequence[Suggestion]) -> Message:
    """Show what somebody may like, and what each is shown for."""
    cards = tuple(suggestion_card(one, n) for n, one in enumerate(suggestions, start=1))
    return Message(
        title="For you",
        lead=Text("New papers that fit what you vote for and save. Only you see this."),
        cards=cards,
        actions=(
            Action("Send it daily", "for you daily"),
            Action("Send it weekly", "for you weekly"),
            Action("Forget what I like", "for you forget"),
        ),
    )


def suggestion_card(one: Suggestion, number: int) -> Card:
    """Show a paper with the example that speaks for it."""
    card = paper_card(one.paper, number=number)
    dislike = Action("Not for me", f"not interested {one.paper.id}")
    return replace(
        card,
        facts=" · ".join(filter(None, (card.facts, say_because(one)))),
        actions=(*card.actions[:2], dislike, *card.actions[2:]),
    )


def say_because(one: Suggestion) -> str:
    """Say why a paper is suggested: "because you saved “LoRA”"."""
    return say_example(one.because, one.title)


def say_example(because: Example, of: str) -> str:
    """Say the same of an example and its title."""
    title = f"“{Text(of).cut(_SHORT).plain}”"
    match because.sign:
        case Sign.VOTED:
            return f"because you voted for {title}"
        case Sign.SAVED:
            return f"because you saved {title}"
        case Sign.ALERTED:
            return f"because of your alert “{because.said}”"
        case _:
            return f"because you like {title}"


def first_choices(choices: Sequence[Highlight]) -> Message:
    """Offer five papers to begin with, where nothing is known of what somebody likes."""
    if not choices:
        return Message(
            title="For you",
            lead=Text("I hold no recent papers yet, so I can't suggest any. Come back tomorrow."),
        )
    cards = []
    for number, entry in enumerate(choices, start=1):
        card = paper_card(entry.paper, number=number)
        like = Action("I like this", f"interested {entry.paper.id}")
        dislike = Action("Not for me", f"not interested {entry.paper.id}")
        cards.append(replace(card, actions=(like, dislike, *card.actions)))
    return Message(
        title="For you",
        lead=Text(
            "I don't know yet what you like. Pick what interests you among these, and I'll take it "
            "from there; votes and saves tell me, too."
        ),
        cards=tuple(cards),
    )


def nothing_new() -> Message:
    """Say that all that fits was shown or is in hand."""
    return Message(
        title="For you",
        lead=Text("Nothing new fits what you like right now. Come back when the next list is out."),
        actions=(Action("Trending papers", "trending"),),
    )


def noted(paper: Paper, *, is_liked: bool) -> Message:
    """Confirm what a person said of a paper."""
    if is_liked:
        lead = f"Noted: you'd like more papers like {named(paper)}."
    else:
        lead = f"Noted: less like {named(paper)} for you."
    return Message(lead=Text(lead), actions=(Action("For you", "for you"),))


def noted_here(paper: Paper, *, is_liked: bool) -> Message:
    """Confirm what a channel wants more or less of."""
    what, other = ("more", "less") if is_liked else ("less", "more")
    return Message(
        lead=Text(f"From now on the digests here bring {what} like {named(paper)}."),
        actions=(Action(f"Rather {other} like it", f"{other} like {paper.id}"),),
    )


def forgotten(count: int) -> Message:
    """Confirm that what somebody likes is forgotten."""
    gone = f" {count:,} choices of yours are gone, and" if count > 1 else ""
    gone = " The choice you made is gone, and" if count == 1 else gone
    return Message(
        lead=Text(
            f"Done.{gone} what you voted for and saved up to now no longer tells me what you like. "
            "Your votes and your library stay as they are."
        ),
        actions=(Action("Start afresh", "for you"),),
    )


def ordered(schedule: Schedule, next_run_at: datetime) -> Message:
    """Confirm that the list comes by itself."""
    when = say_next(next_run_at, schedule.timezone)
    return Message(
        title="For you, by direct message",
        lead=Text(f"I'll send you papers that fit {say_schedule(schedule)}, {when}."),
        actions=(Action("Stop it", "for you stop"), Action("Show it now", "for you")),
    )


def stopped(*, was_there: bool) -> Message:
    """Confirm that it comes no longer."""
    lead = "Done: I no longer send it to you." if was_there else "I don't send it to you anyway."
    return Message(lead=Text(lead), actions=(Action("Show it now", "for you"),))
