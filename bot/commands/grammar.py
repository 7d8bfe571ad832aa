"""The grammar: which commands there are, and which of them a text means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.compose import help_messages
from bot.errors import UserError
from bot.message import Verb

VERBS = (
    Verb("search", "Find papers by words, “phrases”, author:name, -without", "query",
         'search "speech recognition" -survey', is_required=True, is_completed=True),
    Verb("explain", "Say in words what a query means", "query",
         'explain au:del_maestro AND ti:"dark matter"', is_required=True, is_completed=True),
    Verb("today", "Show today's papers, most upvotes first"),
    Verb("yesterday", "Show yesterday's papers"),
    Verb("day", "Show the papers of a day", "date", "day 2024-05-27", is_required=True),
    Verb("week", "Show the last seven days, or a week such as 2024-W22", "week", "week 2024-W22"),
    Verb("month", "Show the last thirty days, or a month such as 2024-05", "month",
         "month 2024-05"),
    Verb("paper", "Show all of one paper, by id or link", "id", "paper 2405.12345",
         is_required=True, is_completed=True),
    Verb("again", "Go on with a search that is too long for a button", "draft",
         "again 3 page 2", is_required=True, is_listed=False),
    Verb("similar", "Find papers like one", "id", "similar 2405.12345", is_required=True,
         is_completed=True),
    Verb("subscribe",
         "Post a digest: [topic] [at 9am | when ready] [weekdays|daily|mon,wed] [top 5] [zone]",
         "order", "subscribe robotics at 9am weekdays top 5 Europe/Berlin", posts_here=True,
         changes_place=True),
    Verb("unsubscribe", "Stop the digest here", "topic", "unsubscribe robotics",
         changes_place=True, is_completed=True),
    Verb("subscriptions", "List the digests that are posted here"),
    Verb("alert add", "Tell you of new papers: QUERY [at once|daily at 9am|weekly] [max 5]",
         "query", "alert add mixture of experts -survey daily at 9am", is_required=True,
         tells_person=True, is_completed=True),
    Verb("follow", "Tell you of new papers by an author, an org, in a cat, or like an id",
         "whom", "follow author Geoffrey Hinton", is_required=True, tells_person=True,
         is_completed=True),
    Verb("alert list", "List your alerts"),
    Verb("alert test", "Show what an alert, or a query, would have brought", "what",
         "alert test 2", is_required=True),
    Verb("alert edit", "Change what an alert looks for, or when it tells you", "change",
         "alert edit 2 daily at 9am max 5", is_required=True, tells_person=True),
    Verb("alert remove", "Remove an alert", "number", "alert remove 2", is_required=True),
    Verb("alert pause", "Pause an alert, or all of them", "number", "alert pause 2",
         is_required=True),
    Verb("alert resume", "Let an alert run again", "number", "alert resume all",
         is_required=True),
    Verb("alert snooze", "Let your alerts, or one, say nothing for a while", "span",
         "alert snooze 3d", is_required=True, tells_person=True),
    Verb("alert quiet", "Set hours in which you are not told", "hours",
         "alert quiet 22:00-7:00", is_required=True, tells_person=True),
    Verb("alert cap", "Bound the messages that come at once on a day", "number", "alert cap 10",
         is_required=True),
    Verb("alert settings", "Say when and how much you are told"),
    Verb("alert missed", "Show what matched and was kept back", "page", "alert missed page 2"),
    Verb("alert count", "Say how many alerts there are in this workspace"),
    Verb("alert draft", "Try what was searched for as an alert", "draft", "alert draft 3",
         is_required=True, tells_person=True, is_listed=False),
    Verb("alert save", "Set the alert that was tried", "draft", "alert save 3",
         is_required=True, tells_person=True, is_listed=False),
    Verb("alert change", "Try it otherwise", "draft", "alert change 3 -survey",
         is_required=True, tells_person=True, is_listed=False),
    Verb("alert cancel", "Forget it", "draft", "alert cancel 3", is_required=True,
         is_listed=False),
    Verb("why", "Say why a paper was sent to you, or here, or was not", "id", "why 2405.12345",
         is_required=True, is_completed=True),
    Verb("less", "Suggest how your alerts can bring less like a paper", "id", "less 2405.12345",
         is_required=True, is_completed=True),
    Verb("vote", "Vote for a paper; the same again takes the vote back", "id",
         "vote 2405.12345", is_required=True, is_completed=True),
    Verb("unvote", "Take your vote back", "id", "unvote 2405.12345", is_required=True,
         is_listed=False),
    Verb("save", "Keep a paper, with a note and #tags; the same again takes it out", "paper",
         "save 2405.12345 for the reading group #rlhf", is_required=True, is_completed=True),
    Verb("unsave", "Take a paper out of your library", "id", "unsave 2405.12345",
         is_required=True, is_listed=False),
    Verb("saved", "Show your library, or what people here saved: [here] [unread] [query] [#tag]",
         "query", "saved unread lora #rlhf"),
    Verb("read", "Mark a saved paper as read", "id", "read 2405.12345", is_required=True,
         is_listed=False),
    Verb("for you", "Show new papers that fit what you like: [daily at 9am|weekly|stop|forget]",
         "when", "for you weekly on fri", tells_person=True),
    Verb("interested", "Say that you'd like more like a paper", "id", "interested 2405.12345",
         is_required=True, is_listed=False),
    Verb("not interested", "Say that you'd like less like a paper", "id",
         "not interested 2405.12345", is_required=True, is_listed=False),
    Verb("more like", "Let the digests here bring more like a paper", "paper",
         "more like 2405.12345", is_required=True, changes_place=True, is_listed=False),
    Verb("less like", "Let the digests here bring less like a paper", "paper",
         "less like 2405.12345", is_required=True, changes_place=True, is_listed=False),
    Verb("submit", "Put a paper on your group's list, with a note; alone, show the list", "paper",
         "submit 2405.12345 worth a look", is_completed=True),
    Verb("withdraw", "Take back what you submitted", "id", "withdraw 2405.12345",
         is_required=True, is_listed=False),
    Verb("unsubmit", "Take a paper off the group's list", "id", "unsubmit 2405.12345",
         is_required=True, changes_place=True, is_listed=False),
    Verb("submissions", "Choose how submitted papers are posted here", "how",
         "submissions with the digest", is_required=True, posts_here=True, changes_place=True,
         is_listed=False),
    Verb("shared", "Show which papers were linked to in this channel: [query]", "links",
         "shared lora"),
    Verb("sharing", "Choose whether links that are posted here are remembered", "on or off",
         "sharing off", is_required=True, changes_place=True, is_listed=False),
    Verb("trending", "Show what gains votes fastest: [day|week|month] [topic]", "topic",
         "trending week diffusion"),
    Verb("trends", "Show how topics move over the weeks: [topic, topic…]", "topics",
         "trends lora, video generation"),
    Verb("top", "Show the most upvoted papers: [week|month|year|all] [topic]", "topic",
         "top year reinforcement learning"),
    Verb("cite", "Give a paper as BibTeX and as a plain citation", "id", "cite 2405.12345",
         is_required=True, is_completed=True),
    Verb("unread", "Mark a saved paper as unread", "id", "unread 2405.12345", is_required=True,
         is_listed=False),
    Verb("react", "Hear that an emoji means a vote or a save", "gesture",
         "react vote 2405.12345 below MESSAGE", is_required=True, is_listed=False),
    Verb("unreact", "Hear that it was taken away", "gesture",
         "unreact vote 2405.12345 below MESSAGE", is_required=True, is_listed=False),
    Verb("email", "Get digests and alerts by mail: [address] [weekly] [topic], then the code",
         "address", "email me@example.org weekly robotics", needs="email"),
    Verb("link", "Give you the address of your own page and feed, or a “new” one", "new", "link"),
    Verb("privacy export", "Show all that is stored about you", "page", "privacy export page 2"),
    Verb("privacy delete", "Delete all that is stored about you", "yes", "privacy delete"),
    Verb("home", "Show your own page: today's best, your alerts, what you keep"),
    Verb("card", "Show a paper small, as a link to it is shown", "id", "card 2405.12345",
         is_required=True, is_listed=False),
    Verb("in", "Show the papers that a text names, or what its words find", "text",
         "in see 2405.12345 and 2405.00003", is_required=True, is_listed=False),
    Verb("form", "Ask for what a command needs", "name", "form search", is_required=True,
         is_listed=False),
    Verb("share", "Show an answer to everybody here", "command", "share search lora",
         is_required=True, is_listed=False),
    Verb("welcome", "Show today's best and what to try, or say hello in a channel: here", "here",
         "welcome here", is_listed=False),
    Verb("help", "Say what I can do", "command", "help subscribe"),
)  # fmt: skip

SHELL_ONLY = (
    "run",
    "chat",
    "import",
    "export",
    "fetch",
    "sample",
    "check",
    "deliveries",
    "audit",
    "backup",
    "discord",
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
    "alert try": "alert test",
    "alert mute": "alert snooze",
    "privacy": "privacy export",
    "subscription": "subscriptions",
    "like": "similar",
    "abstract": "paper",
    "show": "paper",
    "upvote": "vote",
    "bookmark": "save",
    "mail": "email",
    "library": "saved",
    "hot": "trending",
    "foryou": "for you",
    "more like this": "more like",
    "best": "top",
    "bibtex": "cite",
}


_NEEDS = {
    "hours": "hours",
    "whom": "a name",
    "how": "“at once” or “with the digest”",
    "on or off": "“on” or “off”",
    "what": "the number of an alert, or a query",
}
"""What a verb needs, where its argument's name alone does not say it well."""

_GROUPS = ("alert", "privacy")
"""First words of verbs of two words."""

LONGEST = 2000
"""Characters of a command: what is longer is refused before any of it is read.

A search reads 2,000, an alert takes 1,000, a button holds 2,000 at most: nothing that works is cut.
"""

_SHORT, _SHORTEST_SLIP = 7, 4
_NO_SLIPS = frozenset(
    "weak papa pager taper live light linked lost rest lose lesson hope hose dome some data date "
    "dot main mode model mining shop ship cave wave same safe sparse case care cove tops stop soap "
    "topic that what where when alarm reach fine kind mind wind bind note rote lite bike hike lake "
    "dark deep real team ready head lead yeast worth mouth south north booth".split()
)
"""Words a letter or two from a verb that people search for."""

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database stores: PostgreSQL takes no NUL, and half a surrogate pair is no text."""


@dataclass(frozen=True, slots=True)
class Command:
    """A text understood: a verb and what followed it."""

    verb: Verb
    argument: str


def read(text: str, also: Sequence[str] = ()) -> Command:
    """Read a command; empty input is the day's best and what to try.

    Raises UserError that names the nearest verb (`also` are others known to whoever asks), or
    says what a verb needs, or that there is too much of it.
    """
    if len(text) > LONGEST:
        raise UserError(help_messages.too_long(len(text), LONGEST))
    first, rest = _split(_UNWRITABLE.sub(" ", text))
    if first.lower() in ("/papers", "papers"):
        first, rest = _split(rest)
    if not first:
        return Command(_verb("welcome"), "")
    second, after = _split(rest)
    if verb := _find(f"{first} {second}"):
        return _complete(verb, after)
    if (verb := _find(first)) and not (second and first.lower() in _GROUPS):
        return _complete(verb, rest)
    raise _unknown(first, second, after, also)


def begun(text: str) -> Command | None:
    """Return the verb that a text begins with and all behind it as it stands, be it enough or not.

    None where it begins with no verb, or is longer than a command can be.
    """
    if len(text) > LONGEST:
        return None
    first, _, rest = _UNWRITABLE.sub(" ", text).lstrip().partition(" ")
    second, _, after = rest.lstrip().partition(" ")
    if verb := _find(f"{first} {second}"):
        return Command(verb, after)
    verb = _find(first)
    return Command(verb, rest) if verb else None


def named(name: str) -> Verb:
    """Return a verb by its name; raises UserError that names the nearest."""
    if verb := _find(" ".join(name.split())):
        return verb
    first, second = _split(name)
    raise _unknown(first, second, "")


def _split(text: str) -> tuple[str, str]:
    """Return the first word of a text and the rest as it stands."""
    first, rest = [*text.split(maxsplit=1), "", ""][:2]
    return first, rest.strip()


def _complete(verb: Verb, argument: str) -> Command:
    if verb.is_required and not argument:
        article = "an" if verb.argument[0] in "aeiou" else "a"
        needs = _NEEDS.get(verb.argument, f"{article} {verb.argument}")
        raise UserError(f"“{verb.name}” needs {needs}, such as: /papers {verb.example}")
    return Command(verb, argument)


def _unknown(first: str, second: str, rest: str, also: Sequence[str] = ()) -> UserError:
    """Return what to say of words that are no verb: the nearest one, with the whole line."""
    if first.lower() in SHELL_ONLY:
        return UserError(help_messages.only_in_a_shell(first))
    typed, name = _nearest_to(first, second, also)
    behind = rest if typed != first else f"{second} {rest}"
    line = " ".join(f"{name or 'search'} {behind if name else f'{typed} {behind}'}".split())
    searched = " ".join(f"search {typed} {behind}".split())
    lines = help_messages.as_lines(*dict.fromkeys((line, searched)))
    return UserError(help_messages.unknown_verb(typed, name), corrections=lines)


def _nearest_to(first: str, second: str, also: Sequence[str]) -> tuple[str, str]:
    """Return the words that were mistyped, one or two, and the verb that they may be."""
    both = f"{first} {second}".strip()
    group = first.lower() if first.lower() in _GROUPS else _nearest_name(first, _GROUPS)
    if group and second:
        verb = _find(f"{group} {second}")
        return both, verb.name if verb else nearest_verb(f"{group} {second}")
    return first, nearest_verb(first, also)


def nearest_verb(typed: str, also: Sequence[str] = ()) -> str:
    """Return the verb that was mistyped, "" where words are too far from all."""
    names = [*(verb.name for verb in VERBS if verb.is_listed), *_OTHER_NAMES, *also]
    near = _nearest_name(typed, names)
    return _OTHER_NAMES.get(near, near)


def _nearest_name(typed: str, names: Sequence[str]) -> str:
    from rapidfuzz import process  # noqa: PLC0415 - only a mistake needs it
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    typed = typed.lower().strip()
    if len(typed) < _SHORTEST_SLIP or typed in _NO_SLIPS:
        return ""
    most = 2 if len(typed) > _SHORT else 1
    near = process.extractOne(typed, names, scorer=OSA.distance, score_cutoff=most)
    return near[0] if near else ""


def _find(typed: str) -> Verb | None:
    name = _OTHER_NAMES.get(typed.lower(), typed.lower())
    return next((verb for verb in VERBS if verb.name == name), None)


def _verb(name: str) -> Verb:
    return next(verb for verb in VERBS if verb.name == name)
