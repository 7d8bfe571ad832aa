"""Merging: the order of arrival does not matter, and nothing that was known is blanked."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Account, Arrival, Authority, Listing, Paper
from bot.store.papers.merge import FIELDS, UNITS, Known, Rank, known_from, merge
from tests.conftest import NOW, make_paper

WORDS = st.sampled_from(["", "a", "b", "ab"])
LISTS = st.sampled_from([(), ("a",), ("b", "a")])
COUNTS = st.sampled_from([None, 0, 3, 180])
DAYS = st.sampled_from([None, date(2026, 11, 20), date(2026, 11, 21)])
TRUTHS = st.sampled_from([None, True, False])
KINDS: dict[str, st.SearchStrategy[object]] = {
    "str": WORDS,
    "int | None": COUNTS,
    "date | None": DAYS,
    "bool | None": TRUTHS,
    "tuple[str, ...]": LISTS,
    "tuple[Account, ...]": st.sampled_from([(), (Account("a", "x"),)]),
}


def _strategy(name: str, kind: object) -> st.SearchStrategy[object]:
    if name == "id":
        return st.just("2611.00001")
    written = getattr(kind, "__name__", str(kind)) if isinstance(kind, type) else str(kind)
    written = re.sub(r"\b(?:\w+\.)+(?=\w)", "", written)
    return KINDS[written]


PAPERS = st.builds(Paper, **{one.name: _strategy(one.name, one.type) for one in fields(Paper)})
RANKS = st.builds(Rank, st.integers(0, 2), st.integers(0, 3), st.integers(0, 3))
STATES = st.builds(
    Known,
    PAPERS.map(lambda paper: replace(paper, title=paper.title or "T")),
    RANKS,
    st.dictionaries(st.sampled_from(FIELDS), RANKS, max_size=3),
)
"""States as merging leaves them, and wilder."""


def told(known: Known) -> dict[str, object]:
    """Return what a state says: its values, and the rank of each known field."""
    values = {one.name: getattr(known.paper, one.name) for one in fields(Paper)}
    known_fields = [name for name in FIELDS if values[name] not in (None, "", ())]
    ranks = {f"rank of {name}": known.rank_of(name) for name in known_fields}
    for name, followers in UNITS.items():
        if values[name] in (None, "", ()):
            values |= dict.fromkeys(followers, "")  # what follows nothing says nothing
    return (
        values
        | ranks
        | {"sources": set(known.paper.sources), "submitters": set(known.paper.submitters)}
    )


@given(STATES, STATES)
def test_who_comes_first_does_not_matter(one: Known, other: Known) -> None:
    assert told(merge(one, other)) == told(merge(other, one))


@given(STATES, STATES, STATES)
def test_how_they_are_grouped_does_not_matter(one: Known, two: Known, three: Known) -> None:
    assert told(merge(merge(one, two), three)) == told(merge(one, merge(two, three)))


@given(STATES, STATES)
def test_the_same_again_changes_nothing(one: Known, other: Known) -> None:
    both = merge(one, other)
    assert merge(both, other) == both
    assert told(merge(one, one)) == told(one)


@given(STATES, STATES)
def test_what_was_known_is_never_blanked(one: Known, other: Known) -> None:
    both = merge(one, other).paper
    for name in FIELDS:
        if getattr(one.paper, name) not in (None, "", ()):
            assert getattr(both, name) not in (None, "", ())


def at(hour: int) -> datetime:
    return datetime(2026, 11, 24, hour, tzinfo=UTC)


def arrived(authority: Authority, hour: int, **known: object) -> Arrival:
    return Arrival(make_paper("2611.00001", **known), None, authority, at(hour))  # type: ignore[arg-type]


STORIES: list[tuple[str, list[Arrival], str, object]] = [
    (
        "a newer version replaces an older one",
        [
            arrived(Authority.FEED, 1, version=1, abstract="Old.", title="A"),
            arrived(Authority.FEED, 3, version=2, abstract="New.", title="B"),
        ],
        "abstract",
        "New.",
    ),
    (
        "arXiv's own record counts more than a list's copy",
        [
            arrived(Authority.RECORD, 1, version=1, title="On $k$"),
            arrived(Authority.LIST, 5, title="On"),
        ],
        "title",
        "On $k$",
    ),
    (
        "of the same word as written and as read the latter stands",
        [
            arrived(Authority.FILE, 1, title=r"An $\mathcal{O}(n)$ step by Bal\'azs"),
            arrived(Authority.FILE, 1, title="An 𝒪(n) step by Balázs", original_title="…"),
        ],
        "title",
        "An 𝒪(n) step by Balázs",
    ),
    (
        "the same holds for names",
        [
            arrived(Authority.FILE, 1, authors=(r"Bal\'azs K\'egl",)),
            arrived(Authority.FILE, 1, authors=("Balázs Kégl",)),
        ],
        "authors",
        ("Balázs Kégl",),
    ),
    (
        "the last count stands, whoever counted",
        [
            arrived(Authority.LIST, 2, upvotes=12),
            arrived(Authority.LIST, 5, upvotes=9),
            arrived(Authority.FILE, 3, upvotes=99),
        ],
        "upvotes",
        9,
    ),
    (
        "a list that says it later says it better",
        [
            arrived(Authority.LIST, 2, ai_summary="First."),
            arrived(Authority.LIST, 4, ai_summary="Better."),
            arrived(Authority.LIST, 6),
        ],
        "ai_summary",
        "Better.",
    ),
    (
        "a withdrawal that is taken back takes its reason along",
        [
            arrived(Authority.RECORD, 1, version=2, is_withdrawn=True, remark="Withdrawn: wrong"),
            arrived(Authority.RECORD, 2, version=3, is_withdrawn=False),
        ],
        "remark",
        "",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("_story", "arrivals", "field", "value"), STORIES)
def test_stories(_story: str, arrivals: list[Arrival], field: str, value: object) -> None:
    for order in permutations(arrivals):
        first, *rest = (known_from(arrival, NOW) for arrival in order)
        for known in rest:
            first = merge(first, known)
        assert getattr(first.paper, field) == value


def test_an_original_never_stands_beside_anothers_title() -> None:
    ours = arrived(Authority.LIST, 1, title="On k", original_title="On $k$")
    theirs = arrived(Authority.RECORD, 2, version=1, title="On k-means")
    merged = merge(known_from(ours, NOW), known_from(theirs, NOW)).paper
    assert (merged.title, merged.original_title) == ("On k-means", "")


def test_whoever_listed_it_is_kept() -> None:
    known = [
        known_from(Arrival(make_paper(), Listing(source, date(2026, 11, 24), 1, by)), NOW)
        for source, by in (("huggingface", "ann"), ("arxiv", ""), ("huggingface", "bob"))
    ]
    merged = merge(merge(known[0], known[1]), known[2]).paper
    assert (merged.sources, merged.submitters) == (("arxiv", "huggingface"), ("ann", "bob"))


def test_two_papers_are_not_merged() -> None:
    with pytest.raises(ValueError, match="two papers"):
        merge(
            known_from(Arrival(make_paper("2611.00001")), NOW),
            known_from(Arrival(make_paper("2611.00002")), NOW),
        )
