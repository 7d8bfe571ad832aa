"""Putting what was found together: one meaning, or the doubts that stand in its way."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time
from itertools import pairwise
from typing import TypeVar

from bot.calendar.recurrence import EVERY_DAY
from bot.calendar.timed_text.clock_words import may_be_afternoon
from bot.calendar.timed_text.edits import Edits
from bot.calendar.timed_text.found import Clock, Count, DayPart, Days, Found, Mark, Zone
from bot.calendar.timed_text.odd_words import HOURS, LATE_PARTS
from bot.calendar.timed_text.timed import Doubt, DoubtKind, Offer
from bot.calendar.timed_text.words import JOINTS, Word

Span = tuple[int, int]
_V = TypeVar("_V", Clock, Days, DayPart, Zone, Count)


class Parts:
    """What was found of a text's times, days, zones and numbers."""

    def __init__(self, words: Sequence[Word], found: Sequence[Found], edits: Edits) -> None:
        self._words = words
        self._found = found
        self._edits = edits
        self.clocks = self._all(Clock)
        self._days = self._all(Days)
        self._day_parts = self._all(DayPart)
        self._zones = self._all(Zone)
        self._counts = self._all(Count)

    def _all(self, kind: type[_V]) -> list[tuple[_V, Span]]:
        return [
            (one.value, (one.start, one.stop)) for one in self._found if isinstance(one.value, kind)
        ]

    def has(self, mark: Mark) -> bool:
        """Tell whether a mark was made."""
        return any(one.value is mark for one in self._found)

    @property
    def times(self) -> tuple[time, ...]:
        """The times of day, in order; “9 in the evening” is one of the evening."""
        late = any(part.name in LATE_PARTS for part, _ in self._day_parts)
        return tuple(sorted({_late(clock) if late else clock.at for clock, _ in self.clocks}))

    @property
    def weekdays(self) -> frozenset[int] | None:
        """The days, without those that are left out."""
        said = [days for days, _ in self._days if not days.is_except]
        named = [days for days in said if not days.is_weekly] or said
        left_out = frozenset[int]().union(*(days.days for days, _ in self._days if days.is_except))
        if not named and not left_out and not any(part.is_every for part, _ in self._day_parts):
            return None
        all_days = frozenset[int]().union(*(days.days for days in named)) or EVERY_DAY
        return all_days - left_out

    @property
    def is_weekly(self) -> bool:
        """Tell whether “weekly” stands alone."""
        said = [days for days, _ in self._days if not days.is_except]
        return bool(said) and all(days.is_weekly for days in said)

    @property
    def timezone(self) -> str:
        """The zone, "" where none was said."""
        return self._zones[-1][0].name if self._zones else ""

    @property
    def count(self) -> int | None:
        """The number of papers."""
        return self._counts[-1][0].number if self._counts else None

    def doubts(self, most: int) -> Iterator[Doubt]:
        """Yield what contradicts itself or isn't said in full."""
        yield from self._about_times()
        yield from self._about_days()
        yield from self._differing(DoubtKind.ZONES_DIFFER, self._zones)
        yield from self._differing(DoubtKind.COUNTS_DIFFER, self._counts)
        for count, (start, stop) in self._counts:
            if not 1 <= count.number <= most:
                nearest = min(max(count.number, 1), most)
                offer = self._edits.instead(start, stop, f"top {nearest}")
                said = self._edits.said(start, stop)
                yield Doubt(DoubtKind.COUNT_IS_OUT_OF_RANGE, said, (offer,))

    def _about_times(self) -> Iterator[Doubt]:
        if not self.clocks:
            for part, (start, stop) in self._day_parts:
                every = "daily " if part.is_every and not self._days else ""
                offers = [self._edits.instead(start, stop, every + at) for at in HOURS[part.name]]
                said = self._edits.said(start, stop)
                yield Doubt(DoubtKind.PART_OF_DAY, said, tuple(offers))
        for clock, span in self.clocks:
            if may_be_afternoon(clock) and not self._day_parts:
                yield self._which_half(clock, span)
        if len({clock.at for clock, _ in self.clocks}) > 1 and not self._are_joined(self.clocks):
            yield self._which_times()

    def _which_times(self) -> Doubt:
        (doubt,) = self._differing(DoubtKind.TIMES_DIFFER, self.clocks)
        both = "at " + " and ".join(f"{at:%H:%M}" for at in self.times)
        rest = self._edits.without([span for _, span in self.clocks], "").text
        return replace(doubt, offers=(*doubt.offers, Offer(both, f"{rest} {both}".strip())))

    def _which_half(self, clock: Clock, span: Span) -> Doubt:
        late = _late(clock)
        offers = [self._edits.instead(*span, f"at {at:%H:%M}") for at in (clock.at, late)]
        return Doubt(DoubtKind.AT_NIGHT_OR_DAY, self._edits.said(*span), tuple(offers))

    def _about_days(self) -> Iterator[Doubt]:
        said = [one for one in self._days if not one[0].is_except and not one[0].is_weekly]
        weekly = [one for one in self._days if one[0].is_weekly]
        if weekly and any(len(days.days) > 1 for days, _ in said):
            said = [*said, *weekly]
        is_mixed = any(days.is_set for days, _ in said) and len({d.days for d, _ in said}) > 1
        if is_mixed and not self._are_joined(said):
            yield from self._differing(DoubtKind.DAYS_DIFFER, said)
        if self.weekdays == frozenset():
            yield Doubt(DoubtKind.NO_DAYS, "", ())

    def _differing(self, kind: DoubtKind, said: Sequence[tuple[_V, Span]]) -> Iterator[Doubt]:
        """Ask which of several is meant; those that say the same are one."""
        if len({value for value, _ in said}) < 2:
            return
        spans = [span for _, span in said]
        offers = [
            self._edits.without([other for other in spans if other != span],
                                self._edits.said(*span))
            for span in spans
        ]  # fmt: skip
        words = " / ".join(self._edits.said(*span) for span in spans)
        yield Doubt(kind, words, tuple(offers))

    def _are_joined(self, said: Sequence[tuple[_V, Span]]) -> bool:
        """Tell whether “and” or a comma stands between each two."""
        ordered = sorted(span for _, span in said)
        return all(
            any(word.plain in JOINTS for word in self._words[left[1] : right[0]])
            for left, right in pairwise(ordered)
        )


def _late(clock: Clock) -> time:
    is_early = clock.is_bare and clock.at.hour < 12
    return clock.at.replace(hour=clock.at.hour + 12) if is_early else clock.at
