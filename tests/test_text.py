"""Folding: what counts as the same word, whoever wrote it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.latex import readable
from bot.text.tokens import filed, fold, spans, tokens, written
from tests.query.strategies import WORDS

SAME = [
    "LLM LLMs llm ＬＬＭ",
    'Schrödinger Schrodinger Schr\\"odinger',
    "quantization quantisation Quantizations",
    "model models MODEL",
    "behaviour behavior behaviours",
    "modelling modeling",
    "city cities",
    "analysis analyses",
    'naïve naive na\\"ive',
    "don't dont don’t",
    "model's model",
    "α \\alpha alpha",
    "fine ﬁne",
    "étude e\u0301tude",
    "zero\u200bwidth zerowidth",
]


@pytest.mark.parametrize("words", SAME)
def test_these_are_the_same_word(words: str) -> None:
    assert len({tuple(tokens(word)) for word in words.split(" ")}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("C", "C++"), ("C++", "C#"), ("bias", "bia"), ("news", "new"), ("が", "か")]
)
def test_these_are_different_words(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(max_examples=300)
@given(st.sampled_from(WORDS) | st.text(max_size=12))
def test_a_token_folds_to_itself_and_holds_no_blank(text: str) -> None:
    for token in tokens(text):
        assert fold(token) == token
        assert token.split() == [token]


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_words_are_found_in_their_places(text: str) -> None:
    text = readable(text)
    found = list(spans(text))
    assert [token.text for token in found] == tokens(text)
    assert all(tokens(text[token.start : token.stop]) == [token.text] for token in found)


WRITTEN = (
    "Oedema and edema, a foetus' haemoglobin, d'Alembert, paediatric foes, it's o'clock in C++ "
    "and F# with 2.5 models: Co-training, e.g. x86_64; "
    "Élan vital, CO₂ in R^2, Ωmega, naïve Schrödinger's 日本 3D 3d-CNN don't Can't 'quoted'"
)


@pytest.mark.parametrize(
    "text", [WRITTEN, WRITTEN.encode("ascii", "ignore").decode(), WRITTEN[:100]]
)
def test_words_of_some_beginnings_are_those_of_all_words(text: str) -> None:
    everything = list(written(text))
    assert [(filed(word), start, stop) for word, start, stop in everything if filed(word)] == [
        (token.text, token.start, token.stop) for token in spans(text)
    ]
    filed_as = {filed(word) for word, _, _ in everything} - {""}
    starts = {word[:length] for word in filed_as for length in (1, 2, 5)}
    for beginnings in (*({start} for start in starts), {"e"}, {"c", "st"}, {"ed", "2.", "3"}):
        wanted = [one for one in everything if filed(one[0]).startswith(tuple(beginnings))]
        found = [
            one for one in written(text, beginnings) if filed(one[0]).startswith(tuple(beginnings))
        ]
        assert found == wanted, beginnings


@settings(max_examples=300)
@given(st.text(alphabet="abAB12 .-'’_^{}+#C,é²中α\u0301\u200b\n\u00a0!½ß", max_size=14))
def test_the_quick_reading_finds_the_words_that_the_careful_one_finds(text: str) -> None:
    assert tokens(text) == [token.text for token in spans(text)]
