"""However people write a paper down, it is the same paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.doi import doi_in, doi_url
from bot.model.identity import apart_id, id_within, page_url, paper_id, papers_named, pdf_url

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
    ("https://rss.arxiv.org/abs/2405.12345", "2405.12345"),
    ("https://de.arxiv.org/pdf/2405.12345v2", "2405.12345"),
    ("http://xxx.lanl.gov/abs/hep-th/9901001", "hep-th/9901001"),
    ("arxiv.org/abs/arXiv:2405.12345", "2405.12345"),
    ("https://arxiv.org/ftp/arxiv/papers/2405/2405.12345.pdf", "2405.12345"),
    ("https://arxiv.org/ftp/quant-ph/papers/0201/0201082.pdf", "quant-ph/0201082"),
    ("arXiv:2405.12345v1 [hep-ex] 2 Jan 2026", "2405.12345"),
    ("arXiv:2405.12345v1  [cs.CL]  27 May 2024", "2405.12345"),
    ("arXiv:math/0309136v1 [math.GT] 8 Sep 2003", "math/0309136"),
    ("arXiv 2405.12345", "2405.12345"),
    ("arXiv:2405.12345 [cs]", "2405.12345"),
    ("abs/2405.12345", "2405.12345"),
    ("oai:arXiv.org:2405.12345", "2405.12345"),
    ("https://www.doi.org/10.48550/ARXIV.2405.12345", "2405.12345"),
    ("https://arxiv.org/e-print/2405.12345", "2405.12345"),
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


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("arXiv preprint arXiv:2405.12345", "2405.12345"),
        ("CoRR abs/2405.12345", "2405.12345"),
        ("CoRR, vol. abs/2405.12345, 2024", "2405.12345"),
        ("arXiv e-prints, arXiv:2405.12345v3 (2024)", "2405.12345"),
        ("Available at \\url{https://arxiv.org/abs/2405.12345}.", "2405.12345"),
        ("to appear, see hep-th/9901001", "hep-th/9901001"),
        ("doi:10.48550/arXiv.2405.12345, 2024", "2405.12345"),
        ("pages 2405.12345", None),
        ("https://arxiv.org.evil.com/abs/2405.12345", None),
        ("arXiv:2405.123456789", None),
        ("IEEE/1234567", None),
        ("", None),
    ],
)
def test_an_id_is_seen_amid_other_words(text: str, known: str | None) -> None:
    assert id_within(text) == known


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1145/1.2", "10.1145/1.2"),
        ("https://doi.org/10.1145/1.2", "10.1145/1.2"),
        ("http://dx.doi.org/10.1145/1.2.", "10.1145/1.2"),
        ("doi: 10.1145/1.2", "10.1145/1.2"),
        ("DOI:10.1016/S0140-6736(20)30183-5", "10.1016/s0140-6736(20)30183-5"),
        ("(10.1145/1.2)", "10.1145/1.2"),
        (r"10.1007/978-3-031-99999-3\_9", "10.1007/978-3-031-99999-3_9"),
        (r"10.1007/978-3-031-99999-3{\_}9", "10.1007/978-3-031-99999-3_9"),
        (r"10.1007/978-3-031-99999-3$\_$9", "10.1007/978-3-031-99999-3_9"),
        (r"10.1002/a\&b\%c", "10.1002/a&b%c"),
        ("https://doi.org/10.1145%2F1.2", "10.1145/1.2"),
        ("https://dl.acm.org/doi/10.1145/1.2?download=true", "10.1145/1.2"),
        ("https://onlinelibrary.wiley.com/doi/abs/10.1002/x.1/full", "10.1002/x.1"),
        ("{10.1145/1.2}", "10.1145/1.2"),
        ("https://doi.org/10.1093/ABC/ahl4", "10.1093/abc/ahl4"),
        ("10.1/2", ""),
        ("none", ""),
        ("10.1145/" + "x" * 5000, ""),
    ],
)
def test_a_doi_is_read_however_it_is_written(written: str, doi: str) -> None:
    assert doi_in(written) == doi


def test_a_doi_leads_to_its_resolver() -> None:
    assert doi_url("10.1/2") == ""
    assert doi_url(doi_in(r"10.1007/99\_9")) == "https://doi.org/10.1007/99_9"


def test_works_under_one_id_are_told_apart_by_their_titles() -> None:
    assert apart_id("lee", "On apples") == apart_id("lee", "on Apples!")
    assert apart_id("lee", "On apples") != apart_id("lee", "On pears")
