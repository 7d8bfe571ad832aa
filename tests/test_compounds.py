"""Compounds: however they are written, search, alerts and topics take them for the same."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.frequencies import Frequencies
from bot.alerts.percolator import Percolator
from bot.query import matches, parse, view
from bot.search.highlighter import Marks
from bot.text.compounds import other_readings, other_rows
from bot.text.tokens import tokens
from tests.conftest import make_paper

TODAY = date(2026, 11, 24)

SAME = [
    ("multimodal", "multi-modal", "Multi‑Modal", "multi–modal"),
    ("pretraining", "pre-training", "Pre-Training"),
    ("finetuning", "fine-tuning", "fine tuning"),
    ("GPT4", "GPT-4", "GPT 4"),
    ("GPT3.5", "GPT-3.5", "GPT 3.5"),
    ("COVID19", "COVID-19", "covid 19"),
    ("ESP32-C6", "ESP32C6"),
    ("x-ray", "xray", "X-rays"),
    ("k-means", "kmeans"),
    ("TNF-α", "TNFα", "TNF-alpha", "TNFalpha"),
    ("dataset", "data-set", "data set"),
    ("word2vec", "word-2-vec"),
    ("Köthe", "Koethe"),
    ("Schrödinger", "Schroedinger", "Schrodinger", "SCHRÖDINGER"),
    ("Gödel", "Goedel", "Godel"),
    ("Müller", "Mueller", "Muller"),
    ("matrices", "matrix", "matrixes"),
    ("indices", "index", "indexes"),
    ("vertices", "vertex"),
    ("crises", "crisis"),
    ("analyses", "analysis"),
    ("hypotheses", "hypothesis"),
    ("phenomena", "phenomenon"),
    ("corpora", "corpus", "corpuses"),
    ("criteria", "criterion"),
    ("eigenspectra", "eigenspectrum"),
    ("vortices", "vortex"),
    ("larvae", "larva"),
    ("nuclei", "nucleus"),
    ("women", "woman"),
    ("viruses", "virus"),
    ("heroes", "hero"),
    ("μm", "µm"),
]
"""Ways to write the same word."""

PAIRS = [(one, other) for ways in SAME for one, other in product(ways, ways)]


def is_match(query: str, title: str) -> bool:
    paper, asked = view(make_paper(title=title)), parse(query)
    percolator = Percolator(Frequencies())
    percolator.put(1, asked)
    found = matches(asked, paper, TODAY)
    assert [len(ids) for ids in percolator.match([paper], TODAY)] == [int(found)]
    return found


@pytest.mark.parametrize(("asked", "held"), PAIRS)
def test_a_word_is_found_however_it_is_written(asked: str, held: str) -> None:
    assert is_match(asked, f"On {held} and more")


@pytest.mark.parametrize(("asked", "held"), PAIRS[:30])
def test_a_phrase_is_found_however_its_compounds_are_written(asked: str, held: str) -> None:
    assert is_match(
        f'"on {asked} for large language models"', f"On {held} for large language models"
    )


MATCHES = [
    ("multi modal", "A multimodal model", True),
    ("xray", "An x-ray-based method", True),
    ("GPT4", "GPT-4-based agents", True),
    ("ESP32", "An ESP32-C6 board", True),
    ("gpt", "GPT4 for all", True),
    ("GPT", "GPT4 for all", True),
    ('"multimodal pre-training"', "Multi-modal pretraining", True),
    ('"multi-modal pre-training"', "Multimodal pretraining", True),
    ('"multimodal pretraining"', "Multi-modal pre-training", True),
    ("multimod*", "Multi-modal models", True),
    ("title:multimodal", "Multi-modal models", True),
    ("toys -multimodal", "Multi-modal toys", False),
    ("self-supervised OR selfsupervised", "Selfsupervised nets", True),
    # what is not the same
    ("recreation", "Re-creation of a stage", False),
    ("re-creation", "Parks for recreation", False),
    ("research", "A re-search for it", False),
    ("resign", "They re-sign it", False),
    ("preposition", "A pre-position", False),
    ("reform", "To re-form a shape", False),
    ("reranking", "Re-ranking of documents", True),
    ("reformulation", "A re-formulation", True),
    ("RAG", "A rag-doll", False),
    ("RAG doll", "A ragdoll", False),
    ("CO", "CO2 in air", False),
    ("CO", "CO₂ in air", False),
    ("notable", "Not able to see", False),
    ("20192024", "From 2019-2024", False),
    ('"modal multi"', "Multi-modal", False),
    ("multimodal", "Multi and modal", False),
    ("GPT-4", "GPT-3 of 4", False),
    ("axe", "The axes of a plot", False),
    ("basis", "Bases", False),
    ("shoe", "Shoes", True),
    ("poet", "The pot", False),
    ("fuel", "Ful medames", False),
]


@pytest.mark.parametrize(("query", "title", "is_one"), MATCHES)
def test_what_is_the_same_and_what_is_not(query: str, title: str, is_one: bool) -> None:
    assert is_match(query, title) == is_one


parts = st.text("abcxyz", min_size=1, max_size=6)
ways = st.sampled_from(["{}{}", "{}-{}", "{} {}"])


@given(st.text(max_size=60))
def test_no_text_breaks_the_readings(text: str) -> None:
    for row in (*other_rows(text), *other_readings(text)):
        assert all(token and token.split() == [token] for token in row)


@given(parts, parts)
def test_a_hyphen_and_a_closed_word_find_each_other(first: str, second: str) -> None:
    hyphen, closed = f"{first}q-{second}q", f"{first}q{second}q"
    assert is_match(hyphen, closed)
    assert is_match(closed, hyphen)


def test_words_as_they_stand_are_left_alone() -> None:
    assert tokens("Multi-modal GPT4") == ["multi", "modal", "gpt4"]
    assert other_rows("Nothing to read otherwise here") == []


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("multimodal", "On multi-modal data", ["multi-modal"]),
        ("multimodal", "audio/multi-modal, (multi-modal) and cross-modal", ["multi-modal"] * 2),
        ("hemoglobin", "haemo-globin", ["haemo-globin"]),
        ("xray", "an X-ray", ["X-ray"]),
        ("selfsupervised", "well-known non-self-supervised", ["non-self-supervised"]),
        ("dataset", "two data sets", ["data sets"]),
        ("dataset", "a set of data", []),
    ],
)
def test_marks_cover_compounds_however_they_are_written(
    asked: str, text: str, marked: list[str]
) -> None:
    assert [text[start:stop] for start, stop in Marks(parse(asked)).of(text)] == marked
