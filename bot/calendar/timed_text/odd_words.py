"""Words about time that can't be done, or only once something else is said."""

import re
from collections.abc import Sequence

from bot.calendar.timed_text.clock_words import NUMBERS, read_clock
from bot.calendar.timed_text.day_words import day_number
from bot.calendar.timed_text.found import Clock, DayPart, Found, Mark, Odd
from bot.calendar.timed_text.timed import DoubtKind
from bot.calendar.timed_text.words import Word

_PARTS = {
    "morning": "morning", "mornings": "morning", "breakfast": "morning",
    "lunch": "noon", "lunchtime": "noon",
    "afternoon": "afternoon", "afternoons": "afternoon",
    "evening": "evening", "evenings": "evening", "tonight": "evening",
    "night": "night", "nights": "night", "nightly": "night",
}  # fmt: skip
_PART_LEADS = {"in", "the", "every", "each", "at"}
HOURS = {
    "morning": ("at 9:00", "at 8:00", "at 7:00"),
    "noon": ("at 12:00", "at 13:00"),
    "afternoon": ("at 14:00", "at 16:00"),
    "evening": ("at 18:00", "at 20:00"),
    "night": ("at 21:00", "at 23:00"),
}
"""What may be meant by a part of the day, the likeliest first."""

LATE_PARTS = ("afternoon", "evening", "night")

_OFTEN = ("daily at 9:00", "at 9:00 and 17:00")
_RARE = ("weekly",)
_UNITS_OFTEN = re.compile(r"(second|minute|min|hour|hr)s?")
_UNITS_RARE = re.compile(r"(month|quarter|year|fortnight)s?")
_ONE_WORD = {
    "hourly": (DoubtKind.TOO_OFTEN, _OFTEN),
    "minutely": (DoubtKind.TOO_OFTEN, _OFTEN),
    "monthly": (DoubtKind.TOO_RARE, _RARE),
    "biweekly": (DoubtKind.TOO_RARE, ("weekly", "tue,fri")),
    "bi-weekly": (DoubtKind.TOO_RARE, ("weekly", "tue,fri")),
    "fortnightly": (DoubtKind.TOO_RARE, _RARE),
    "quarterly": (DoubtKind.TOO_RARE, _RARE),
    "yearly": (DoubtKind.TOO_RARE, _RARE),
    "annually": (DoubtKind.TOO_RARE, _RARE),
    "tomorrow": (DoubtKind.NOT_FROM_A_DAY_ON, ("",)),
    "today": (DoubtKind.NOT_FROM_A_DAY_ON, ("",)),
}
_BEGINNINGS = {"starting", "beginning", "from", "next", "since", "until", "till", "after", "before"}
_READY_LEADS = {"when", "once", "whenever", "after", "as"}
_READY_WORDS = set(
    "the list is it it's its lists are of each every day day's days' a as soon".split()
)
_READY_ENDS = {"ready", "complete", "completed", "done", "full", "finished", "closed"}
_LONGEST_READY = 9
_ONCE = {
    ("at", "once"), ("right", "away"), ("as", "they", "come"), ("as", "they", "arrive"),
    ("as", "they", "appear"), ("as", "it", "happens"), ("as", "soon", "as", "possible"),
    ("in", "real", "time"), ("straight", "away"),
}  # fmt: skip
_ONCE_WORD = {"immediately", "instantly", "now", "asap", "instant", "live", "realtime", "real-time"}
_POLITE = {
    ("in", "this", "channel"), ("to", "this", "channel"), ("this", "channel"), ("thank", "you"),
    ("my", "time"), ("local", "time"), ("our", "time"), ("in", "here"), ("here",), ("please",),
    ("thanks",), ("pls",), ("in", "my", "time", "zone"), ("in", "my", "timezone"),
}  # fmt: skip
_PLACE_LEADS = {"in", "to", "into", "the", "channel"}
_ELSEWHERE = {
    ("by", "dm"), ("by", "email"), ("by", "mail"), ("via", "dm"), ("via", "email"), ("in", "dm"),
    ("to", "dm"), ("in", "my", "dms"), ("to", "my", "dms"), ("to", "my", "inbox"), ("dm", "me"),
    ("email", "me"), ("to", "me", "directly"), ("by", "direct", "message"), ("to", "my", "email"),
}  # fmt: skip
_CHANNEL = re.compile(r"#[^\s\d][^\s]*|<[#@!][^>\s]*>|@[a-z][\w.-]*", re.IGNORECASE)


def read_odd(words: Sequence[Word], place: int) -> Found | None:
    """Read what begins at a place and is no plain time, day, zone or number."""
    for reader in (_mark, _elsewhere, _every_so_often, _so_often_a, _beginning, _between, _part):
        if found := reader(words, place):
            return found
    word = words[place].plain
    if word in _ONE_WORD:
        kind, instead = _ONE_WORD[word]
        return Found(Odd(kind, instead, may_be_topic=True), place, place + 1)
    return None


def _said(words: Sequence[Word], place: int, length: int) -> tuple[str, ...]:
    return tuple(word.plain for word in words[place : place + length])


def _one_of(words: Sequence[Word], place: int, phrases: set[tuple[str, ...]]) -> int:
    """Return the length of the longest of some phrases that stands at a place, 0 for none."""
    for length in (4, 3, 2, 1):
        if len(words) >= place + length and _said(words, place, length) in phrases:
            return length
    return 0


def _mark(words: Sequence[Word], place: int) -> Found | None:
    if length := _one_of(words, place, _ONCE):
        return Found(Mark.AT_ONCE, place, place + length, length > 2)
    if length := _one_of(words, place, _POLITE):
        return Found(Mark.POLITE, place, place + length, is_sure=False)
    if words[place].plain in _ONCE_WORD:
        return Found(Mark.AT_ONCE, place, place + 1, is_sure=False)
    if words[place].plain not in _READY_LEADS:
        return None
    for stop in range(place + 1, min(place + _LONGEST_READY, len(words))):
        if words[stop].plain in _READY_ENDS:
            return Found(Mark.WHEN_READY, place, stop + 1)
        if words[stop].plain not in _READY_WORDS:
            return None
    return None


def _elsewhere(words: Sequence[Word], place: int) -> Found | None:
    """Read “in #papers”, “in the papers channel”, “by email”."""
    odd = Odd(DoubtKind.ELSEWHERE, ("",))
    if length := _one_of(words, place, _ELSEWHERE):
        return Found(odd, place, place + length)
    start = place
    while start < min(len(words) - 1, place + 2) and words[start].plain in _PLACE_LEADS:
        start += 1
    if _CHANNEL.fullmatch(words[start].typed.rstrip(".,")):
        return Found(odd, place, start + 1)
    for stop in range(start + 1, min(len(words), start + 3)):
        if start > place and words[stop].plain == "channel":
            return Found(odd, place, stop + 1)
    return None


def _every_so_often(words: Sequence[Word], place: int) -> Found | None:
    """Read “every 2 hours”, “every month”, “every other day”, “every 3 days”."""
    if words[place].plain not in ("every", "each"):
        return None
    said = (*_said(words, place + 1, 2), "", "")
    number, unit = said[0], said[1]
    if _UNITS_OFTEN.fullmatch(number):
        return Found(Odd(DoubtKind.TOO_OFTEN, _OFTEN), place, place + 2)
    if _UNITS_RARE.fullmatch(number):
        return Found(Odd(DoubtKind.TOO_RARE, _RARE), place, place + 2)
    is_number = (
        number.isdigit() or number in NUMBERS or number in ("other", "second", "few", "half")
    )
    if not is_number or not unit:
        return None
    return _every_few(unit, place)


def _every_few(unit: str, place: int) -> Found | None:
    if _UNITS_OFTEN.fullmatch(unit):
        return Found(Odd(DoubtKind.TOO_OFTEN, _OFTEN), place, place + 3)
    if _UNITS_RARE.fullmatch(unit) or unit in ("week", "weeks") or day_number(unit) is not None:
        instead = _RARE if day_number(unit) is None else (f"every {unit}",)
        return Found(Odd(DoubtKind.TOO_RARE, instead), place, place + 3)
    if unit in ("day", "days"):
        return Found(Odd(DoubtKind.TOO_RARE, ("mon,wed,fri", "daily")), place, place + 3)
    return None


def _so_often_a(words: Sequence[Word], place: int) -> Found | None:
    """Read “twice a day”, “3 times a week”, “once a month”, “first monday of the month”."""
    said = _said(words, place, 4)
    if said[1:2] == ("times",) and len(said) == 4:
        place_, how_often, span = place + 4, said[0], said[3]
    elif said[:1] in {("twice",), ("once",), ("thrice",)} and len(said) > 1:
        length = 3 if said[1] in ("a", "per", "every", "each", "an") and len(said) > 2 else 2
        place_, how_often, span = place + length, said[0], said[length - 1]
    else:
        return _of_the_month(words, place)
    return _as_often(how_often, span, place, place_)


def _as_often(how_often: str, span: str, start: int, stop: int) -> Found | None:
    odd = {
        "day": Odd(DoubtKind.WHICH_TIMES, ("at 9:00 and 17:00", "at 8:00 and 13:00")),
        "daily": Odd(DoubtKind.WHICH_TIMES, ("at 9:00 and 17:00", "at 8:00 and 13:00")),
        "week": Odd(DoubtKind.WHICH_TIMES, ("tue,fri", "mon,thu")),
        "weekly": Odd(DoubtKind.WHICH_TIMES, ("tue,fri", "mon,thu")),
        "hour": Odd(DoubtKind.TOO_OFTEN, _OFTEN),
        "month": Odd(DoubtKind.TOO_RARE, _RARE),
        "year": Odd(DoubtKind.TOO_RARE, _RARE),
    }.get(span)
    if odd is None or (how_often == "once" and span in ("day", "week", "daily", "weekly")):
        return None
    return Found(odd, start, stop)


def _of_the_month(words: Sequence[Word], place: int) -> Found | None:
    said = _said(words, place, 5)
    is_month = said[2:3] == ("of",) and said[-1] in ("month", "months")
    if len(said) > 3 and is_month and (day_number(said[1]) is not None or said[1] == "day"):
        instead = f"every {said[1]}" if said[1] != "day" else "weekly"
        return Found(Odd(DoubtKind.TOO_RARE, (instead,)), place, place + 5)
    return None


def _beginning(words: Sequence[Word], place: int) -> Found | None:
    """Read “starting tomorrow”, “next monday”, “until friday”: a digest has no first day."""
    if words[place].plain not in _BEGINNINGS:
        return None
    stop = place + 1
    while stop < len(words) and stop < place + 4 and words[stop].plain in {"from", "on", "next"}:
        stop += 1
    if stop >= len(words):
        return None
    word = words[stop].plain
    if word in ("tomorrow", "today", "now", "week", "month"):
        return Found(Odd(DoubtKind.NOT_FROM_A_DAY_ON, ("",)), place, stop + 1)
    if day_number(word) is not None and _said(words, stop + 1, 1) not in {("to",), ("-",)}:
        return Found(Odd(DoubtKind.NOT_FROM_A_DAY_ON, (f"every {word}", "")), place, stop + 1)
    return None


def _between(words: Sequence[Word], place: int) -> Found | None:
    """Read “between 8 and 9”, “8am-5pm”, “9am or 10am”: one time is needed."""
    is_led = words[place].plain in ("between", "from")
    start = place + is_led
    if start < len(words) and (glued := _glued_range(words[start], start)):
        return Found(glued.value, place, start + 1)
    first = read_clock(words, start, is_led=is_led) if start < len(words) else None
    if first is None or not isinstance(first.value, Clock) or first.stop >= len(words):
        return None
    joins = ("and", "to", "-", "until") if is_led else ("-", "or", "to")
    if words[first.stop].plain not in joins or first.stop + 1 >= len(words):
        return None
    last = read_clock(words, first.stop + 1, is_led=True)
    if last is None or not isinstance(last.value, Clock):
        return None
    return Found(_either(first.value, last.value), place, last.stop)


def _glued_range(word: Word, place: int) -> Found | None:
    first, dash, last = word.plain.partition("-")
    if not dash or not first[:1].isdigit() or not last[:1].isdigit():
        return None
    ends = [read_clock([Word(one, one, 0, 0)], 0, is_led=False) for one in (last, first)]
    clocks = [end.value for end in ends if end and isinstance(end.value, Clock)]
    if not clocks:
        return None
    return Found(_either(*clocks[::-1]), place, place + 1)


def _either(*clocks: Clock) -> Odd:
    return Odd(DoubtKind.TIME_RANGE, tuple(f"at {clock.at:%H:%M}" for clock in clocks))


def _part(words: Sequence[Word], place: int) -> Found | None:
    """Read “every morning”, “in the evening”, “mornings”."""
    start = place
    while start < min(len(words), place + 2) and words[start].plain in _PART_LEADS:
        start += 1
    if start >= len(words) or words[start].plain not in _PARTS:
        return None
    word = words[start].plain
    is_every = word.endswith("s") or word == "nightly" or "every" in _said(words, place, 2)
    is_sure = start > place or word in ("tonight", "nightly")
    return Found(DayPart(_PARTS[word], is_every), place, start + 1, is_sure)
