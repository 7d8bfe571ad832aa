"""What people really configured elsewhere, set as alerts here: the odd, the broken, the broad."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.alerts.frequencies import Frequencies
from bot.alerts.percolator import Percolator
from bot.model import Paper
from bot.query import parse, view
from bot.sources.huggingface.parser import parse_daily
from tests.conftest import NOW, make_paper
from tests.newsroom import TODAY
from tests.query.naive import SameFirstWord, naively
from tests.sources.recorded import DATA, daily_lists, needs_recorded
from tests.talk import Talk

TOLD = [
    ("LLM", "Agents of LLMs", True),
    ("C++", "Templates in C++", True),
    ("C++", "Vitamin C for models", False),
    ("mixture-of-experts", "A mixture of experts", True),
    ("mixture of experts", "Mixture-of-Experts at scale", True),
    ("Schrodinger", "Schrödinger bridges", True),
    ("Schrödinger", "Schrodinger bridges", True),
    ("quantization", "Quantisation of networks", True),
    ("quantisation", "Quantized networks", False),
    ("RAG", "RAG for law", True),
    ("RAG", "A rag doll in cloth simulation", False),
    ("RAG", "Fragments of storage", False),
    ("diffusion models", "A diffusion model", True),
    ('"diffusion models"', "Models of diffusion", False),
]
"""What other matchers get wrong: an alert, a title, and whether its person is told."""

BROKEN = [
    ("all:a AND", "“a”", "AND has nothing"),
    ('"test-time compute" OR "inference-time scaling" AND "language model"',
     "“test-time compute” or (“inference-time scaling” and “language model”)", ""),
    ("(ti:checkerboard OR ti:Pyrochlore) AND", "or “Pyrochlore” in the title", "AND has nothing"),
    ('ti:"machine learning" AND cat:cs.*', "category", ""),
    ("cat:cs.AI ANDNOT ti:survey", "without “survey” in the title", ""),
    ("(lora OR (qlora", "“lora” or “qlora”", "not closed"),
]  # fmt: skip
"""Queries of the kind that people typed: what is understood, and what they are told of it."""


@pytest.mark.parametrize(("query", "title", "is_told"), TOLD)
def test_a_person_is_told_of_a_title(talk: Talk, query: str, title: str, is_told: bool) -> None:
    talk.newsroom.alert(query)
    told = talk.newsroom.list_papers(TODAY, make_paper("2611.00001", title))
    assert told == is_told


@pytest.mark.parametrize(("typed", "meaning", "trouble"), BROKEN)
def test_what_is_broken_is_understood_and_said(
    talk: Talk, typed: str, meaning: str, trouble: str
) -> None:
    said = talk.say(f"alert add {typed}")
    assert meaning in said
    assert trouble in said
    talk.press("Save alert")
    assert not talk.last.is_error


def real(name: str) -> list[str]:
    text = Path(DATA / "alerts" / name).read_text(encoding="utf-8")
    return [json.loads(line)["text"] for line in text.splitlines()]


def real_papers() -> list[Paper]:
    parsed = [parse_daily(path.read_bytes(), None) for path in daily_lists()[:3]]
    return [arrival.paper for one in parsed for arrival in one.arrivals]


@needs_recorded
def test_real_alerts_match_real_papers_as_plain_words_say() -> None:
    stored = real_papers()[:25]
    assert len(stored) == 25
    asked = [*real("phrases.jsonl"), *real("boolean_arxiv_queries.jsonl")]
    alike = SameFirstWord(stored)
    percolator = Percolator(Frequencies(list(map(view, stored))))
    queries = dict(enumerate(map(parse, asked)))
    for number, query in queries.items():
        percolator.put(number, query)
    found = percolator.match(list(map(view, stored)), date(2025, 1, 1), alike)
    assert sum(map(len, found)) > len(stored)
    for paper, ids in zip(stored, found, strict=True):
        day = date(2025, 1, 1)
        held = [n for n, query in queries.items() if naively(query, paper, day, alike)]
        assert sorted(ids.tolist()) == held, paper.title


@needs_recorded
def test_whatever_people_configured_elsewhere_can_be_set_or_is_answered(talk: Talk) -> None:
    talk.newsroom.now = NOW
    refused = []
    for text in [*real("phrases.jsonl")[::10], *real("boolean_arxiv_queries.jsonl"), "a*"]:
        said = talk.say(f"alert add {text}")
        if talk.last.is_error:
            refused.append(text)
            assert "An alert needs a word to look for" in said
        else:
            assert "I look for " in said
    assert refused == ["au:del_maestro OR (ANDNOT ti:checkerboard)", "a*"]
