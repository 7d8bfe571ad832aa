"""The one reader of times: a text becomes its topic, its times, and what has to be asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from bot.calendar.timed_text.assembly import Parts
from bot.calendar.timed_text.clock_words import read_clock
from bot.calendar.timed_text.edits import Edits
from bot.calendar.timed_text.found import Clock, Days, Found, Mark, Odd, Zone
from bot.calendar.timed_text.scan import scan
from bot.calendar.timed_text.timed import Doubt, DoubtKind, Offer, TimedText
from bot.calendar.timed_text.topics import doubts_about, runs_between, topic_of
from bot.calendar.timed_text.word_context import Verdict, weigh
from bot.calendar.timed_text.words import Word, cut
from bot.calendar.timed_text.zone_words import say_zone


@dataclass(frozen=True, slots=True)
class Manner:
    """What a text is for: `most` papers it may ask for, and whether a query comes first in it.

    A query may hold any word, and may be told at once; a digest waits for a list.
    """

    most: int
    has_query: bool


DIGEST = Manner(most=25, has_query=False)
ALERT = Manner(most=50, has_query=True)


def read_timed(text: str, manner: Manner) -> TimedText:
    """Read `[topic] [at 9am] [mon-fri] [Berlin] [top 5] [when ready]`, in any order.

    Words in quotes or brackets belong to the topic, and so does what a query's syntax marks.
    Takes time in proportion to the text.
    """
    words = cut(text)
    edits = Edits(text, words)
    weighed = weigh(words, scan(words), has_query=manner.has_query)
    taken = [one for one, verdict in weighed if verdict is not Verdict.TOPIC]
    sure = [one for one, verdict in weighed if verdict is Verdict.PART]
    unclear = [one for one, verdict in weighed if verdict is Verdict.UNCLEAR]
    parts = Parts(words, sure, edits)
    runs = _runs(words, taken, manner)
    doubts = [
        *_unclear(unclear, sure, edits),
        *_odd(sure, edits, manner),
        *parts.doubts(manner.most),
    ]
    if not manner.has_query:
        doubts += doubts_about(words, runs, edits, has_time=bool(parts.times))
    return TimedText(
        topic=topic_of(words, runs, text, is_query=manner.has_query),
        times=parts.times,
        weekdays=parts.weekdays,
        timezone=parts.timezone,
        count=parts.count,
        is_when_ready=parts.has(Mark.WHEN_READY),
        is_at_once=parts.has(Mark.AT_ONCE),
        is_weekly=parts.is_weekly,
        doubts=(*doubts, *_clashes(parts, edits, sure, manner)),
    )


def read_time(text: str) -> time | None:
    """Read a time of day that stands alone; None for anything else."""
    words = cut(text)
    found = read_clock(words, 0, is_led=True) if words else None
    is_whole = found is not None and found.stop == len(words)
    return found.value.at if found and is_whole and isinstance(found.value, Clock) else None


def _runs(words: Sequence[Word], taken: Sequence[Found], manner: Manner) -> list[range]:
    spans = [(one.start, one.stop) for one in taken]
    return runs_between(words, spans, is_query=manner.has_query)


def _unclear(found: Sequence[Found], sure: Sequence[Found], edits: Edits) -> Iterator[Doubt]:
    """Ask what is either a time or a topic's word."""
    said = {type(one.value) for one in sure}
    for one in found:
        kept = edits.as_topic(*_around(one, sure, edits))
        is_further = type(one.value) in said
        kind, offers = DoubtKind.PART_OR_TOPIC, () if is_further else _as_part(one, edits)
        if isinstance(one.value, Odd):
            kind = one.value.kind
        yield Doubt(kind, edits.said(one.start, one.stop), (*offers, kept))


def _around(one: Found, sure: Sequence[Found], edits: Edits) -> tuple[int, int]:
    """Return the words up to the next times and days on both sides: the topic, if they are one."""
    before = [other.stop for other in sure if other.stop <= one.start]
    after = [other.start for other in sure if other.start >= one.stop]
    return max(before, default=0), min(after, default=edits.count)


def _as_part(one: Found, edits: Edits) -> tuple[Offer, ...]:
    """Offer the text with an unclear word said so that nobody takes it for another."""
    said = edits.said(one.start, one.stop)
    if isinstance(one.value, Odd):
        return tuple(edits.instead(one.start, one.stop, words) for words in one.value.instead)
    rest = edits.without([(one.start, one.stop)], "").text
    if isinstance(one.value, Zone):
        return (Offer(said, f"{rest} {say_zone(one.value.name)}".strip()),)
    lead = {Days: "every ", Clock: "at "}.get(type(one.value), "")
    if isinstance(one.value, Days) and one.value.is_set:
        lead = ""
    return (Offer(said, f"{rest} {lead}{said}".strip()),)


def _odd(found: Sequence[Found], edits: Edits, manner: Manner) -> Iterator[Doubt]:
    for one in found:
        if isinstance(one.value, Odd):
            offers = [edits.instead(one.start, one.stop, words) for words in one.value.instead]
            if one.value.kind is DoubtKind.TOO_OFTEN and manner.has_query:
                offers.insert(0, edits.instead(one.start, one.stop, "at once"))
            if one.value.may_be_topic:
                offers.append(edits.as_topic(one.start, one.stop))
            yield Doubt(one.value.kind, edits.said(one.start, one.stop), tuple(offers))


def _clashes(parts: Parts, edits: Edits, found: Sequence[Found], manner: Manner) -> Iterator[Doubt]:
    """Yield marks that don't go with what else was said, or with what the text is for."""
    for one in found:
        span, said = (one.start, one.stop), edits.said(one.start, one.stop)
        if one.value is Mark.AT_ONCE and not manner.has_query:
            offers = (edits.instead(*span, "daily at 9:00"), edits.without([span], "later"))
            kept = () if one.is_sure else (edits.as_topic(*span),)
            yield Doubt(DoubtKind.NO_DIGEST_AT_ONCE, said, (*offers, *kept))
        elif one.value is Mark.AT_ONCE and (parts.times or parts.weekdays):
            timed = _spans_of(found, Clock, Days)
            offers = (edits.without(timed, said), edits.without([span], "later"))
            yield Doubt(DoubtKind.AT_ONCE_OR_LATER, said, offers)
        elif one.value is Mark.WHEN_READY and manner.has_query:
            offers = (edits.instead(*span, "at once"), edits.instead(*span, "daily at 9:00"))
            yield Doubt(DoubtKind.NO_ALERT_WHEN_READY, said, offers)
        elif one.value is Mark.WHEN_READY and len(parts.times) > 1:
            clocks = _spans_of(found, Clock)
            yield Doubt(DoubtKind.TIMES_DIFFER, said, tuple(_one_each(clocks, edits)))


def _spans_of(found: Sequence[Found], *kinds: type) -> list[tuple[int, int]]:
    return [(one.start, one.stop) for one in found if isinstance(one.value, kinds)]


def _one_each(spans: Sequence[tuple[int, int]], edits: Edits) -> Iterator[Offer]:
    for span in spans:
        yield edits.without([other for other in spans if other != span], edits.said(*span))
