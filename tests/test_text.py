"""Folding: what counts as the same word, whoever wrote it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.latex import readable
from bot.text import fold, spans, tokens
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
