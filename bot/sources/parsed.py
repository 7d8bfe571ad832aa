"""What a parser returns: papers, and what was left out with its reason."""

from dataclasses import dataclass

from bot.model import Arrival, Skipped


@dataclass(frozen=True, slots=True)
class Parsed:
    """The arrivals of an answer in their order; nothing is dropped without a word."""

    arrivals: tuple[Arrival, ...] = ()
    skipped: tuple[Skipped, ...] = ()
