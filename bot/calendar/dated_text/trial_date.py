"""What a date that was typed may be: one day, several, or none that exists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dates:
    """The days that words may mean, the likeliest first, and the words behind them.

    There are none where they mean no day; several are to be asked about.
    """

    days: tuple[date, ...] = ()
    rest: str = ""

    @property
    def only(self) -> date | None:
        """The day, where there's no doubt."""
        return self.days[0] if len(self.days) == 1 and not self.rest else None


def existing(parts: Iterable[tuple[int, int, int]]) -> Iterator[date]:
    """Yield those of some (year, month, day) that exist."""
    for year, month, day in parts:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def year_of(written: str) -> int:
    """Return a year of two or four digits."""
    year = int(written)
    return year + 2000 if year < 100 else year
