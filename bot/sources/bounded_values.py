"""Numbers, instants and texts as strangers send them, kept within what a database can hold."""

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

LARGEST = 2**31 - 1
"""The largest number that every database stores."""

MOST_DIGITS = 10
LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINE = 2_000, 50_000, 2_000
"""Characters of a title, of an abstract, and of whatever else stands on one line."""

_FIRST_YEAR, _LAST_YEAR = 1400, 2200
_LONGEST_DATE = 64


def integer(written: object, most: int = LARGEST) -> int | None:
    """Return a whole number from 0 to `most`, given as such or in digits; None for all else."""
    if isinstance(written, str):
        digits = written.strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
            return None
        written = int(digits)
    if isinstance(written, bool) or not isinstance(written, int):
        return None
    return written if 0 <= written <= most else None


def instant(written: object) -> datetime | None:
    """Return an instant, ISO or as mails write it; None for none, or one that can be no paper's.

    One without a zone stays without.
    """
    if not isinstance(written, str) or not 4 <= len(written) <= _LONGEST_DATE:
        return None
    try:
        read = datetime.fromisoformat(written.strip())
    except ValueError:
        try:
            read = parsedate_to_datetime(written)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return read if _FIRST_YEAR <= read.year <= _LAST_YEAR else None


def day_of(written: object) -> date | None:
    """Return the day of a date or an instant as it is written; seconds since 1970 count, too."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _epoch_day(written)
    read = instant(written)
    return read.date() if read else None


def cut(text: str, longest: int) -> str:
    """Return a text that is no longer than a bound; what is cut off leaves a mark."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _epoch_day(seconds: float) -> date | None:
    most = datetime(_LAST_YEAR, 1, 1, tzinfo=UTC).timestamp()
    # Some archives count milliseconds.
    seconds = seconds / 1000 if seconds > most else seconds
    return datetime.fromtimestamp(seconds, UTC).date() if 0 < seconds <= most else None
