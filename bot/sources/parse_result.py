"""What a parser returns: papers, and what was left out with its reason."""

from dataclasses import dataclass
from datetime import date

from bot.model import Arrival, Skipped
from bot.sources.polite_http import Validators


@dataclass(frozen=True, slots=True)
class Parsed:
    """The arrivals of an answer in their order; nothing is dropped without a word.

    `day` is the day that the answer itself says it is for, `total` how many papers it could
    tell of in all, `token` asks for the rest of it; each where the source tells.
    """

    arrivals: tuple[Arrival, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    day: date | None = None
    total: int | None = None
    token: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A list as it was answered; `parsed` is None where it has not changed since it was seen."""

    parsed: Parsed | None
    validators: Validators
