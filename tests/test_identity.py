"""However people write a paper down, it is the same paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.identity import page_url, paper_id, papers_named, pdf_url

WRITTEN = [
    ("2405.12345", "2405.12345"),
    (" 2405.12345v3 ", "2405.12345"),
    ("0704.0001", "0704.0001"),
    ("arXiv:2405.12345v2", "2405.12345"),
    ("https://arxiv.org/abs/2405.12345", "2405.12345"),
    ("http://www.arxiv.org/abs/2405.12345v1", "2405.12345"),
    ("arxiv.org/pdf/2405.12345", "2405.12345"),
    ("https://arxiv.org/pdf/2405.12345v2.pdf", "2405.12345"),
    ("https://arxiv.org/pdf/2405.12345v2.pdf#page=3", "2405.12345"),
    ("https://export.arxiv.org/abs/2405.12345?context=cs", "2405.12345"),
    ("https://arxiv.org/html/2405.12345v1/", "2405.12345"),
    ("https://huggingface.co/papers/2405.12345", "2405.12345"),
    ("https://hf.co/papers/2405.12345", "2405.12345"),
    ("huggingface.co/papers/2405.12345#community", "2405.12345"),
    ("https://www.alphaxiv.org/abs/2405.12345v2", "2405.12345"),
    ("https://alphaxiv.org/overview/2405.12345", "2405.12345"),
    ("https://doi.org/10.48550/arXiv.2405.12345", "2405.12345"),
    ("10.48550/arXiv.2405.12345", "2405.12345"),
    ("<https://arxiv.org/abs/2405.12345|arxiv.org/abs/2405.12345>", "2405.12345"),
    ("<https://arxiv.org/abs/2405.12345>", "2405.12345"),
    ("doi:10.48550/arXiv.2405.12345", "2405.12345"),
    ("doi: https://doi.org/10.48550/arXiv.2405.12345v2", "2405.12345"),
    ("https://ar5iv.labs.arxiv.org/html/2405.12345", "2405.12345"),
    ("https://ar5iv.org/abs/2405.12345v1", "2405.12345"),
    ("https://www.semanticscholar.org/arxiv/2405.12345", "2405.12345"),
    ("https://api.semanticscholar.org/arXiv:2405.12345", "2405.12345"),
    ("https://papers.cool/arxiv/2405.12345", "2405.12345"),
    ("https://arxiv.org/abs/2405.12345.", "2405.12345"),
    ("(https://arxiv.org/abs/2405.12345),", "2405.12345"),
    ("“2405.12345”", "2405.12345"),
    ("[2405.12345]", "2405.12345"),
    ("quant-ph/0201082v1", "quant-ph/0201082"),
    ("math.GT/0309136", "math/0309136"),
    ("https://arxiv.org/abs/hep-th/9901001v3", "hep-th/9901001"),
]


@pytest.mark.parametrize(("written", "known"), WRITTEN)
def test_a_paper_is_known_by_any_of_its_names(written: str, known: str) -> None:
    assert paper_id(written) == known


@pytest.mark.parametrize(
    ("text", "named", "is_all"),
    [
        ("2405.12345, https://arxiv.org/abs/2405.11111v2", ["2405.12345", "2405.11111"], True),
        ("[2405.12345] LoRA: Low-Rank Adaptation", ["2405.12345"], False),
        ("2405.12345 arXiv:2405.12345v2", ["2405.12345"], True),
        ("id:2405.12345 -2405.12345", [], False),
        ("", [], False),
    ],
)
def test_papers_are_found_where_they_are_named(text: str, named: list[str], is_all: bool) -> None:
    assert papers_named(text) == (named, is_all)


@pytest.mark.parametrize(
    "written",
    ["", "lora", "24.12345", "2405.123", "2405.1234567", "https://example.com/2405.12345", "1 2",
     "2405.12345 and more", "https://arxiv.org.evil.com/abs/2405.12345", "10.1000/2405.12345"],
)  # fmt: skip
def test_what_is_no_paper_is_none(written: str) -> None:
    assert paper_id(written) is None


@given(st.from_regex(r"[0-9]{4}\.[0-9]{5}", fullmatch=True), st.integers(1, 20))
def test_addresses_lead_back_to_the_paper(known: str, version: int) -> None:
    for written in (page_url(known), pdf_url(known), f"{known}v{version}"):
        assert paper_id(written) == known


def test_ids_that_are_not_arxivs_have_no_address() -> None:
    assert page_url("sample.0001") == pdf_url("184") == ""


def test_old_ids_have_their_page_on_arxiv() -> None:
    assert page_url("quant-ph/0201082") == "https://arxiv.org/abs/quant-ph/0201082"
