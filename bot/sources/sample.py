"""Twelve invented papers, to try things out where nothing can be fetched."""

from datetime import date
from pathlib import Path

from bot.model import Arrival, Listing
from bot.sources.json_rows import Ranks, parse_row

SAMPLE = "sample"
"""The source they are listed under, by which they can be taken away again."""


def load_sample(day: date) -> tuple[Arrival, ...]:
    """Return the invented papers as the list of a day; their titles say what they are."""
    lines = Path(__file__).with_name("sample.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for line in lines if not isinstance(row := parse_row(line, Ranks()), str)]
    return tuple(
        Arrival(row.paper, Listing(SAMPLE, day, rank, "nobody"))
        for rank, row in enumerate(rows, start=1)
    )
