"""Times as people type them: what is understood, and what is asked about and never guessed."""

import re
from datetime import time
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import DAY_NAMES, EVERY_DAY, WEEKDAYS
from bot.calendar.timed_text import ALERT, DIGEST, Manner, TimedText, read_timed, write_timed
from bot.model import Schedule
from tests.calendar.typed_times import (
    ALERTS,
    ASKED_ALERT,
    ASKED_DIGEST,
    DIGEST_DAYS,
    DIGEST_TIMES,
    DIGEST_WHOLE,
    ZONES,
    rows,
)

DIGESTS = [*rows(DIGEST_TIMES), *rows(DIGEST_DAYS), *rows(ZONES), *rows(DIGEST_WHOLE)]
_SETS = {EVERY_DAY: "daily", WEEKDAYS: "weekdays", EVERY_DAY - WEEKDAYS: "weekends"}


def summary(timed: TimedText) -> str:
    days = timed.weekdays
    parts = [
        "" if days is None else _SETS.get(days) or ",".join(DAY_NAMES[day] for day in sorted(days)),
        " ".join(f"{at:%H:%M}" for at in timed.times),
        timed.timezone,
        f"top {timed.count}" if timed.count else "",
        "ready" if timed.is_when_ready else "",
        "once" if timed.is_at_once else "",
        "weekly" if timed.is_weekly else "",
    ]
    said = " ".join(part for part in parts if part)
    return f"{said} | {timed.topic}".strip() if timed.topic else said


def alike(text: str) -> set[str]:
    """Parts may come in any order."""
    said, _, topic = text.partition("|")
    return {*said.split(), f"| {topic.strip()}"}


@pytest.mark.parametrize(("typed", "meant"), DIGESTS)
def test_an_order_for_a_digest_is_understood(typed: str, meant: str) -> None:
    timed = read_timed(typed, DIGEST)
    assert timed.doubts == ()
    assert alike(summary(timed)) == alike(meant), summary(timed)


@pytest.mark.parametrize(("typed", "meant"), rows(ALERTS))
def test_an_alert_is_understood(typed: str, meant: str) -> None:
    timed = read_timed(typed, ALERT)
    assert timed.doubts == ()
    assert alike(summary(timed)) == alike(meant), summary(timed)


ASKED = [(DIGEST, *row) for row in rows(ASKED_DIGEST)] + [
    (ALERT, *row) for row in rows(ASKED_ALERT)
]


@pytest.mark.parametrize(("manner", "typed", "asked"), ASKED)
def test_what_could_be_several_things_is_asked_about_with_the_right_choice(
    manner: Manner, typed: str, asked: str
) -> None:
    timed = read_timed(typed, manner)
    kind, _, right = asked.partition(":")
    assert kind in {doubt.kind.name for doubt in timed.doubts}, timed
    wanted = [one.strip() for one in right.split(" / ") if one.strip()]
    offered = [_loose(one.text) for one in timed.doubts[0].offers]
    assert all(_loose(one) in offered for one in wanted), offered


@pytest.mark.parametrize(("manner", "typed", "_asked"), ASKED)
def test_every_choice_settles_the_doubt(manner: Manner, typed: str, _asked: str) -> None:
    before = read_timed(typed, manner)
    for offer in before.doubts[0].offers:
        after = read_timed(offer.text, manner)
        assert len(after.doubts) < len(before.doubts), (offer, after.doubts)


def test_the_tables_are_as_large_as_they_are_meant_to_be() -> None:
    assert len(DIGESTS) + len(rows(ALERTS)) >= 200
    assert len(ASKED) >= 100


def _loose(text: str) -> str:
    return re.sub(r"\b0(\d:)", r"\1", text)


TOPICS = st.lists(
    st.sampled_from(
        ["lora", "robotics", "daily", "monday", "3", "at", "9am", "top", "noon", "-survey", "EST",
         "weekly", "OR", '"a b"', "title:x", "and", "to", "papers", "Berlin", "when", "ready",
         "(x OR y)", "#papers", "hourly", "now", "every", "on", "the", "tomorrow", "2026", "at 5"]
    ),
    max_size=5,
).map(" ".join)  # fmt: skip
SCHEDULES = st.builds(
    lambda times, days, zone, ready: Schedule(
        times[0], frozenset(days), zone, ready, () if ready else tuple(times[1:])
    ),
    st.lists(st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=1,
             max_size=3, unique=True).map(sorted),
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from(["UTC", "Europe/Berlin", "Etc/GMT-2", "Etc/GMT+11", "America/New_York"]),
    st.booleans(),
)  # fmt: skip


@given(TOPICS, SCHEDULES, st.one_of(st.none(), st.integers(1, 25)), st.sampled_from([0, 1]))
def test_what_is_written_reads_back_to_the_same(
    topic: str, schedule: Schedule, count: int | None, which: int
) -> None:
    manner = (DIGEST, ALERT)[which]
    if manner is ALERT:
        schedule = Schedule(schedule.at, schedule.weekdays, schedule.timezone, also=schedule.also)
    topic = read_timed(f"({topic})", manner).topic if topic else ""
    read = read_timed(write_timed(topic, schedule, count, manner), manner)
    assert read == TimedText(
        topic,
        schedule.times,
        schedule.weekdays,
        schedule.timezone,
        count,
        is_when_ready=schedule.is_when_ready,
    )


@given(TOPICS)
def test_an_alert_at_once_reads_back_to_the_same(topic: str) -> None:
    topic = read_timed(f"({topic})", ALERT).topic if topic else ""
    assert read_timed(write_timed(topic, None, 3, ALERT), ALERT) == TimedText(
        topic, count=3, is_at_once=True
    )


@pytest.mark.parametrize(
    "hostile",
    ["at 9am ", "(", "mon and ", "“", '"', "at ", "every ", "a(b", "9-", "top ", "in Berlin ", ","],
)
def test_a_long_text_takes_time_in_proportion(hostile: str) -> None:
    def seconds(size: int) -> float:
        text = hostile * size
        began = perf_counter()
        read_timed(text, DIGEST)
        return perf_counter() - began

    seconds(10)
    small, large = min(seconds(500) for _ in range(3)), min(seconds(4000) for _ in range(3))
    assert large < 30 * small + 0.05


@pytest.mark.parametrize("schedule", [Schedule(time(9), frozenset({0, 3}), "Etc/GMT-2")])
def test_an_offset_is_written_as_people_do(schedule: Schedule) -> None:
    assert write_timed("lora", schedule, 5, DIGEST) == "lora every mon,thu at 09:00 UTC+2 top 5"
