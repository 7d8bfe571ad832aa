"""The sentence that says what a paper did, among those that say why somebody should."""

import pytest

from bot.compose.cards import hit_card, paper_card, summary_of
from bot.compose.key_sentence import split_sentences, telling_sentence
from bot.model import Hit
from tests.conftest import make_paper

GAP = "Large language models are everywhere. However, they cannot fold towels."
RESULTS = "Experiments show that it helps. Code is available at https://example.org."


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Towels", "We propose a method that folds towels."),
        ("TowelBench", "We introduce TowelBench, a benchmark of folded towels."),
        ("Folding towels", "This paper presents a robot for folding towels at home."),
        ("Towels", "In this work, we study how towels are folded."),
        ("Towels", "To address this gap, we present a robot for towels."),
        (
            "Fold: towels",
            "We thoroughly analyze towels, e.g. those of Li et al. (2020).",
        ),
    ],
)
def test_what_was_done_is_told_rather_than_why(title: str, said: str) -> None:
    abstract = f"{GAP} {said} {RESULTS}"
    start, stop = telling_sentence(title, abstract)
    assert said.endswith(abstract[start:stop])
    assert abstract[start:stop].lower().startswith(("we ", "this paper"))


@pytest.mark.parametrize(
    ("abstract", "told"),
    [
        ("", ""),
        ("One sentence without an end", "One sentence without an end"),
        ("Towels are soft. They dry.", "Towels are soft."),
        ("A. B. C.", "A. B. C."),
        ("   Leading blanks. And more of it.  ", "Leading blanks."),
    ],
)
def test_an_abstract_that_says_nothing_of_itself_begins_at_its_beginning(
    abstract: str, told: str
) -> None:
    start, stop = telling_sentence("Other", abstract)
    assert abstract[start:stop].strip() == told


def test_the_sentence_that_names_the_thing_wins_over_its_parts() -> None:
    abstract = (
        "We propose OmniDraft, a framework for drafting on devices. We introduce an online cache "
        "with hybrid distillation and fine-tuning across draft and target models."
    )
    start, stop = telling_sentence(
        "OmniDraft: An adaptive drafter for on-device decoding", abstract
    )
    assert abstract[start:stop] == "We propose OmniDraft, a framework for drafting on devices."


def test_short_forms_end_no_sentence() -> None:
    text = 'As in Fig. 2 of J. Li et al. (2020), i.e. (A) it is. Then it ends! Why? "Yes." So.'
    found = [text[start:stop] for start, stop in split_sentences(text)]
    assert found == [
        "As in Fig. 2 of J. Li et al. (2020), i.e. (A) it is.",
        "Then it ends!",
        "Why?",
        '"Yes."',
        "So.",
    ]


def test_a_summary_by_a_machine_is_preferred() -> None:
    paper = make_paper(title="Towels", abstract=f"{GAP} We fold.", ai_summary="It folds towels.")
    assert paper_card(paper).body.plain == "It folds towels."


def test_a_card_shows_the_telling_sentence_with_what_matched() -> None:
    abstract = f"{GAP} To address this, we propose a robot. {RESULTS}"
    place = abstract.index("robot")
    hit = Hit(make_paper(title="Towels", abstract=abstract), 1.0, (), ((place, place + 5),))
    body = hit_card(hit, number=1).body
    assert body.plain == "We propose a robot."
    assert [body.plain[a:b] for a, b in body.marks] == ["robot"]


def test_a_stretch_is_shown_where_the_summary_holds_nothing_that_matched() -> None:
    abstract = f"{GAP} We propose a robot. {'It is good. ' * 30} Cotton shrinks."
    place = abstract.index("Cotton")
    paper = make_paper(title="Towels", abstract=abstract, ai_summary="A robot.")
    body = hit_card(Hit(paper, 1.0, (), ((place, place + 6),)), number=1).body
    assert [body.plain[a:b] for a, b in body.marks] == ["Cotton"]
    marked = Hit(paper, 1.0, (), ((place, place + 6),), ((2, 7),))
    assert hit_card(marked, number=1).body.plain == "A robot."
    assert summary_of(make_paper(abstract="")).plain == ""
