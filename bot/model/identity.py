"""What papers are called: ids without versions, the addresses that name them, and back."""

import re

_NEW = r"\d{4}\.\d{4,5}"
_OLD = r"[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{7}"
_ID = rf"(?P<id>{_NEW}|{_OLD})(?:v\d+)?"
_PLACES = (
    r"(?:www\.|export\.|browse\.)?arxiv\.org/(?:abs|pdf|html|format|src|ps)/",
    r"(?:www\.)?huggingface\.co/papers/",
    r"hf\.co/papers/",
    r"(?:www\.)?alphaxiv\.org/(?:(?:[a-z]{2}/)?(?:abs|pdf|overview|html)/)?",
    r"(?:www\.)?ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html|pdf)/",
    r"(?:www\.|api\.)?semanticscholar\.org/arxiv[:/]",
    r"papers\.cool/arxiv/",
    r"scirate\.com/arxiv/",
    r"(?:doi:\s*)?(?:https?://)?(?:dx\.)?(?:doi\.org/)?10\.48550/arxiv\.",
    r"arxiv:\s*",
)
_AROUND = " \t\r\n\"'“”„«»‘’()[]{},;:.!?"
"""What stands around an id in running text, and at the end of a link by mistake."""
_WRITTEN = re.compile(
    rf"<?(?:https?://)?(?:{'|'.join(_PLACES)})?{_ID}(?:\.pdf)?/?(?:[?#|][^\s]*)?>?",
    re.IGNORECASE,
)
_IS_NEW, _IS_OLD = re.compile(_NEW), re.compile(_OLD)


def paper_id(written: str) -> str | None:
    """Return the canonical id that a text is, None where it is no id and no link to a paper.

    arXiv's identifiers of both ages are read, bare or in links to arXiv, huggingface.co/papers,
    alphaXiv, ar5iv, DOI and some others, also in brackets or before a full stop. Versions are
    dropped, and so is the subject class of the old scheme
    (`math.GT/0309136` is filed as `math/0309136`).
    """
    match = _WRITTEN.fullmatch(written.strip(_AROUND))
    if not match:
        return None
    archive, slash, number = match["id"].rpartition("/")
    return f"{archive.partition('.')[0].lower()}{slash}{number}"


def papers_named(text: str) -> tuple[list[str], bool]:
    """Return the ids that stand in a text, each once, and whether nothing else does."""
    words = re.split(r"[\s,;]+", text.strip(_AROUND))
    known = [paper_id(word) for word in words]
    return list(dict.fromkeys(filter(None, known))), all(known)


def is_arxiv(known: str) -> bool:
    """Tell whether an id is one of arXiv's."""
    return bool(_IS_NEW.fullmatch(known) or _IS_OLD.fullmatch(known))


def page_url(known: str) -> str:
    """Return the page of a paper, "" where none is known; old ids live on arXiv only."""
    if _IS_NEW.fullmatch(known):
        return f"https://huggingface.co/papers/{known}"
    return f"https://arxiv.org/abs/{known}" if is_arxiv(known) else ""


def pdf_url(known: str) -> str:
    """Return the PDF of a paper, "" where none is known."""
    return f"https://arxiv.org/pdf/{known}" if is_arxiv(known) else ""


def doi_url(doi: str) -> str:
    """Return where a DOI leads, "" for what is none."""
    return f"https://doi.org/{doi}" if re.fullmatch(r"10\.\d{4,9}/[^\s<>\"]+", doi) else ""
