"""What a search finds, in which order, and how it is shown why."""

import pytest

from bot.model import Hit
from tests.search.conftest import Library, about

LORA = about(1, "LoRA: low-rank adaptation of LLMs", "We freeze the weights of a model.")
SINKS = about(2, "Attention sinks", "Streaming language models keep their first tokens.")
RAG = about(3, "A rag doll simulator", "Cloth physics for toys.")
SCHRODINGER = about(4, "Bridges of Schrödinger", "Mixture-of-experts and quantization.")
SPEECH = about(5, "Speech in C++", "Written by Ann.", authors=("Ann Lee", "Bo van der Berg"))
ALL = (LORA, SINKS, RAG, SCHRODINGER, SPEECH)


@pytest.fixture
def stocked(library: Library) -> Library:
    library.stock(*ALL)
    return library


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("lora", 1),
        ("LLM", 1),
        ("low rank", 1),
        ("freeze weights", 1),
        ("schrodinger", 4),
        ("quantisation", 4),
        ("mixture of experts", 4),
        ('"mixture of experts"', 4),
        ("C++", 5),
        ("author:lee", 5),
        ("au:van_der_berg", 5),
        ("title:sinks", 2),
        ("stream*", 2),
        ("toys -attention", 3),
        ("sinks OR zebra", 2),
        ("2611.00003", 3),
        ("https://arxiv.org/abs/2611.00003v2", 3),
    ],
)
def test_a_paper_is_found_by(stocked: Library, text: str, number: int) -> None:
    found = stocked.search.find(text, 10)
    assert [hit.paper.id for hit in found.hits] == [f"2611.{number:05d}"]
    assert (found.total, found.is_near) == (1, False)


@pytest.mark.parametrize(
    "text", ["zebra", "title:freeze", "RAG", '"sinks attention"', "toys -cloth", ""]
)
def test_a_paper_that_does_not_hold_it_is_not_called_a_match(stocked: Library, text: str) -> None:
    found = stocked.search.find(text, 10)
    assert found.is_near or found.hits == ()


def test_a_word_in_the_title_counts_more(library: Library) -> None:
    library.stock(
        about(1, "Speech", "We study diffusion for sound."),
        about(2, "Diffusion", "We study speech for sound."),
    )
    assert library.ids("diffusion") == ["2611.00002", "2611.00001"]


def test_near_results_are_shown_where_nothing_holds_all_words(stocked: Library) -> None:
    found = stocked.search.find("attention sinks for zebras", 10)
    assert found.is_near
    assert found.hits[0].paper == SINKS


def test_near_results_never_hold_what_was_to_be_left_out(stocked: Library) -> None:
    found = stocked.search.find("streaming zebra -attention", 10)
    assert SINKS not in [hit.paper for hit in found.hits]


def test_pages_follow_each_other_without_gap_or_repetition(library: Library) -> None:
    library.stock(*(about(n, f"Robots {n}", "arm " * n) for n in range(1, 24)))
    pages = [library.ids("robots", 5, offset) for offset in range(0, 30, 5)]
    assert [len(page) for page in pages] == [5, 5, 5, 5, 3, 0]
    assert len({key for page in pages for key in page}) == 23
    assert library.search.find("robots", 5, 20).total == 23


def marked(hit: Hit) -> list[str]:
    title, abstract = hit.paper.title, hit.paper.abstract
    return [title[a:b] for a, b in hit.title_marks] + [abstract[a:b] for a, b in hit.abstract_marks]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lora", ["LoRA"]),
        ("llm", ["LLMs"]),
        ('"low rank adaptation"', ["low-rank adaptation"]),
        ("freeze weight", ["freeze", "weights"]),
        ("schroding*", ["Schrödinger"]),
        ("mixture of experts", ["Mixture", "experts"]),
        ("quantisation", ["quantization"]),
        ("c++", ["C++"]),
        ("title:sinks language", ["sinks", "language"]),
    ],
)
def test_the_words_that_matched_are_marked(stocked: Library, text: str, words: list[str]) -> None:
    (hit,) = stocked.search.find(text, 10).hits
    assert marked(hit) == words


def test_words_to_leave_out_are_not_marked(stocked: Library) -> None:
    (hit,) = stocked.search.find("freeze -sinks", 10).hits
    assert marked(hit) == ["freeze"]


def test_a_word_is_marked_whose_stem_begins_otherwise(library: Library) -> None:
    library.stock(about(1, "Dying neurons", "Neurons die, and haemorrhages follow."))
    for text, words in (("die", ["Dying", "die"]), ("hemorrhage", ["haemorrhages"])):
        (hit,) = library.search.find(text, 10).hits
        assert marked(hit) == words


def test_machines_get_the_papers_that_people_get(stocked: Library) -> None:
    text = "attention sinks of streaming zebras"
    shown = stocked.ids(text, 10)
    assert stocked.search.find_ids(text, 10).ids == shown
    assert SINKS.id in shown


def test_similar_papers_share_telling_words_and_are_never_the_paper_itself(
    library: Library,
) -> None:
    robots = [about(n, f"Robots fold towels {n}", "Robots grasp cloth.") for n in (11, 12, 13)]
    library.stock(*robots, SINKS, RAG)
    found = library.search.similar(robots[0], 2)
    assert {hit.paper for hit in found.hits} == set(robots[1:])


@pytest.mark.parametrize(
    "text",
    [
        "word " * 4000,
        "(" * 2000,
        ")" * 2000,
        "lora " + "(" * 500 + ")" * 900,
        "\x00",
        "AND OR NOT",
        "-",
        "-(",
        "the of and",
        "\u202eattention\u200b",
        "🤖 🦾",
        '"',
        '""',
        "*",
        "title:",
        "title:*",
        "a:b:c",
        "\\",
        "x" * 20_000,
        "NOT " * 500 + "lora",
        "日本語",
        "^~{}[]:/+!",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_any_text_is_answered(stocked: Library, text: str) -> None:
    found = stocked.search.find(text, 10)
    assert len(found.hits) <= found.total
