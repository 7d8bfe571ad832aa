"""Help on three levels: a screen of five groups, a group's commands, and one command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.message import Action, Message, Text, Verb
from bot.model import Paper


@dataclass(frozen=True, slots=True)
class HelpGroup:
    """Commands that belong together; `examples` stand on the first screen."""

    name: str
    title: str
    examples: tuple[str, ...]
    verbs: tuple[str, ...]


GROUPS = (
    HelpGroup(
        "reading", "Read", ("today", "day last friday", "trending"),
        ("today", "yesterday", "day", "week", "month", "trending", "trends", "top", "paper",
         "similar", "cite", "submit", "shared"),
    ),
    HelpGroup(
        "searching", "Search", ("search diffusion models", "search author:name -survey"),
        ("search", "explain", "similar"),
    ),
    HelpGroup(
        "following", "Follow", ("alert add lora -survey", "follow author Ann Lee"),
        ("alert add", "follow", "alert list", "alert test", "alert edit", "alert pause",
         "alert resume", "alert remove", "alert snooze", "alert quiet", "alert cap",
         "alert settings", "alert missed", "alert count", "why", "less"),
    ),
    HelpGroup(
        "digests", "Digests", ("subscribe at 9am weekdays", "subscriptions"),
        ("subscribe", "subscriptions", "unsubscribe", "email"),
    ),
    HelpGroup(
        "mine", "Mine", ("saved", "alert list", "privacy export"),
        ("home", "for you", "save", "saved", "vote", "alert list", "link", "privacy export",
         "privacy delete"),
    ),
)  # fmt: skip


def first_screen() -> Message:
    """Say in a screen what there is, with a button into each group."""
    lines = [
        (f"{group.title}:", " " + " · ".join(f"/papers {one}" for one in group.examples))
        for group in GROUPS
    ]
    return Message(
        title="What I can do",
        lead=_with_bold_starts(lines),
        note="Or just type what you're looking for, and “paper 2” for the second of a list.",
        actions=tuple(Action(group.title, f"help {group.name}") for group in GROUPS),
    )


def group_named(name: str) -> HelpGroup | None:
    """Return a group by its name, None where there is none."""
    return next((one for one in GROUPS if one.name == name.lower().strip()), None)


def group_page(group: HelpGroup, verbs: Mapping[str, Verb]) -> Message:
    """List the commands of a group."""
    known = [verbs[name] for name in group.verbs if name in verbs]
    lines = [(written(verb), f" — {verb.summary}") for verb in known]
    others = tuple(Action(other.title, f"help {other.name}") for other in GROUPS if other != group)
    extra = (Action("How to search", "help search"),) if group.name == "searching" else ()
    return Message(title=group.title, lead=_with_bold_starts(lines), actions=(*extra, *others))


def _with_bold_starts(lines: Sequence[tuple[str, str]]) -> Text:
    """Join lines, and let how each begins stand out."""
    plain, marks = "", []
    for start, rest in lines:
        plain += "\n" if plain else ""
        marks.append((len(plain), len(plain) + len(start)))
        plain += start + rest
    return Text(plain, tuple(marks))


def operators(verb: Verb, sample: Paper | None) -> Message:
    """Teach how to search, with examples that find something here."""
    lines = [(query, f" — {meaning}") for query, meaning in _examples(sample)]
    tries = tuple(
        Action(f"Try {Text(query).cut(50).plain}", f"search {query}")
        for query, _ in _examples(sample)[:4]
    )
    return Message(
        title=written(verb),
        lead=_with_bold_starts(lines),
        note="They go together: /papers search lora -survey since:30d. "
        "/papers explain says how I read a query.",
        actions=tries,
    )


def _examples(sample: Paper | None) -> list[tuple[str, str]]:
    word, phrase, author, key = "lora", "speech recognition", "Ann Lee", "2405.12345"
    if sample:
        words = [one.strip(":,.()?!") for one in sample.title.split()]
        word = max(words, key=len, default=word).lower()
        phrase = " ".join(words[:2]).lower() if len(words) > 1 else phrase
        author, key = sample.authors[0] if sample.authors else author, sample.id
    return [
        (f"{word}", "papers with the word, in the title, abstract or authors"),
        (f'"{phrase}"', "the words in a row"),
        (f'author:"{author}"', "by somebody"),
        (f"like:{key}", "papers like one"),
        (f"{word} -survey", "the one without the other"),
        (f"{word} OR rlhf", "either"),
        (f"title:{word}", "in the title"),
        ("since:7d", "from the last seven days"),
        ("upvotes:>50", "with many upvotes"),
        ("has:code", "with code"),
        ("lora sort:date", "the newest first"),
    ]


def help_on(verb: Verb) -> Message:
    """Explain one command."""
    example = f"\nFor example: /papers {verb.example}" if verb.example else ""
    group = next((one for one in GROUPS if verb.name in one.verbs), None)
    more = (Action(f"More on {group.title.lower()}", f"help {group.name}"),) if group else ()
    return Message(title=written(verb), lead=Text(f"{verb.summary}.{example}"), actions=more)


def written(verb: Verb) -> str:
    """Write a command with what it takes."""
    if not verb.argument:
        return f"/papers {verb.name}"
    shown = verb.argument.upper()
    return f"/papers {verb.name} {shown if verb.is_required else f'[{shown}]'}"


def ungrouped(verbs: Sequence[Verb]) -> list[str]:
    """Return the listed verbs that stand in no group: there should be none but help."""
    grouped = {name for group in GROUPS for name in group.verbs}
    return [verb.name for verb in verbs if verb.is_listed and verb.name not in grouped]
