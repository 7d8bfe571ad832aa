"""Weighing what was found by what stands beside it: is “daily” a time here, or a topic's word?"""

from collections.abc import Sequence
from enum import Enum, auto

from bot.calendar.timed_text.found import Clock, Count, DayPart, Days, Found, Mark, Odd, Zone
from bot.calendar.timed_text.scan import LEADS
from bot.calendar.timed_text.words import JOINTS, Word


class Verdict(Enum):
    """What a stretch of words is taken for."""

    PART = auto()
    TOPIC = auto()
    UNCLEAR = auto()


class _Side(Enum):
    EDGE = auto()
    PART = auto()
    WORD = auto()


_SILENT = frozenset({"to", "the", "a", "me", "send", "post", "please"})
"""Words that open a text and say nothing."""

_FRAGILE = {"sat", "sun"}
"""Days that many a title holds, too: SAT solvers, sun spots."""

_ADJECTIVES = {"night", "live", "realtime", "real-time", "instant"}
"""Words before another that only say of what kind it is: night vision."""


def weigh(
    words: Sequence[Word], found: Sequence[Found], *, has_query: bool
) -> list[tuple[Found, Verdict]]:
    """Decide what each find is; where the text `has_query`, its first words are the query's."""
    weighed: list[tuple[Found, Verdict]] = []
    for number, one in enumerate(found):
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        left = _side(words, before.stop if before else 0, one.start, is_part=before is not None)
        right = _side(
            words, one.stop, after.start if after else len(words), is_part=after is not None
        )
        weighed.append((one, _verdict(words, one, left, right, has_query=has_query)))
    return weighed


def _side(words: Sequence[Word], start: int, stop: int, *, is_part: bool) -> _Side:
    """Say what borders on a find: another one, a word of the topic, or nothing."""
    silent = JOINTS | LEADS | (_SILENT if start == 0 else frozenset())
    if any(word.plain not in silent or word.is_opaque for word in words[start:stop]):
        return _Side.WORD
    return _Side.PART if is_part else _Side.EDGE


def _verdict(
    words: Sequence[Word], one: Found, left: _Side, right: _Side, *, has_query: bool
) -> Verdict:
    sides = {left, right}
    if one.value is Mark.POLITE:
        return Verdict.PART if sides != {_Side.WORD} else Verdict.TOPIC
    is_count = isinstance(one.value, Count) and not one.value.is_plain
    if has_query and _is_zone(one) and _Side.PART not in sides:
        return Verdict.TOPIC
    if one.is_sure and not (has_query and is_count and right is _Side.WORD):
        return Verdict.PART
    if _is_zone(one):
        return _weigh_zone(one, sides, has_query=has_query)
    if sides == {_Side.WORD}:
        return Verdict.TOPIC if has_query else Verdict.UNCLEAR
    if right is _Side.WORD:
        is_adjective = words[one.start].plain in _ADJECTIVES
        return Verdict.TOPIC if is_adjective else _weigh_leading(one, left, has_query=has_query)
    is_fragile = words[one.start].plain in _FRAGILE and left is _Side.WORD
    is_weak = isinstance(one.value, DayPart) and left is _Side.WORD and not has_query
    return Verdict.UNCLEAR if is_fragile or is_weak else Verdict.PART


def _is_zone(one: Found) -> bool:
    return isinstance(one.value, Zone) or (
        isinstance(one.value, Odd) and any("/" in instead for instead in one.value.instead)
    )


def _weigh_zone(one: Found, sides: set[_Side], *, has_query: bool) -> Verdict:
    """A place is a zone beside a time or days; a word that few would take for one is none."""
    if _Side.PART in sides and (_is_well_known(one) or _Side.WORD not in sides):
        return Verdict.PART
    if not _is_well_known(one):
        return Verdict.TOPIC
    return Verdict.TOPIC if has_query and sides == {_Side.WORD} else Verdict.UNCLEAR


def _is_well_known(one: Found) -> bool:
    return not isinstance(one.value, Zone) or one.value.is_known


def _weigh_leading(one: Found, left: _Side, *, has_query: bool) -> Verdict:
    """What opens a text is a time in “daily robotics”, and perhaps not in “monday effect”."""
    if left is _Side.PART:
        return Verdict.PART
    if isinstance(one.value, Clock) and one.value.is_bare:
        return Verdict.PART
    is_how_often = isinstance(one.value, Days) and one.value.is_set
    return Verdict.PART if is_how_often and not has_query else Verdict.UNCLEAR
