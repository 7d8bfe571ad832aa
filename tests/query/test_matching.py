"""What a query matches, as people expect it: one table, told in words."""

from datetime import date

import pytest

from bot.query import matches, parse, view
from tests.conftest import make_paper

TODAY = date(2026, 11, 24)

PAIRS = [
    # A matcher that people complained about got the first seven wrong.
    ("LLM", "Agents of LLMs", True),
    ("C++", "Templates in C++", True),
    ("mixture-of-experts", "A mixture of experts", True),
    ("mixture of experts", "Mixture-of-experts at scale", True),
    ("Schrodinger", "Schrödinger bridges", True),
    ("quantization", "Quantisation of models", True),
    ("RAG", "A rag doll", False),
    ("RAG", "RAG for law", True),
    ("RAG", "RAGs for law", True),
    ("rag", "RAG for law", True),
    ("RAG", "Fragments", False),
    ("lora", "LoRA: low-rank adaptation", True),
    ("LORA", "LoRA: low-rank adaptation", True),
    ("low rank", "LoRA: low-rank adaptation", True),
    ('"rank low"', "LoRA: low-rank adaptation", False),
    ("C", "Templates in C++", False),
    ("C#", "Templates in C++", False),
    ("behaviour", "Animal behaviors", True),
    ("modelling", "Modeling cities", True),
    ("city", "Modeling cities", True),
    ("class*", "Classification", True),
    ("quantiz*", "Quantised nets", True),
    ("models*", "A model", True),
    ("analys*", "Analytic methods", False),
    ("naive bayes", 'Na\\"ive Bayes', True),
    ("α-divergence", "The $\\alpha$-divergence", True),
    ("GPT-4", "GPT 4", True),
    ("GPT-4", "GPT 3 and 4", False),
    ("transformer -survey", "A survey of transformers", False),
    ("vision OR speech", "Speech", True),
    ("deep AND (vision OR speech)", "Deep speech", True),
    ("deep AND (vision OR speech)", "Speech", False),
    ("-survey", "Deep speech", True),
    ("zero\u200bwidth", "Zerowidth", True),
    ("日本", "日本語のモデル", True),
]


@pytest.mark.parametrize(("text", "title", "is_match"), PAIRS)
def test_a_title_matches(text: str, title: str, is_match: bool) -> None:
    assert matches(parse(text), view(make_paper(title=title)), TODAY) == is_match


PAPER = make_paper(
    "2611.00001",
    "LoRA for speech",
    abstract="Low-rank adapters.",
    authors=("Ann Williams", "Bob Lee"),
    published=date(2026, 11, 20),
    categories=("cs.CL", "stat.ML"),
    upvotes=60,
    code_url="https://github.com/a/b",
    organization="Google DeepMind",
    sources=("huggingface",),
    submitters=("akhaliq", "taesiri"),
)
ASKED = [
    ("title:speech", True),
    ("abstract:speech", False),
    ("au:williams", True),
    ("au:william", False),
    ("williams", True),
    ('au:"Ann Williams"', True),
    ('au:"Williams, Ann"', True),
    ('au:"Williams Bob"', False),
    ("au:w*", True),
    ("cat:cs.CL", True),
    ("cat:cs", True),
    ("cat:cs.*", True),
    ("cat:cs.C*", True),
    ("cat:c", False),
    ("cat:cs.CV", False),
    ("cat:physics.*", False),
    ("org:deepmind", True),
    ('org:"google deepmind"', True),
    ("org:google deepmind", False),
    ("by:akhaliq", True),
    ('by:"akhaliq taesiri"', False),
    ("source:hf", True),
    ("source:arxiv", False),
    ("since:7d", True),
    ("since:3d", False),
    ("until:3d", True),
    ("since:2026-11-20 until:2026-11-20", True),
    ("since:2026-11-21", False),
    ("date:2026-11", True),
    ("upvotes:>50", True),
    ("upvotes:>60", False),
    ("upvotes:10..60", True),
    ("comments:<5", False),
    ("-comments:<5", True),
    ("has:code", True),
    ("has:project", False),
    ("id:2611.00001", True),
    ("like:2611.00002", False),
]


@pytest.mark.parametrize(("text", "is_match"), ASKED)
def test_a_paper_matches(text: str, is_match: bool) -> None:
    assert matches(parse(text), view(PAPER), TODAY) == is_match
