"""What kind of digest somebody asks for: “best of the week robotics with abstracts”."""

import re

from bot.calendar import WEEKDAYS
from bot.model import DigestKind

_BEST = re.compile(
    r"^\s*(?:the\s+)?(?:"
    r"(?:best|top)\s+of\s+(?:the\s+|each\s+|every\s+|last\s+)?(?P<span>week|month)"
    r"|(?P<rate>week|month)ly\s+(?:best(?:\s+of)?|top|highlights)"
    r")\b",
    re.IGNORECASE,
)
_KINDS = {"week": DigestKind.WEEK, "month": DigestKind.MONTH}
_DAYS = {DigestKind.WEEK: frozenset({4}), DigestKind.MONTH: frozenset({0})}

_ABSTRACTS = re.compile(
    r"(?<![^\s,])(?:and |plus |but )?(?:with(?P<no>out)?|(?P<none>no)) (?:the |their )?abstracts"
    r"(?: (?:in|as) (?:the |a |its )?thread)?(?=[\s,.]|$)",
    re.IGNORECASE,
)


def split_kind(argument: str) -> tuple[DigestKind, str]:
    """Return the kind that an order begins with, the daily one where it names none, and the rest.

    The rest of a best-of needs no topic: “best of the week” stands for all papers.
    """
    match = _BEST.match(argument)
    if not match:
        return DigestKind.DAILY, argument
    span = (match["span"] or match["rate"]).lower()
    return _KINDS[span], argument[match.end() :].strip()


def split_abstracts(argument: str) -> tuple[bool | None, str]:
    """Return whether abstracts are wanted below, None where nobody said, and the rest."""
    match = _ABSTRACTS.search(argument)
    if not match:
        return None, argument
    rest = f"{argument[: match.start()]} {argument[match.end() :]}".strip()
    return not (match["no"] or match["none"]), rest


def kind_words(kind: DigestKind) -> str:
    """Return how a kind is typed, "" for the daily one."""
    return "" if kind is DigestKind.DAILY else kind.value


def default_days(kind: DigestKind) -> frozenset[int]:
    """Return on which days a kind comes where nobody said: Fridays, the first Monday."""
    return _DAYS.get(kind, WEEKDAYS)
