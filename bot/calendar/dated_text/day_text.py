"""A day as people type it: 27 May 2024, 2024/5/27, last friday, 3 days ago."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.calendar.dated_text.trial_date import Dates, existing, year_of
from bot.calendar.timed_text.clock_words import NUMBERS
from bot.calendar.timed_text.day_words import day_number

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PACKED = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_LOCAL = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d\d)")
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"\d{4}")
_SILENT = {"the", "of", "on", "for", "from", ",", "list"}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_MOST_WORDS = 12


def read_day(text: str, today: date) -> Dates:
    """Read a day; one without its year, or a weekday, is the last that has come.

    Words behind it that belong to no date are returned as its rest.
    """
    words = re.findall(r"[^\s,]+", text.lower())
    for stop in range(min(len(words), _MOST_WORDS), 0, -1):
        plain = [word.rstrip(".") for word in words[:stop] if word not in _SILENT]
        days = tuple(dict.fromkeys(_days(plain, today))) if plain else ()
        if days:
            return Dates(days, " ".join(words[stop:]))
    return Dates(rest=" ".join(words))


def _days(words: Sequence[str], today: date) -> Iterator[date]:
    yield from _relative(words, today)
    if len(words) == 1:
        yield from _in_digits(words[0])
    weekday = day_number(words[0])
    if weekday is None:
        yield from _named(words, today)
    elif len(words) == 1:
        yield today - timedelta(days=(today.weekday() - weekday) % 7)
    else:
        # “Tue 27 May” that was a Monday is no day at all: one of the two is wrong.
        in_full = [*_named(words[1:], today), *_in_digits(words[1])]
        yield from (day for day in in_full if day.weekday() == weekday)


def _relative(words: Sequence[str], today: date) -> Iterator[date]:
    said = " ".join(words)
    ago = {"today": 0, "yesterday": 1, "day before yesterday": 2, "tomorrow": -1, "now": 0}
    if said in ago:
        yield today - timedelta(days=ago[said])
    elif len(words) == 3 and words[2] in ("ago", "back") and words[1] in _UNITS:
        count = 1 if words[0] in ("a", "one") else NUMBERS.get(words[0])
        count = int(words[0]) if words[0].isdigit() and len(words[0]) < 4 else count
        if count is not None:
            yield today - timedelta(days=count * _UNITS[words[1]])
    elif len(words) == 2 and words[0] in ("last", "past", "this", "previous"):
        yield from _last(words[1], words[0], today)


def _last(word: str, which: str, today: date) -> Iterator[date]:
    weekday = day_number(word)
    if weekday is None:
        return
    back = (today.weekday() - weekday) % 7
    yield today - timedelta(days=back or (0 if which == "this" else 7))


def _in_digits(word: str) -> Iterator[date]:
    """Yield what digits may mean: where the day could be the month, both."""
    if match := _ISO.fullmatch(word) or _PACKED.fullmatch(word):
        yield from existing([(int(match[1]), int(match[2]), int(match[3]))])
    elif match := _LOCAL.fullmatch(word):
        first, second, year = int(match[1]), int(match[3]), year_of(match[4])
        day_first = (year, second, first)
        # Points are European: the day comes first.
        both = [day_first] if match[2] == "." else [day_first, (year, first, second)]
        yield from existing(both)


def _named(words: Sequence[str], today: date) -> Iterator[date]:
    """Yield the day of “27 May 2024”, “May 27th” and their like."""
    months = [month_number(word) for word in words]
    found = [month for month in months if month is not None]
    others = [word for word, month in zip(words, months, strict=True) if month is None]
    years = [int(word) for word in others if _YEAR.fullmatch(word)]
    days = [int(match[1]) for word in others if (match := _NUMBER.fullmatch(word))]
    if len(found) != 1 or len(days) != 1 or len(years) + 1 != len(others) or len(years) > 1:
        return
    if years:
        yield from existing([(years[0], found[0], days[0])])
        return
    newest = existing((today.year - back, found[0], days[0]) for back in range(9))
    yield from [day for day in newest if day <= today][:1]


def month_number(word: str) -> int | None:
    """Read the name of a month, 1 for January; None for other words."""
    return MONTHS.index(word[:3]) + 1 if _MONTH.fullmatch(word) else None
