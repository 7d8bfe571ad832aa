"""What is said when a person is lost: help, unknown verbs, things that went wrong."""

from collections.abc import Sequence

from bot.errors import PapersError, UserError
from bot.message import Action, Message, Text, Verb

OUR_FAULT = "Something went wrong on my side; it is written in the log. Please try again."


def help_page(verbs: Sequence[Verb]) -> Message:
    """List all commands."""
    lines = [f"{_written(verb)} — {verb.summary}" for verb in verbs]
    return Message(
        title="What I can do",
        lead=Text("\n".join(lines)),
        note="Days follow the lists of huggingface.co/papers.",
        actions=(Action("Today's papers", "today"), Action("My alerts", "alert list")),
    )


def help_on(verb: Verb) -> Message:
    """Explain one command."""
    example = f"\nFor example: /papers {verb.example}" if verb.example else ""
    return Message(title=_written(verb), lead=Text(f"{verb.summary}.{example}"))


def _written(verb: Verb) -> str:
    if not verb.argument:
        return f"/papers {verb.name}"
    shown = verb.argument.upper()
    return f"/papers {verb.name} {shown if verb.is_required else f'[{shown}]'}"


def too_long(length: int, most: int) -> str:
    """Say that a command was not read, for its length."""
    return (
        f"That's {length:,} characters, and I read at most {most:,}. "
        "Shorten it to what matters most, then try again."
    )


BUSY = "I'm still working on what you asked before. Wait for that answer, then try again."


def took_too_long(seconds: float) -> str:
    """Say that an answer was given up."""
    return (
        f"That took longer than {seconds:.0f} seconds, so I gave up. "
        "Ask for less at once, or try again in a minute."
    )


def trouble(error: PapersError | str) -> Message:
    """Say in one sentence what could not be done; what was perhaps meant stands on buttons."""
    corrections = error.corrections if isinstance(error, UserError) else ()
    actions = tuple(Action(label, command) for label, command in corrections)
    return Message(lead=Text(str(error)), actions=actions)


def not_set_up(verb: str) -> str:
    """Say that whoever runs the bot has to set something up before a verb works."""
    return (
        f"“{verb}” isn't set up here yet. Whoever runs this bot can switch it on; the README tells "
        "how."
    )
