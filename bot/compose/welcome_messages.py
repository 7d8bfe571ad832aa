"""What is said first: to somebody who is new, and in a channel that the bot was asked into."""

from collections.abc import Sequence
from datetime import date

from bot.calendar.timed_text import say_zone
from bot.compose.cards import brief_card, say_day
from bot.compose.form_messages import digest_form
from bot.message import Action, Message, Text
from bot.model import Paper

THREE_THINGS = (
    "Three things to try:\n"
    "• /papers search diffusion models\n"
    "• /papers alert add lora -survey\n"
    "• /papers subscribe at 9am weekdays"
)


def start(best: Sequence[Paper], day: date, zone: str) -> Message:
    """Show the day's best papers and three things to try."""
    cards = tuple(brief_card(paper, number=n) for n, paper in enumerate(best, start=1))
    title = f"The best of {say_day(day)}" if best else "Hello! I bring you new papers."
    return Message(
        title=title,
        lead=Text(THREE_THINGS if best else f"I don't have any papers yet.\n{THREE_THINGS}"),
        cards=cards,
        actions=(
            *((Action("All of them", f"day {day}", "primary"),) if best else ()),
            Action("Daily digest here", "subscribe", form=digest_form(zone)),
            Action("What I can do", "help"),
        ),
    )


def hello(zone: str) -> Message:
    """Say in three lines what the bot does for a channel, and offer to begin."""
    here = say_zone(zone)
    return Message(
        title="Hello! I bring this channel new papers.",
        lead=Text(
            "• Every weekday I can post the papers that people upvote most.\n"
            "• Ask me for anything: /papers search diffusion models\n"
            "• I can message you when a paper matches your words: /papers alert add lora"
        ),
        actions=(
            Action(
                f"Daily digest here, at 9:00 {here}",
                f"subscribe weekdays at 9:00 {here}",
                "primary",
            ),
            Action("Show today", "today"),
        ),
    )
