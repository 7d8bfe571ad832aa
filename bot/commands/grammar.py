"""The grammar: which commands there are, and which of them a text means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import UserError
from bot.message import Verb

VERBS = (
    Verb("search", "Find papers by words, “phrases”, author:name, -without", "query",
         'search "speech recognition" -survey', is_required=True),
    Verb("explain", "Say in words what a query means", "query",
         'explain au:del_maestro AND ti:"dark matter"', is_required=True),
    Verb("today", "Show today's papers, most upvotes first"),
    Verb("yesterday", "Show yesterday's papers"),
    Verb("day", "Show the papers of a day", "date", "day 2024-05-27", is_required=True),
    Verb("week", "Show the last seven days, or a week such as 2024-W22", "week", "week 2024-W22"),
    Verb("month", "Show the last thirty days, or a month such as 2024-05", "month",
         "month 2024-05"),
    Verb("paper", "Show all of one paper, by id or link", "id", "paper 2405.12345",
         is_required=True),
    Verb("similar", "Find papers like one", "id", "similar 2405.12345", is_required=True),
    Verb("subscribe",
         "Post a digest: [topic] [at 9am | when ready] [weekdays|daily|mon,wed] [top 5] [zone]",
         "order", "subscribe robotics at 9am weekdays top 5 Europe/Berlin", posts_here=True,
         changes_place=True),
    Verb("unsubscribe", "Stop the digest here", "topic", "unsubscribe robotics",
         changes_place=True),
    Verb("subscriptions", "List the digests that are posted here"),
    Verb("alert add", "Tell you of each new paper that matches", "query",
         "alert add mixture of experts", is_required=True),
    Verb("alert list", "List your alerts"),
    Verb("alert remove", "Remove an alert", "number", "alert remove 2", is_required=True),
    Verb("alert pause", "Pause an alert, or all of them", "number", "alert pause 2",
         is_required=True),
    Verb("alert resume", "Let an alert run again", "number", "alert resume all",
         is_required=True),
    Verb("help", "Say what I can do", "command", "help subscribe"),
)  # fmt: skip

SHELL_ONLY = (
    "run",
    "chat",
    "import",
    "fetch",
    "sample",
    "check",
    "deliveries",
    "audit",
    "backup",
    "migrate",
)
"""Verbs of the command `papers` that make no sense in a chat."""

_OTHER_NAMES = {
    "find": "search",
    "s": "search",
    "?": "help",
    "alerts": "alert list",
    "alert": "alert list",
    "alert ls": "alert list",
    "alert rm": "alert remove",
    "alert delete": "alert remove",
    "alert stop": "alert pause",
    "alert start": "alert resume",
    "subscription": "subscriptions",
    "like": "similar",
    "abstract": "paper",
    "show": "paper",
}


_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database stores: PostgreSQL takes no NUL, and half a surrogate pair is no text."""


@dataclass(frozen=True, slots=True)
class Command:
    """A text understood: a verb and what followed it."""

    verb: Verb
    argument: str


def read(text: str, also: Sequence[str] = ()) -> Command:
    """Read a command; empty input is help.

    Raises UserError that names the nearest verb (`also` are others known to whoever asks), or
    says what a verb needs.
    """
    first, rest = _split(_UNWRITABLE.sub("", text))
    if first.lower() in ("/papers", "papers"):
        first, rest = _split(rest)
    if not first:
        return Command(_verb("help"), "")
    second, after = _split(rest)
    if verb := _find(f"{first} {second}"):
        return _complete(verb, after)
    if (verb := _find(first)) and not (second and first.lower() == "alert"):
        return _complete(verb, rest)
    raise UserError(_unknown(first, second, also))


def named(name: str) -> Verb:
    """Return a verb by its name; raises UserError that names the nearest."""
    if verb := _find(" ".join(name.split())):
        return verb
    first, second = _split(name)
    raise UserError(_unknown(first, second))


def _split(text: str) -> tuple[str, str]:
    """Return the first word of a text and the rest as it stands."""
    first, _, rest = text.strip().partition(" ")
    return first, rest.strip()


def _complete(verb: Verb, argument: str) -> Command:
    if verb.is_required and not argument:
        article = "an" if verb.argument[0] in "aeiou" else "a"
        raise UserError(f"“{verb.name}” needs {article} {verb.argument}, such as: {verb.example}")
    return Command(verb, argument)


def _unknown(first: str, second: str, also: Sequence[str] = ()) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a mistake needs it

    if first.lower() in SHELL_ONLY:
        return f"“{first}” works only in a shell, as: papers {first.lower()}"
    names = [*(verb.name for verb in VERBS), *_OTHER_NAMES, *also]
    typed = f"{first} {second}".lower() if first.lower() == "alert" else first.lower()
    near = process.extractOne(typed, names, scorer=fuzz.ratio, score_cutoff=55)
    if near:
        return f"I do not know “{typed}”. Did you mean “{_OTHER_NAMES.get(near[0], near[0])}”?"
    return f"I do not know “{typed[:40]}”. To look for it, say: search {typed[:40]}"


def _find(typed: str) -> Verb | None:
    name = _OTHER_NAMES.get(typed.lower(), typed.lower())
    return next((verb for verb in VERBS if verb.name == name), None)


def _verb(name: str) -> Verb:
    return next(verb for verb in VERBS if verb.name == name)
