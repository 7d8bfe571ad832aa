"""Rows from whatever archive: what each field may be, and why a row is none."""

import json
from datetime import date
from typing import Any

import pytest

from bot.model import Arrival
from bot.sources.json_rows import Ranks, parse_row


def row(**fields: Any) -> Arrival | str:
    """Parse a row with these fields besides an id and a title."""
    return parse_row(json.dumps({"id": "2611.00001", "title": "T"} | fields), Ranks())


FIELDS: list[tuple[dict[str, Any], str, object]] = [
    ({"text": "An abstract."}, "abstract", "An abstract."),
    ({"abstract": "Mine.", "text": "Other."}, "abstract", "Mine."),
    ({"ai_summary": 'A Schr\\"odinger bridge.'}, "ai_summary", "A Schrödinger bridge."),
    ({"authors": "Ann Lee, Bob Ray"}, "authors", ("Ann Lee", "Bob Ray")),
    ({"authors": ["Ann Lee", None, ""]}, "authors", ("Ann Lee",)),
    ({"published": "2026-11-20"}, "published", date(2026, 11, 20)),
    ({"date": "2007-04-16"}, "published", date(2007, 4, 16)),
    ({"upvotes": None}, "upvotes", None),
    ({"id": "arXiv:2611.00002v3"}, "id", "2611.00002"),
    ({"id": "https://arxiv.org/abs/math.GT/0309136v1"}, "id", "math/0309136"),
    ({"id": 17}, "id", "17"),
    ({"id": "acl-2020-main.7"}, "id", "acl-2020-main.7"),
]


@pytest.mark.parametrize(("fields", "field", "value"), FIELDS)
def test_fields(fields: dict[str, Any], field: str, value: object) -> None:
    arrival = row(**fields)
    assert isinstance(arrival, Arrival)
    assert getattr(arrival.paper, field) == value


NO_ROWS: list[tuple[bytes, str]] = [
    (b"{", "it is no JSON"),
    (b"[1]", "it is no object"),
    (b'{"title": "T"}', "it has no id"),
    (b'{"id": {}}', "it has no id"),
    (b'{"id": "x"}', "x has neither title nor abstract"),
    (b'{"id": "' + b"x" * 300 + b'", "title": "T"}', "its id has 300 characters"),
    (b'{"id": "x\xff", "title": "T"}', "it is no JSON"),
]


@pytest.mark.parametrize(("line", "reason"), NO_ROWS)
def test_what_is_no_row_says_why(line: bytes, reason: str) -> None:
    assert parse_row(line, Ranks()) == reason


def test_rows_without_ranks_are_counted_by_day() -> None:
    ranks = Ranks()
    lines = [{"id": str(n), "title": "T", "day": f"2026-11-{24 - n // 2}"} for n in range(4)]
    read = [parse_row(json.dumps(line), ranks) for line in lines]
    places = [
        (one.listing.day.day, one.listing.rank)
        for one in read
        if isinstance(one, Arrival) and one.listing
    ]
    assert places == [(24, 1), (24, 2), (23, 1), (23, 2)]
