"""What is said when a person is lost: help, unknown verbs, things that went wrong."""

from bot.errors import PapersError, UserError
from bot.message import Action, Message, Text

OUR_FAULT = "Something went wrong on my side; it's in the log. Please try again."


def only_in_a_shell(verb: str) -> str:
    """Say that a verb belongs to the command line."""
    return f"“{verb}” works only in a shell, as: papers {verb.lower()}"


def unknown_verb(typed: str, nearest: str) -> str:
    """Say that words begin with no command, and which is the nearest."""
    said = f"I don't know “{Text(typed).cut(40).plain}”."
    return f"{said} Did you mean “{nearest}”?" if nearest else said


def as_lines(*commands: str) -> tuple[tuple[str, str], ...]:
    """Offer whole commands under their own words."""
    return tuple((Text(command).cut(60).plain, command) for command in commands)


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


def not_looked_up(wanted: str, why: str) -> str:
    """Say that a paper is unknown, and why it can't be fetched at the moment."""
    return f"I don't have {wanted} yet, and I couldn't look it up just now: {why}"


def not_set_up(verb: str) -> str:
    """Say that whoever runs the bot has to set something up before a verb works."""
    return (
        f"“{verb}” isn't set up here yet. Whoever runs this bot can switch it on; the README tells "
        "how."
    )
