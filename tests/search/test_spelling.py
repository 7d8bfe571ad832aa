"""Misspelt words are taken for what was meant, and nothing else is."""

import gzip
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from bot.search.distance import slips
from bot.search.index import Snapshot
from bot.search.spelling.speller import MOST_SOUGHT
from bot.search.vocabulary import Bucket, Vocabulary
from bot.text.tokens import tokens
from tests.search.conftest import Library, about

TYPOS = Path(__file__).parents[3] / "shared" / "data" / "typos" / "nlpaug_spelling_en.tsv.gz"

COMMON = (
    "diffusion model distillation language adaptation attention physics quantization receive "
    "reasoning benchmark reinforcement transformer alignment recognition"
)


@pytest.fixture
def library(library: Library) -> Library:
    library.stock(
        *(about(n, f"{COMMON} {n}", "Trained on many things.") for n in range(101, 171)),
        about(11, "The adaption of zymurgy", "A rare word, and difusion misspelt."),
        about(12, "Capsules", "They vote.", authors=("Geoffrey Hinton", "Yann LeCun")),
        about(13, "Language models", "A language model is a model of language."),
        about(14, "LoRA and QLoRA", "Fine-tuning in 4 bits."),
    )
    return library


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("distilation", "distillation"),
        ("atention", "attention"),
        ("langauge", "language"),
        ("difussion distilation", "diffusion distillation"),
        ("modle of languaeg", "model of language"),
        ("recieve", "receive"),
        ("adaptaton", "adaptation"),
        ("phisycs", "physics"),
        ("quantizaton", "quantization"),
        ("ttransformer", "transformer"),
        ("eransformer", "transformer"),
        ("ransformer", "transformer"),
        ("rtansformer", "transformer"),
        ("languagemodel", "language model"),
        ("capsules by Hintn", "capsules by Hintn"),
        ("Difussion Distilation", "Diffusion Distillation"),
        ("DIFUSSION DISTILATION", "DIFFUSION DISTILLATION"),
        ("reasonign AND (benchmrk OR zebra)", "reasoning AND (benchmark OR zebra)"),
        ("-distilation model", "-distillation model"),
        ("language-modle", "language-model"),
        ("reinforcment\u200b", "reinforcement"),
    ],
)
def test_a_misspelt_word_is_taken_for(library: Library, typed: str, meant: str) -> None:
    found = library.search.find(typed, 5)
    assert (found.corrected or typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "diffusion models",
        "adaption",  # rare, and one letter from "adaptation"
        "zymurgy",
        '"distilation"',
        '"distilation of modles"',
        "title:distilation",
        "author:hintn",
        "ti:(distilation OR langauge)",
        "distilat*",
        "DSTL",
        "DPOX model",
        "QLoRAs",
        "gpt4x",
        "2507.1234x",
        "hinton capsules",
        "models by Hintn",
        "mdl",
        "日本語",
        "quantized",
        "since:2025-01-01 langauge:x",
        "zebra",
        "",
        "of the",
    ],
)
def test_what_was_meant_as_it_stands_is_left_alone(library: Library, typed: str) -> None:
    assert library.search.find(typed, 5).corrected == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"distilation"', '"distillation"'),
        ('"distilation of modle"', '"distillation of model"'),
        ("title:distilation", "title:distillation"),
        ("ti:-distilation zebra", "ti:-distillation zebra"),
        ("author:hintn", "author:hinton"),
        ('au:"Yann LeCunn"', 'au:"Yann lecun"'),
        ("ti:(distilation OR langauge)", "ti:(distillation OR language)"),
        ("distilation*", "distillation*"),
        ("distilat*", ""),
        ("LangModle model", ""),
        ("LaNguaeg zebra", "language zebra"),
        ("models by Hintn", "models by Hinton"),
        ("title:rare zebra", ""),
        ("distil* zebra", ""),
        ("author:zymurgy", ""),
        ("org:distilation", ""),
        ("DSTL", ""),
    ],
)
def test_what_was_meant_as_it_stands_is_asked_about_where_no_paper_holds_it(
    library: Library, typed: str, meant: str
) -> None:
    found = library.search.find(typed, 5)
    assert (found.corrected, found.suggestion) == ("", meant)


def test_corrected_words_are_said_in_the_form_that_was_typed(library: Library) -> None:
    assert library.search.find("langauge modles", 5).corrected == "language models"
    assert library.search.find("langauge modle", 5).corrected == "language model"


def test_corrected_words_find_papers_and_are_marked(library: Library) -> None:
    found = library.search.find("langauge capsule distilation", 10)
    assert found.is_near
    assert found.hits
    (hit,) = library.search.find("zymurgi", 10).hits
    assert hit.paper.title[slice(*hit.title_marks[0])] == "zymurgy"


def test_what_was_typed_can_be_searched_for(library: Library) -> None:
    found = library.search.find("difussion models -langauge", 10)
    assert found.as_typed == '"difussion" models -"langauge"'
    again = library.search.find(found.as_typed, 10)
    assert (again.corrected, again.total) == ("", 0)


def test_a_known_word_that_may_be_a_slip_is_searched_for_and_asked_about(library: Library) -> None:
    library.stock(*(about(n, f"Diffusion {n}") for n in range(200, 400)))
    found = library.search.find("difusion", 10)
    assert [hit.paper.id for hit in found.hits][:1] == ["2611.00011"]
    assert (found.corrected, found.suggestion) == ("", "diffusion")
    assert library.search.find("adaption", 10).suggestion == ""
    assert library.search.find("diffusion", 10).suggestion == ""


def test_machines_are_told_what_was_corrected(library: Library) -> None:
    ids, corrected = library.search.find_ids("quantizaton langauge", 10)
    assert (len(ids), corrected) == (10, "quantization language")
    assert library.search.find_ids("language", 10).corrected == ""


def test_words_of_new_papers_are_known_soon(library: Library) -> None:
    assert library.search.find("kolmogorv", 5).corrected == ""
    library.stock(about(50, "Kolmogorov networks"))
    assert library.search.find("kolmogorv", 5).corrected == "kolmogorov"


QUESTION = f"{COMMON} of the {COMMON}"
"""Thirty-two words, all of them known."""


@pytest.mark.parametrize(
    ("slip", "corrected", "suggestion"),
    [
        ("langauge", "language", ""),
        ("LaNguaeg", "", "language"),
        ("title:langauge", "", "title:language"),
    ],
)
def test_a_slip_late_in_a_long_question_is_put_right(
    library: Library, slip: str, corrected: str, suggestion: str
) -> None:
    found = library.search.find(f"{QUESTION} {slip}", 5)
    assert found.corrected == (f"{QUESTION} {corrected}" if corrected else "")
    assert found.suggestion == (f"{QUESTION} {suggestion}" if suggestion else "")


def test_a_rare_word_late_in_a_long_question_is_asked_about(library: Library) -> None:
    library.stock(*(about(n, f"Diffusion {n}") for n in range(200, 400)))
    assert library.search.find(f"{QUESTION} difusion", 5).suggestion == f"{QUESTION} diffusion"


NONSENSE = " ".join("".join(letters) + "x" for letters in product("qwzj", repeat=5))
"""A thousand words that are near to none."""


@pytest.mark.parametrize(
    "page",
    [NONSENSE, NONSENSE.upper(), NONSENSE.title(), f'"{NONSENSE}"', f"title:({NONSENSE})"],
    ids=["plain", "shouted", "titled", "quoted", "in a field"],
)
def test_the_nearest_is_sought_for_few_words_of_a_pasted_page(
    library: Library, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    sought = []
    look_up = Vocabulary.buckets

    def buckets(
        own: Vocabulary, look: Snapshot, field: str, word: str, reach: int
    ) -> Iterator[Bucket]:
        sought.append(word)
        return look_up(own, look, field, word, reach)

    monkeypatch.setattr(Vocabulary, "buckets", buckets)
    assert library.search.find(page, 5).corrected == ""
    assert len(set(sought)) == MOST_SOUGHT
    # Once to put words right, and once to ask what was meant.
    assert len(sought) <= 2 * MOST_SOUGHT


@pytest.mark.parametrize("slip", ["langauge", "LaNguaeg"])
def test_only_the_beginning_of_a_pasted_page_is_looked_at(library: Library, slip: str) -> None:
    found = library.search.find(f"{QUESTION} {QUESTION} {slip}", 5)
    assert (found.corrected, found.suggestion) == ("", "")


@pytest.mark.parametrize(
    ("typed", "nearer", "farther"),
    [
        ("recive", "receive", "recipe"),
        ("roket", "rocket", "rodent"),
        ("studing", "studying", "stunting"),
        ("modle", "model", "mole"),
        ("seperate", "separate", "serrate"),
        ("comittee", "committee", "commute"),
    ],
)
def test_slips_that_people_make_cost_less(typed: str, nearer: str, farther: str) -> None:
    assert slips(typed, nearer) < slips(typed, farther)


def test_a_slip_costs_nothing_where_there_is_none() -> None:
    assert slips("word", "word") == 0
    assert slips("", "ab") == slips("", "ab") > 0


@pytest.mark.skipif(not TYPOS.exists(), reason=f"{TYPOS} is missing")
def test_most_real_misspellings_are_put_right(library: Library) -> None:
    """Of words that many papers hold, two in three come back, more than a distance alone does."""
    with gzip.open(TYPOS, "rt", encoding="utf-8") as lines:
        pairs = [(line.split("\t")[0], line.rstrip("\n").split("\t")[-1]) for line in lines][1:]
    random.Random(1).shuffle(pairs)
    pairs = [(w, r) for w, r in pairs if w.islower() and r.islower() and len(r) > 5][:3000]
    words = sorted({right for _, right in pairs})
    library.stock(*(about(1000 + n, " ".join(words[n::40])) for n in range(40)))
    known = {token for word in words for token in tokens(word)}
    tried = [(wrong, right) for wrong, right in pairs if tokens(wrong)[0] not in known][:300]
    put_right = sum(
        tokens(library.search.find_ids(wrong, 1).corrected) == tokens(right)
        for wrong, right in tried
    )
    assert put_right / len(tried) > 0.65
