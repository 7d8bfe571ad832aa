"""Tags go where they are HTML's or JATS's, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.clean_text import one_line
from bot.text.markup import untagged

READINGS = [
    (
        "Growth of <i>Exemplum testis</i> under CO<sub>2</sub>",
        "Growth of Exemplum testis under CO₂",
    ),
    ("<jats:p>We grow <jats:italic>things</jats:italic>.</jats:p>", "We grow things."),
    ("<jats:title>Aims</jats:title><jats:p>We.</jats:p>", "Aims We."),
    ("<p>One</p><p>Two</p>", "One Two"),
    ("10<sup>-3</sup> m, the 5<sup>th</sup>, T<sub>max</sub>", "10⁻³ m, the 5th, T_max"),
    ("H<jats:sub>2</jats:sub>O", "H₂O"),
    ('a <a href="https://a.example">link</a>', "a link"),
    ("one<br/>two<br>three", "one two three"),
    ("&lt;b&gt;bold&lt;/b&gt; &amp; plain", "bold & plain"),
    # what is no tag
    ("models that <think> aloud </think>", "models that <think> aloud </think>"),
    ("a<b and c>d", "a<b and c>d"),
    ("for a<b, c <i and d> e", "for a<b, c <i and d> e"),
    ("the tokens <s>, </s> and <b>", "the tokens <s>, </s> and <b>"),
    ("the <code> token and <image>", "the <code> token and <image>"),
    ("x < y > z", "x < y > z"),
]


@pytest.mark.parametrize(("written", "read"), READINGS)
def test_readings(written: str, read: str) -> None:
    assert one_line(written) == read


@given(st.text(alphabet="<>/ pibsub=\"'jats:", max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(untagged(text), str)


def test_a_text_without_tags_is_the_same_object() -> None:
    text = "a < b"
    assert untagged(text) is text


@pytest.mark.parametrize("text", ["<" * 20_000, "<p " * 9000, "<a b=" * 5000, "<!--" * 9000])
def test_what_never_closes_is_read_to_the_end(text: str) -> None:
    assert untagged(text) is not None
