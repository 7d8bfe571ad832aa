"""What remains of a text as its topic, and which of its words look as if they were none."""

import re
from collections.abc import Iterator, Sequence

from bot.calendar.timed_text.edits import Edits
from bot.calendar.timed_text.scan import LEADS
from bot.calendar.timed_text.timed import Doubt, DoubtKind
from bot.calendar.timed_text.words import JOINTS, Word

_GLUE = (
    LEADS | JOINTS | {"from", "for", "to", "the", "a", "an", "only", "also", "or", "but", "then"}
)
"""Words beside a time that belong to it rather than to the topic."""

_OPENERS = {"to", "about", "regarding", "concerning", "for", "of", "a", "the", "with", "me", "on"}
_NOUNS = {"digest", "digests", "papers", "paper", "updates", "news", "summary", "articles", "post"}
_YEAR = re.compile(r"(19|20)\d\d")
_KNOWN = tuple(
    """monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays weekday weekdays weekend weekends daily weekly everyday
    monthly hourly midnight""".split()
)
_INNOCENT = frozenset("weakly dairy sundry money weaken weekend's saturdate".split())
_SHORT_SLIPS = {"evry": "every", "eveyr": "every", "evrey": "every", "dayly": "daily"}
_SHORTEST_SLIP = 5
_MOST_LOOKED_AT = 12


def topic_of(words: Sequence[Word], runs: Sequence[range], text: str, *, is_query: bool) -> str:
    """Return the words outside all times and days, as typed; a query's are left as they are."""
    kept = [
        run if is_query else _trimmed(words, run, is_first=number == 0)
        for number, run in enumerate(runs)
    ]
    parts = [text[words[run[0]].start : words[run[-1]].stop] for run in kept if run]
    topic = " ".join(parts).strip(" ,;")
    return _unwrapped(topic)


def runs_between(
    words: Sequence[Word], taken: Sequence[tuple[int, int]], *, is_query: bool
) -> list[range]:
    """Return the stretches of words between those that are taken."""
    if is_query and not taken:
        return [range(len(words))] if words else []
    runs, start = [], 0
    for first, last in [*taken, (len(words), len(words))]:
        run = range(start, first)
        if run := _unglued(words, run, is_after=start > 0, is_before=first < len(words)):
            runs.append(run)
        start = last
    return runs


def doubts_about(
    words: Sequence[Word], runs: Sequence[range], edits: Edits, *, has_time: bool
) -> Iterator[Doubt]:
    """Yield what in a topic looks like a number, a slip of a day's name and the like."""
    looked_at = 0
    for run in runs:
        for place in run:
            is_edge = place in (run[0], run[-1])
            looked_at += 1
            if words[place].is_opaque or looked_at > _MOST_LOOKED_AT:
                continue
            if is_edge and words[place].typed.isascii() and words[place].typed.isdigit():
                if len(run) > 1 and _YEAR.fullmatch(words[place].typed):
                    continue
                yield _number(words, run, place, edits, has_time=has_time)
            elif near := _slip(words[place].plain):
                offers = (edits.instead(place, place + 1, near), edits.as_topic(place, place + 1))
                yield Doubt(DoubtKind.SLIP, words[place].typed, offers)


def _number(
    words: Sequence[Word], run: range, place: int, edits: Edits, *, has_time: bool
) -> Doubt:
    typed = words[place].typed
    said = [f"top {typed}"] if len(typed) < 3 and 1 <= int(typed) <= 25 else []
    if not has_time and len(typed) < 3 and int(typed) < 24:
        said.append(f"at {int(typed)}:00")
    if not has_time and len(typed) in (3, 4) and int(typed[:-2]) < 24 and int(typed[-2:]) < 60:
        said.append(f"at {typed[:-2]}:{typed[-2:]}")
    offers = [edits.instead(place, place + 1, one) for one in said]
    return Doubt(DoubtKind.PART_OR_TOPIC, typed, (*offers, edits.as_topic(run[0], run[-1] + 1)))


def _slip(word: str) -> str:
    """Return the word about time that was mistyped, "" where none was."""
    from rapidfuzz import process  # noqa: PLC0415 - a topic of its own needs it
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    if word in _SHORT_SLIPS:
        return _SHORT_SLIPS[word]
    if len(word) < _SHORTEST_SLIP or not word.isalpha() or word in _INNOCENT:
        return ""
    most = 2 if len(word) > 7 else 1
    near = process.extractOne(word, _KNOWN, scorer=OSA.distance, score_cutoff=most)
    return near[0] if near else ""


def _unglued(words: Sequence[Word], run: range, *, is_after: bool, is_before: bool) -> range:
    """Cut what joins a stretch to the times beside it."""
    start, stop = run.start, run.stop
    while is_before and stop > start and words[stop - 1].plain in _GLUE:
        stop -= 1
    while start < stop and words[start].plain in JOINTS:
        start += 1
    while not is_before and stop > start and words[stop - 1].plain in JOINTS | LEADS:
        stop -= 1
    if is_after and start < stop and words[start].plain in ("on", "about", "for", "of", "with"):
        start += 1
    return range(start, stop)


def _trimmed(words: Sequence[Word], run: range, *, is_first: bool) -> range:
    """Cut “to the digest of papers about” off a topic."""
    start = run.start
    while start < run.stop and is_first and words[start].plain in ("to", "me"):
        start += 1
    for stop in range(min(start + 6, run.stop), start, -1):
        said = [word.plain for word in words[start:stop]]
        is_opening = said[-1] in _OPENERS and any(word in _NOUNS for word in said)
        if is_opening and all(word in _OPENERS | _NOUNS for word in said):
            start = stop
            break
    if start < run.stop and words[start].plain in ("about", "regarding", "concerning", "the"):
        start += words[start].plain != "the" or _is_noun_only(words, range(start + 1, run.stop))
    return (
        range(run.stop, run.stop)
        if _is_noun_only(words, range(start, run.stop))
        else range(start, run.stop)
    )


def _is_noun_only(words: Sequence[Word], run: range) -> bool:
    said = [words[place].plain for place in run]
    return bool(said) and all(word in _NOUNS | {"the", "a"} for word in said)


def _unwrapped(topic: str) -> str:
    """Take off the brackets, or the curly quotes, that only keep a topic together."""
    if topic[:1] + topic[-1:] == "“”" and topic.count("“") == 1:
        return topic[1:-1].strip()
    depth = 0
    for place, letter in enumerate(topic):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and place < len(topic) - 1:
            return topic
    return topic[1:-1].strip() if topic.startswith("(") and topic.endswith(")") else topic
