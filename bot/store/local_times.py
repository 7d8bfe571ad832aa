"""Times of a day as a column holds them: "09:00,17:00", "" for none."""

from collections.abc import Sequence
from datetime import time


def to_column(times: Sequence[time]) -> str:
    """Return times as a column holds them."""
    return ",".join(f"{at:%H:%M}" for at in times)


def from_column(written: str) -> tuple[time | None, tuple[time, ...]]:
    """Return the first time of a column, and the further ones."""
    times = tuple(time.fromisoformat(one) for one in written.split(",") if one)
    return (times[0] if times else None), times[1:]
