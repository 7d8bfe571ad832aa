"""What papers are called: ids without versions, the addresses that name them, and back."""

import re
import zlib

from bot.model.venue_pages import venue_url

_NEW = r"\d{4}\.\d{4,5}"
_OLD = r"[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{7}"
_ID = rf"(?P<id>{_NEW}|{_OLD})(?:v\d{{1,3}})?"
_ARXIV = r"(?:(?:[a-z]{2,8}\.)?arxiv\.org|(?:xxx|arxiv)\.lanl\.gov)"
_PAGE = r"(?:abs|pdf|html|format|src|ps|e-print|dvi)"
_PLACES = (
    rf"{_ARXIV}/{_PAGE}/(?:arxiv:\s*)?",
    rf"{_ARXIV}/ftp/(?:arxiv/)?papers/\d{{4}}/",
    r"(?:www\.)?huggingface\.co/papers/",
    r"hf\.co/papers/",
    r"(?:www\.)?alphaxiv\.org/(?:(?:[a-z]{2}/)?(?:abs|pdf|overview|html)/)?",
    r"(?:www\.)?ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html|pdf)/",
    r"(?:www\.|api\.)?semanticscholar\.org/arxiv[:/]",
    r"papers\.cool/arxiv/",
    r"scirate\.com/arxiv/",
    r"ui\.adsabs\.harvard\.edu/abs/arxiv:",
    r"(?:doi:\s*)?(?:https?://)?(?:(?:dx|www)\.)?(?:doi\.org/)?10\.48550/arxiv\.",
    r"(?:oai:)?arxiv(?:\.org)?:\s*",
    r"info:arxiv/",
    r"arxiv\s+",
    r"(?<![\w/.])abs/",
)
_AROUND = " \t\r\n\"'“”„«»‘’()[]{},;:.!?"
"""What stands around an id in running text, and at the end of a link by mistake."""
_STAMP = r"(?:\s*\[[a-z-]+(?:\.[a-z-]+)?\]?)?(?:\s+\d{1,2}\s+[a-z]{3,9}\s+\d{4})?"
"""What the first page of a PDF says after the id: its class, and the day of the version."""
_WRITTEN = re.compile(
    rf"<?(?:https?://)?(?:{'|'.join(_PLACES)})?{_ID}(?:\.pdf)?/?(?:{_STAMP}|[?#|][^\s]*)>?",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(_PLACES)}){_ID}(?!\d)", re.IGNORECASE)
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    "|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin"
    "|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_OLD_IN_TEXT = re.compile(
    rf"(?<![a-z0-9/])(?P<id>(?:{_ARCHIVES})(?:\.[a-z]{{2}})?/\d{{7}})(?!\d)", re.IGNORECASE
)
_OLD_FILE = re.compile(rf"{_ARXIV}/ftp/([a-z-]+)/papers/\d{{4}}/(\d{{7}})", re.IGNORECASE)
_IS_NEW, _IS_OLD = re.compile(_NEW), re.compile(_OLD)
_LONGEST_LINK = 500
_LONGEST_TEXT = 20_000


def paper_id(written: str) -> str | None:
    """Return the canonical id that a text is, None where it is no id and no link to a paper.

    arXiv's identifiers of both ages are read, bare, as a PDF is stamped, or in links to arXiv
    and its mirrors, huggingface.co/papers, alphaXiv, ar5iv, DOI and some others, also in brackets
    or before a full stop. Versions are dropped, and so is the subject class of the old scheme
    (`math.GT/0309136` is filed as `math/0309136`).
    """
    if len(written) > _LONGEST_LINK:
        return None
    bare = written.strip(_AROUND)
    if match := _WRITTEN.fullmatch(bare):
        return _canonical(match["id"])
    old = _OLD_FILE.search(bare)
    return f"{old[1].lower()}/{old[2]}" if old else None


def id_within(text: str) -> str | None:
    """Return the first id of arXiv that a text names amid other words, None where none is.

    A number alone names nothing there: the text must say arXiv, or link to it.
    """
    text = text[:_LONGEST_TEXT]
    match = _IN_TEXT.search(text) or _OLD_IN_TEXT.search(text)
    return _canonical(match["id"]) if match else None


def papers_named(text: str) -> tuple[list[str], bool]:
    """Return the ids that stand in a text, each once, and whether nothing else does."""
    if whole := paper_id(text):
        return [whole], True
    words = re.split(r"[\s,;]+", text.strip(_AROUND))
    known = [paper_id(word) for word in words]
    return list(dict.fromkeys(filter(None, known))), all(known)


def apart_id(written: str, title: str) -> str:
    """Return an id for a work that shares its id with others: its own, and a mark of its title.

    The same title gives the same id whenever and from whichever file it is read.
    """
    mark = zlib.crc32(" ".join(re.findall(r"\w+", title.casefold())).encode("utf-8", "replace"))
    return f"{written}-{mark:08x}"


def is_arxiv(known: str) -> bool:
    """Tell whether an id is one of arXiv's."""
    return bool(_IS_NEW.fullmatch(known) or _IS_OLD.fullmatch(known))


def page_url(known: str) -> str:
    """Return the page of a paper, "" where none is known; old ids live on arXiv only."""
    if _IS_NEW.fullmatch(known):
        return f"https://huggingface.co/papers/{known}"
    return f"https://arxiv.org/abs/{known}" if is_arxiv(known) else venue_url(known)


def pdf_url(known: str) -> str:
    """Return the PDF of a paper, "" where none is known."""
    return f"https://arxiv.org/pdf/{known}" if is_arxiv(known) else ""


def _canonical(written: str) -> str:
    archive, slash, number = written.rpartition("/")
    return f"{archive.partition('.')[0].lower()}{slash}{number}"
