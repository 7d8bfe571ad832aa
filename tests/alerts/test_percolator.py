"""The percolator means what a search means, whatever was filed, changed and dropped."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.frequencies import Frequencies
from bot.alerts.percolator import Percolator
from bot.model import Paper
from bot.query import parse, view
from tests.query.naive import SameFirstWord, naively
from tests.query.strategies import TODAY, papers, queries, scraps


def expected(paper: Paper, asked: dict[int, str], alike: SameFirstWord) -> list[int]:
    found = (n for n, text in asked.items() if naively(parse(text), paper, TODAY, alike))
    return sorted(found)


def matched(
    percolator: Percolator, stored: Sequence[Paper], alike: SameFirstWord
) -> list[list[int]]:
    found = percolator.match([view(paper) for paper in stored], TODAY, alike)
    return [ids.tolist() for ids in found]


@settings(max_examples=60, deadline=None)
@given(
    stored=papers(),
    sample=papers(),
    asked=st.lists(queries | scraps, min_size=4, max_size=25),
    changes=st.lists(st.tuples(st.integers(0, 30), st.none() | queries), max_size=12),
    is_settled=st.booleans(),
)
def test_a_paper_matches_the_alerts_that_plain_words_say(
    stored: tuple[Paper, ...],
    sample: tuple[Paper, ...],
    asked: list[str],
    changes: list[tuple[int, str | None]],
    is_settled: bool,
) -> None:
    alike = SameFirstWord(stored)
    percolator = Percolator(Frequencies([view(paper) for paper in sample]))
    alerts = dict(enumerate(asked))
    for number, text in alerts.items():
        percolator.put(number, parse(text))
    if is_settled:
        percolator.settle()
    for number, change in [(-1, None), *changes]:
        if change is None:
            percolator.drop(max(number, 0))
            alerts.pop(max(number, 0), None)
        else:
            percolator.put(number, parse(change))
            alerts[number] = change
        found = matched(percolator, stored, alike)
        assert found == [expected(paper, alerts, alike) for paper in stored]
