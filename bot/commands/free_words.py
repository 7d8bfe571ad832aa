"""Words that begin with no verb: they're searched for, unless they are nearly a command."""

from collections.abc import Sequence

from bot.commands.grammar import SHELL_ONLY, Command, begun, nearest_verb, read
from bot.errors import UserError
from bot.message import Text
from bot.model.work_identity import work_id

_READING = frozenset("today yesterday day week month paper similar top save vote cite".split())
"""Verbs that a sentence may begin with: “day trading with LLMs”."""

_ON_BUTTONS = frozenset("read unread unvote unsave withdraw unsubmit".split())
_TAKE_NOTHING = frozenset("home link".split())


def read_said(text: str, also: Sequence[str] = ()) -> Command:
    """Read a command; words that begin with no verb are a search.

    Raises UserError for a slip of a verb (`also` are others known), with the whole corrected line.
    """
    command = begun(text)
    if command is not None and not _is_a_sentence(command):
        return read(text)
    words = text.split(maxsplit=2)
    if not words or (command is None and _is_nearly_a_command(words, also)):
        return read(text, also)
    return read(f"search {text}")


def with_search(error: UserError, typed: str) -> UserError:
    """Offer a search for what was typed, where a verb may have been a word of it."""
    command = begun(typed)
    if command is None or command.verb.name not in _READING or " " not in typed.strip():
        return error
    said = " ".join(typed.split())
    searched = (f"Search “{Text(said).cut(30).plain}”", f"search {said}")
    known = [one for _, one in error.corrections]
    more = () if searched[1] in known else (searched,)
    return UserError(str(error), error.field, (*error.corrections, *more))


def _is_a_sentence(command: Command) -> bool:
    """Tell whether a verb that takes no such words is the first word of something else."""
    name, argument = command.verb.name, command.argument.strip()
    if not argument:
        return False
    first = argument.split()[0]
    if name in _ON_BUTTONS:
        return not (work_id(first) or _is_key(argument) or "://" in first)
    return name in _TAKE_NOTHING and first.lower() != "new"


def _is_key(argument: str) -> bool:
    """Tell whether all of it is a number, or a key such as lee2020-3e8f64f6."""
    return " " not in argument and any(sign.isdigit() for sign in argument)


def _is_nearly_a_command(words: list[str], also: Sequence[str]) -> bool:
    first = words[0].lower()
    if first in SHELL_ONLY and len(words) < 3:
        return True
    two = " ".join(words[:2])
    return bool(nearest_verb(first, also) or (len(words) > 1 and nearest_verb(two, also)))
