"""The percolator means what a search means, whatever was filed, changed and dropped."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.frequencies import Frequencies
from bot.alerts.percolator import Percolator
from bot.model import Paper
from bot.query import parse, view
from tests.conftest import make_paper
from tests.query.naive import SameFirstWord, naively
from tests.query.strategies import TODAY, papers, queries, scraps


def expected(paper: Paper, asked: dict[int, str], alike: SameFirstWord) -> list[int]:
    found = (n for n, text in asked.items() if naively(parse(text), paper, TODAY, alike))
    return sorted(found)


def matched(
    percolator: Percolator, stored: Sequence[Paper], alike: SameFirstWord
) -> list[list[int]]:
    found = percolator.match([view(paper) for paper in stored], TODAY, alike)
    return [sorted(ids.tolist()) for ids in found]


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


def test_queries_of_the_same_parts_are_told_apart() -> None:
    pairs = (
        ("lora rag", "lora OR rag"),
        ("-(lora rag)", "-(lora OR rag)"),
        ("lora -rag", "lora OR -rag"),
        ("cat:title", "title:category"),
    )
    asked = [text for pair in pairs for text in pair]
    stored = [
        make_paper(title=title, categories=("title",) if "tagged" in title else ())
        for title in ("", "lora", "rag", "rag and lora", "category", "tagged lora")
    ]
    alike = SameFirstWord(stored)
    for order in (asked, asked[::-1]):
        percolator = Percolator(Frequencies())
        for number, text in enumerate(order):
            percolator.put(number, parse(text))
        wanted = [expected(paper, dict(enumerate(order)), alike) for paper in stored]
        assert matched(percolator, stored, alike) == wanted


few_words = st.sampled_from("lora rag llm".split())
rows = st.lists(few_words, min_size=3, max_size=6).map(" ".join).map('"{}"'.format)
patterns = st.sampled_from(
    (
        "{0}",
        "{0} -{1}",
        "{3} -{0}",
        "{0} OR {1}",
        "{0} OR {3}",
        "({0} OR {3}) ({1} OR {2})",
        "{3} -({0} OR {4})",
        "({0} OR {1}) -{2} -{4}",
        "{0} OR ({1} {3})",
        "{3} OR -{0}",
        "title:{0} -abs:{1}",
        "{3} -{0} -{1} -{2}",
    )
)


@settings(max_examples=100, deadline=None)
@given(
    texts=st.lists(st.lists(few_words, max_size=14).map(" ".join), min_size=2, max_size=12),
    asked=st.lists(
        st.builds(str.format, patterns, rows, rows, rows, few_words, few_words), min_size=1
    ),
)
def test_long_phrases_whose_parts_lie_apart_are_told_from_whole_ones(
    texts: list[str], asked: list[str]
) -> None:
    stored = [make_paper(title=title, abstract=text) for title, text in pairwise(texts)]
    alike = SameFirstWord(stored)
    percolator = Percolator(Frequencies())
    for number, text in enumerate(asked):
        percolator.put(number, parse(text))
    wanted = [expected(paper, dict(enumerate(asked)), alike) for paper in stored]
    assert matched(percolator, stored, alike) == wanted


some_words = "lora rag llm survey benchmark dataset review tutorial vision speech".split()
wanted_words = st.lists(st.sampled_from(some_words[:4]), min_size=1, max_size=3, unique=True)
excluded_words = st.lists(st.sampled_from(some_words[3:]), max_size=9)


@settings(max_examples=100, deadline=None)
@given(
    asked=st.lists(st.tuples(wanted_words, excluded_words), min_size=1, max_size=8),
    titles=st.lists(st.lists(st.sampled_from(some_words), max_size=4), min_size=1, max_size=10),
)
def test_any_number_of_exclusions_is_kept(
    asked: list[tuple[list[str], list[str]]], titles: list[list[str]]
) -> None:
    texts = [" ".join([*wanted, *(f"-{word}" for word in out)]) for wanted, out in asked]
    stored = [make_paper(title=" ".join(words)) for words in titles]
    alike = SameFirstWord(stored)
    percolator = Percolator(Frequencies())
    for number, text in enumerate(texts):
        percolator.put(number, parse(text))
    wanted = [expected(paper, dict(enumerate(texts)), alike) for paper in stored]
    assert matched(percolator, stored, alike) == wanted


def test_the_last_of_many_exclusions_counts_as_the_first() -> None:
    percolator = Percolator(Frequencies())
    percolator.put(1, parse("lora -survey -benchmark -review -tutorial -position -dataset"))
    for word in "survey benchmark review tutorial position dataset".split():
        assert matched(percolator, [make_paper(title=f"A LoRA {word}")], SameFirstWord([])) == [[]]
    assert matched(percolator, [make_paper(title="A LoRA")], SameFirstWord([])) == [[1]]
