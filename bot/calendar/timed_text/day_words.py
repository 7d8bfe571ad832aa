"""Days of the week as people type them: mondays, mon-fri, every weekday, weekly on fri."""

from collections.abc import Sequence

from bot.calendar.recurrence import EVERY_DAY, WEEKDAYS
from bot.calendar.timed_text.found import Days, Found
from bot.calendar.timed_text.words import JOINTS, Word

WEEKENDS = EVERY_DAY - WEEKDAYS
MONDAY = frozenset({0})

_FULL = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun",
}  # fmt: skip
_ORDER = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SETS = {
    "daily": EVERY_DAY,
    "everyday": EVERY_DAY,
    "weekday": WEEKDAYS,
    "weekdays": WEEKDAYS,
    "workday": WEEKDAYS,
    "workdays": WEEKDAYS,
    "weekend": WEEKENDS,
    "weekends": WEEKENDS,
    "weekly": MONDAY,
}
_PAIRS = {
    "every day": EVERY_DAY,
    "each day": EVERY_DAY,
    "all days": EVERY_DAY,
    "work days": WEEKDAYS,
    "working days": WEEKDAYS,
    "work day": WEEKDAYS,
    "working day": WEEKDAYS,
    "business days": WEEKDAYS,
    "business day": WEEKDAYS,
    "week days": WEEKDAYS,
    "every week": MONDAY,
    "each week": MONDAY,
}
_TRIPLES = {
    "once a day": EVERY_DAY,
    "once a week": MONDAY,
    "once per day": EVERY_DAY,
    "once per week": MONDAY,
}
_TO = ("-", "to", "through", "thru", "till", "until")
_LETTERS = {"m-f": WEEKDAYS, "mwf": frozenset({0, 2, 4}), "m/w/f": frozenset({0, 2, 4})}
_EXCEPT = ("except", "excluding", "without", "not", "no", "minus")


def read_days(words: Sequence[Word], place: int, *, is_led: bool) -> Found | None:
    """Read weekdays at a place; `is_led` where a word such as “every” promises them."""
    if words[place].plain in _EXCEPT:
        return _left_out(words, place)
    return _set(words, place, is_led=is_led) or _listed(words, place, is_led=is_led)


def _left_out(words: Sequence[Word], place: int) -> Found | None:
    start = place + 1
    while start < len(words) and start < place + 3 and words[start].plain in ("on", "for"):
        start += 1
    if start >= len(words):
        return None
    found = _set(words, start, is_led=True) or _listed(words, start, is_led=True)
    if found is None or not isinstance(found.value, Days):
        return None
    return Found(Days(found.value.days, is_except=True), place, found.stop)


def _set(words: Sequence[Word], place: int, *, is_led: bool) -> Found | None:
    said = [word.plain for word in words[place : place + 3]]
    for length, names in ((3, _TRIPLES), (2, _PAIRS), (1, _SETS)):
        days = names.get(" ".join(said[:length])) if len(said) >= length else None
        if days is not None:
            is_sure = is_led or length > 1
            return Found(Days(days, True, days == MONDAY), place, place + length, is_sure)
    letters = _LETTERS.get(said[0]) if words[place].typed.isupper() else None
    return Found(Days(letters), place, place + 1, is_led) if letters else None


def _listed(words: Sequence[Word], place: int, *, is_led: bool) -> Found | None:
    """Read days one after the other: “mon, wed and fri”, “mon to wed”."""
    days = day_numbers(words[place].plain)
    if days is None:
        return None
    stop = place + 1
    is_range = False
    if end := _range_end(words, stop):
        first, last = min(days), end[0]
        days, stop, is_range = _from_to(first, last), end[1], True
    is_sure = is_led or is_range or "-" in words[place].plain
    while (more := _next(words, stop)) is not None:
        days, stop, is_sure = days | more[0], more[1], True
    return Found(Days(days), place, stop, is_sure)


def _range_end(words: Sequence[Word], place: int) -> tuple[int, int] | None:
    if place + 1 >= len(words) or words[place].plain not in _TO:
        return None
    last = day_number(words[place + 1].plain)
    return None if last is None else (last, place + 2)


def _next(words: Sequence[Word], place: int) -> tuple[frozenset[int], int] | None:
    """Return further days of a list and where they end."""
    start = place
    while start < len(words) and start < place + 2 and words[start].plain in JOINTS:
        start += 1
    while start < len(words) and start < place + 4 and words[start].plain in ("on", "every"):
        start += 1
    days = day_numbers(words[start].plain) if start < len(words) else None
    return None if days is None else (days, start + 1)


def day_numbers(word: str) -> frozenset[int] | None:
    """Read `mondays` or `mon-fri`; None for other words."""
    first, dash, last = word.partition("-")
    start, end = day_number(first), day_number(last) if dash else None
    if start is None or (dash and end is None):
        return None
    return frozenset({start}) if end is None else _from_to(start, end)


def day_number(word: str) -> int | None:
    """Read one weekday, 0 for Monday; None for other words."""
    singular = word.removesuffix("'s")
    if singular not in _FULL:
        singular = singular.removesuffix("s")
    return _ORDER.index(singular[:3]) if singular in _FULL else None


def _from_to(first: int, last: int) -> frozenset[int]:
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
