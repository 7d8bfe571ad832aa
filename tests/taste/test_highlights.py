"""Which lists an edition is picked from, and which of their papers: tables of every rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.model import Highlight, PickKind
from bot.query import parse
from bot.taste.appeal import Appeal
from bot.taste.highlights import CATCH_UP, pick_days, pick_highlights
from bot.taste.kinship import Kinship
from tests.conftest import make_paper

TUE = date(2026, 11, 24)
MON, FRI, THU = TUE - timedelta(1), TUE - timedelta(4), TUE - timedelta(5)
OLD = TUE - CATCH_UP

DAYS = [
    # listed, covered until, is young, picked
    ((), None, False, ()),
    ((), MON, False, ()),
    ((TUE,), None, False, (TUE,)),
    ((TUE, MON), None, False, (TUE,)),
    ((TUE, MON), None, True, (TUE, MON)),
    ((MON, FRI), None, True, (MON, FRI)),
    ((MON, FRI - timedelta(1)), None, True, (MON, FRI - timedelta(1))),
    ((TUE, FRI - timedelta(1)), None, True, (TUE,)),
    ((TUE, MON, FRI), None, True, (TUE, MON)),
    ((TUE, MON, FRI), MON, False, (TUE,)),
    ((TUE, MON, FRI), MON, True, (TUE,)),
    ((TUE, MON, FRI), FRI, False, (TUE, MON)),
    ((TUE, MON, FRI), TUE, False, ()),
    ((TUE, OLD + timedelta(1), OLD), OLD - timedelta(30), False, (TUE, OLD + timedelta(1))),
    ((TUE, OLD), OLD, False, (TUE,)),
]


@pytest.mark.parametrize(("listed", "covered", "is_young", "picked"), DAYS)
def test_an_edition_is_picked_from_these_lists(
    listed: tuple[date, ...], covered: date | None, is_young: bool, picked: tuple[date, ...]
) -> None:
    found = pick_days(listed, covered_until=covered, today=TUE, is_young=is_young)
    assert found == picked


def entries(*votes: int | None) -> list[Highlight]:
    """Build the papers p0, p1, … that have nothing in common."""
    words = ["apples", "bridges", "clouds", "deserts", "engines", "forests", "glaciers"]
    return [
        Highlight(make_paper(f"p{n}", words[n], upvotes=upvotes), TUE)
        for n, upvotes in enumerate(votes)
    ]


def picked(listed: list[Highlight], **how: object) -> list[str]:
    terms = {"shown": (), "topic": None, "top": 3, "today": TUE, **how}
    found, _ = pick_highlights(listed, **terms)  # type: ignore[arg-type]
    return [entry.paper.id for entry in found]


HIGHLIGHTS = [
    ("nothing from nothing", [], {}, []),
    ("the most upvotes first", [5, 9, 7], {}, ["p1", "p2", "p0"]),
    ("no more than asked for", [5, 9, 7, 8], {"top": 2}, ["p1", "p3"]),
    ("all where there are fewer", [5, 9], {"top": 5}, ["p1", "p0"]),
    ("what has no count comes last", [None, 1, 0], {}, ["p1", "p0", "p2"]),
    ("equals in the order of their list", [4, 4, 4, 4], {}, ["p0", "p1", "p2"]),
    ("nothing that was shown", [5, 9, 7], {"shown": {"p1"}}, ["p2", "p0"]),
    ("nothing when all was shown", [5, 9], {"shown": {"p0", "p1"}}, []),
    ("only what is on topic", [5, 9, 7], {"topic": parse("clouds OR apples")}, ["p2", "p0"]),
    ("nothing when nothing is", [5, 9, 7], {"topic": parse("zebra")}, []),
    ("none when none is asked for", [5], {"top": 0}, []),
]


@pytest.mark.parametrize(
    ("votes", "how", "ids"), [row[1:] for row in HIGHLIGHTS], ids=[row[0] for row in HIGHLIGHTS]
)
def test_highlights_are(votes: list[int | None], how: dict[str, object], ids: list[str]) -> None:
    listed = entries(*votes)
    assert picked(listed, **how) == ids
    kinship = Kinship(entry.paper for entry in listed)
    assert picked(listed, kinship=kinship, **how) == ids


def test_what_was_withdrawn_is_never_picked() -> None:
    first, second = entries(9, 1)
    gone = replace(first, paper=replace(first.paper, is_withdrawn=True))
    assert picked([gone, second]) == ["p1"]


CONSIDERED = [
    ({}, 3),
    ({"shown": {"p0"}}, 2),
    ({"topic": parse("clouds")}, 1),
    ({"topic": parse("zebra")}, 3),  # then it is said that nothing of three is on topic
    ({"top": 1}, 3),
]


@pytest.mark.parametrize(("how", "count"), CONSIDERED)
def test_of_how_many_they_were_picked_is_told(how: dict[str, object], count: int) -> None:
    terms = {"shown": (), "topic": None, "top": 3, "today": TUE, **how}
    assert pick_highlights(entries(3, 2, 1), **terms)[1] == count  # type: ignore[arg-type]


def test_a_topic_is_counted_back_from_today() -> None:
    listed = [Highlight(make_paper(f"p{n}", published=TUE - timedelta(n)), TUE) for n in range(5)]
    assert set(picked(listed, topic=parse("since:2d"), top=9)) == {"p0", "p1", "p2"}


def alike(count: int, votes: int, name: str) -> list[Highlight]:
    """Build papers of one kind: the same subject, told otherwise."""
    shared = " ".join(f"{name}{chr(97 + n)}{chr(97 + n)}" for n in range(26))
    return [
        Highlight(
            make_paper(f"{name}{n}", f"{name} number{n}", abstract=shared, upvotes=votes - n), TUE
        )
        for n in range(count)
    ]


def test_no_five_of_a_kind_while_there_are_others() -> None:
    listed = [*alike(6, 100, "robot"), *entries(20, 19, 18)]
    kinship = Kinship(entry.paper for entry in listed)
    assert picked(listed, top=5) == ["robot0", "robot1", "robot2", "robot3", "robot4"]
    found = picked(listed, top=5, kinship=kinship)
    assert sum(name.startswith("robot") for name in found) <= 3
    assert {"p0", "p1"} <= set(found)


def test_of_one_kind_alone_all_places_are_filled() -> None:
    listed = alike(6, 100, "robot")
    kinship = Kinship(entry.paper for entry in listed)
    assert len(picked(listed, top=5, kinship=kinship)) == 5


def test_what_tells_the_same_is_shown_once() -> None:
    first, second, third = entries(9, 8, 7)
    twin = replace(second, paper=replace(first.paper, id="twin", upvotes=8))
    kinship = Kinship([first.paper, twin.paper, third.paper])
    assert picked([first, twin, third], kinship=kinship) == ["p0", "p2"]


def test_each_highlight_says_why_it_was_picked() -> None:
    listed = entries(90, 80, 70, 60)
    listed += alike(3, 95, "robot")
    appeals = {
        "p0": Appeal(gained=40),
        "p1": Appeal(votes_here=3),
        "p2": Appeal(liking=0.9, liked="Bridges of old"),
        "p3": Appeal(saves_here=2),
    }
    found, _ = pick_highlights(
        listed,
        shown=(),
        topic=None,
        top=7,
        today=TUE,
        appeals=appeals,
        kinship=Kinship(entry.paper for entry in listed),
    )
    why = {entry.paper.id: entry.pick for entry in found}
    assert (why["p0"].kind, why["p0"].count) == (PickKind.RISING, 40)  # type: ignore[union-attr]
    assert (why["p1"].kind, why["p1"].count) == (PickKind.VOTED_HERE, 3)  # type: ignore[union-attr]
    assert (why["p2"].kind, why["p2"].title) == (PickKind.LIKED, "Bridges of old")  # type: ignore[union-attr]
    assert (why["p3"].kind, why["p3"].count) == (PickKind.SAVED_HERE, 2)  # type: ignore[union-attr]
    assert (why["robot0"].kind, why["robot0"].count) == (PickKind.UPVOTES, 95)  # type: ignore[union-attr]


def test_what_is_picked_before_others_with_more_says_for_variety() -> None:
    listed = [*alike(6, 100, "robot"), *entries(20, 19, 18)]
    kinship = Kinship(entry.paper for entry in listed)
    terms = {"shown": (), "topic": None, "top": 3, "today": TUE, "kinship": kinship}
    found, _ = pick_highlights(listed, **terms)  # type: ignore[arg-type]
    last = found[-1]
    assert (last.paper.id, last.pick and last.pick.kind) == ("p0", PickKind.VARIETY)
