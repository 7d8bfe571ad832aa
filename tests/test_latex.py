"""LaTeX becomes what people read, words are never lost, and nothing breaks the reader."""

import gzip
import json
import re
import unicodedata
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.latex import readable
from bot.text.tokens import tokens
from tests.sources.recorded import DATA, needs_recorded

READINGS = [
    # accents and letters
    (r"na\"ive", "naïve"),
    (r"Bal\'azs and Erd\H{o}s", "Balázs and Erdős"),
    (r"Poincar\'{e}, {\O}ystein, \L{}ukasz, Fran\c{c}ois", "Poincaré, Øystein, Łukasz, François"),
    (r"\'{\i} and \'\i", "í and í"),
    (r"Gau\ss", "Gauß"),
    # formulas
    (r"$\mathcal{O}(n)$ time", "𝒪(n) time"),
    (r"$\mathbb{R}^n$ and $\mathfrak{g}$", "ℝⁿ and 𝔤"),
    (r"$\mathsf{PSPACE}$-complete", "PSPACE-complete"),
    (r"$\mathbf x + \mathrm{d}t$", "x + dt"),
    (r"$10^{-3}$ of $x_{i+1}$", "10⁻³ of xᵢ₊₁"),
    (r"$k_\text{cat}$ and FID$_{cd}$", "k_cat and FID_cd"),
    (r"CO$_2$ at 20$^\circ$C, the 5$^{th}$", "CO₂ at 20°C, the 5th"),
    (r"$\frac{a+b}{2} \le \sqrt{x}$", "(a+b)/2 ≤ √x"),
    (r"$\alpha$-stable $\ell_2$-norm, $50\%$", "α-stable ℓ₂-norm, 50%"),
    (r"\(x \in X\) and \[y\]", "x ∈ X and y"),
    (r"$\left( a \right.$", "( a"),
    (r"$f\colon X \to Y$, $\hat{x}$, $\not\in$", "f: X → Y, x\u0302, ∉"),
    # words
    (r"{\em finite} and \textbf{S}elf", "finite and Self"),
    (r"N{+}D, {L}arge {BERT}", "N+D, Large BERT"),
    (r"We propose \ours, a \rev{new} \method{}.", "We propose ours, a new method."),
    ("``quoted'' -- or not", "“quoted” – or not"),
    (r"Fig.~1 of~\cite[p.~3][]{key2024} costs ~5\%", "Fig. 1 of costs ~5%"),
    (r"\textcolor{red}{Warning}: {\color{blue}{blue}}", "Warning: blue"),
    (r"\href{https://a.example/b}{code}", "code (https://a.example/b)"),
    (r"\href{https://a.example}{https://a.example}", "https://a.example"),
    (r"\url{https://a.example/b\_c}", "https://a.example/b_c"),
    (r"see \verb+a_b{c}+.", "see a_b{c}."),
    (r"one\footnote{two} \& three", "one (two) & three"),
    (r"\unicode{x2014} \'e", "— é"),
    # formulas side by side
    (r"$H\to$$b\bar{b}$ and $K_S^0$$K_S^0$", "H→bb̄ and K_S⁰K_S⁰"),
    (r"$\sim$$3$ points, $a$$b$$c$", "∼3 points, abc"),
    (r"$$x$$ and $$y$$", "x and y"),
    # operators stand apart from letters, not from signs
    (r"$O(n\log n)$, $d\ln d$, $2\sin\theta$", "O(n log n), d ln d, 2 sin θ"),
    (r"$n^2\log^3n$ and $\log_2n$", "n² log³ n and log₂ n"),
    (r"$\max\{a,b\}$, $\exp(x)$, $\log\log n$", "max{a,b}, exp(x), log log n"),
    (r"$\operatorname{softmax}x$", "softmax x"),
    (r"$\sqrt[3]{x}$, $\sqrt[4]{x}$, $\sqrt[n]{x+1}$", "∛x, ∜x, ⁿ√(x+1)"),
    (r"$\ket{\psi}$, $\bra{0}$, $\braket{a|b}$, $\ketbra{0}{1}$", "|ψ⟩, ⟨0|, ⟨a|b⟩, |0⟩⟨1|"),
    (r"$\norm{x}_2 + \abs{y}$", "‖x‖₂ + |y|"),
    (r"\texorpdfstring{$\alpha$}{alpha}-divergence", "α-divergence"),
    (r"\begin{itemize} \item One. \item[(b)] Two. \end{itemize}", "• One. (b) Two."),
    # accents before a blank, and quotation marks that are none
    (r"Erd\H os, Fran\c cois, \v Cech, Poincar\' e", "Erdős, François, Čech, Poincaré"),
    # blanks that do not break, and "about"
    (r"10~km, 3~$\mu$m, of~$n$, $x^2$~$y$", "10 km, 3 μm, of n, x² y"),
    (r"5~10 and (~3), ~7", "5~10 and (~3), ~7"),
    # what is none
    ("It costs $5 and $10 more", "It costs $5 and $10 more"),
    (r"$5 million to $10 million, $2\times$ more", "$5 million to $10 million, 2× more"),
    ("models that <think> aloud", "models that <think> aloud"),
    ("the set {0, 1} and {a}", "the set {0, 1} and {a}"),
    ("a_b and x^2 as they stand", "a_b and x^2 as they stand"),
    # what is broken
    (r"\textbf{never closed", "never closed"),
    (r"closed} twice} \emph", "closed} twice}"),
    (r"$\alpha without an end", "$α without an end"),
    ("\\", "\\"),
    ("$", "$"),
]


@pytest.mark.parametrize(("written", "read"), READINGS)
def test_readings(written: str, read: str) -> None:
    assert readable(written) == read


def test_a_text_without_markup_is_the_same_object() -> None:
    text = "Nothing to do here."
    assert readable(text) is text


@given(st.text(alphabet="ab $\\{}^_~'\"-[]()%&#5é\n") | st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    assert readable(readable(text)) is not None


DEEP = ["{" * 20_000, r"\textbf{" * 5000, r"\'" * 10_000, "$x" * 10_000, r"$\frac" * 5000]


@pytest.mark.parametrize("text", DEEP, ids=lambda text: text[:8])
def test_what_is_nested_without_end_is_read_to_the_end(text: str) -> None:
    assert isinstance(readable(text), str)


SAME_TOKENS = [
    ("CO₂", "CO$_2$"), ("CO2", "CO_2"), ("CO₂", "CO2"), ("R²", "R^2"), (r"$L_{2}$", "ℓ₂"),
    (r"$\beta$VAE", "β-VAE"), (r"Bal\'azs", "Balazs"), (r"na\"ive", "naive"), ("10⁶", "10^6"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME_TOKENS)
def test_however_it_is_written_it_is_found(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


_NO_WORDS = re.compile(
    r"\\(?:cite\w*|label|ref|textcolor|color)\*?(?:\[[^]]*\])*\{[^}]*\}|\\[A-Za-z]+"
)
"""Keys, colours and the names of commands, which nobody reads."""


@needs_recorded
def test_no_word_of_recorded_abstracts_is_lost() -> None:
    changed = 0
    with gzip.open(DATA / "arxiv" / "daily_2025_2026.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, 70_000, 7):
            text = " ".join(json.loads(line)["abstract"].split())
            if (read := readable(text)) == text:
                continue
            changed += 1
            letters = _letters(read)
            for word in re.findall("[A-Za-z]{3,}", _NO_WORDS.sub(" ", text)):
                assert word in letters, (word, text)
    assert changed > 1000


def _letters(text: str) -> str:
    return re.sub("[^A-Za-z]", "", unicodedata.normalize("NFKD", text))
