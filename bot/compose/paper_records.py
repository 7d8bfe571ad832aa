"""Papers worded as records, for pages, feeds and the API."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.compose.cards import EXCERPT, excerpt, say_day, summary_of, title_of
from bot.message import Link, PaperDetails, PaperRecord, Text, VotePoint
from bot.model import Hit, Listing, Paper, Signal
from bot.model.doi import doi_url
from bot.model.identity import is_arxiv, page_url, pdf_url
from bot.text.citations import cite

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")


def paper_record(paper: Paper, day: date | None = None, hit: Hit | None = None) -> PaperRecord:
    """Word a paper; a hit marks the words that a search matched."""
    return PaperRecord(
        id=paper.id,
        title=Text(title_of(paper), hit.title_marks if hit and paper.title else ()),
        url=page_url(paper.id) or doi_url(paper.doi),
        summary=_summary(paper, hit).cut(EXCERPT),
        summary_by=(paper.summary_by or "source") if paper.ai_summary else "authors",
        abstract=Text(paper.abstract, hit.abstract_marks if hit else ()),
        authors=paper.authors,
        organization=paper.organization,
        categories=paper.categories,
        keywords=paper.ai_keywords,
        published=paper.published,
        revised=paper.revised,
        day=day,
        upvotes=paper.upvotes,
        comments=paper.comments,
        stars=paper.code_stars,
        image=next(filter(_is_picture, paper.media), ""),
        preview=_secure(paper.thumbnail),
        pdf_url=pdf_url(paper.id),
        code_url=_web(paper.code_url),
        project_url=_web(paper.project_url),
        is_withdrawn=bool(paper.is_withdrawn),
        is_near=bool(hit and hit.is_near),
    )


def paper_details(
    paper: Paper,
    listings: Sequence[Listing],
    points: Sequence[Signal],
    similar: Sequence[PaperRecord],
) -> PaperDetails:
    """Word all of a paper."""
    newest = max((entry.day for entry in listings), default=None)
    return PaperDetails(
        record=paper_record(paper, newest),
        facts=tuple(_facts(paper, listings)),
        links=tuple(_links(paper)),
        votes=tuple(VotePoint(one.at, one.upvotes) for one in points if one.upvotes is not None),
        similar=tuple(similar),
        citation=cite(paper),
    )


def _summary(paper: Paper, hit: Hit | None) -> Text:
    """Return the summary where it holds matched words, else the stretch that holds most."""
    body = summary_of(paper, hit)
    if hit and hit.abstract_marks and not body.marks:
        return excerpt(Text(paper.abstract, hit.abstract_marks))
    return body


def _is_picture(url: str) -> bool:
    return bool(_secure(url)) and url.lower().endswith(_PICTURES)


def _secure(url: str) -> str:
    return url if url.startswith("https://") else ""


def _web(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""


def _facts(paper: Paper, listings: Sequence[Listing]) -> Iterator[str]:
    if paper.is_withdrawn:
        yield "Its authors or arXiv withdrew this paper."
    if paper.published:
        yield f"Published {say_day(paper.published)}."
    if paper.version and paper.version > 1:
        on = f", revised {say_day(paper.revised)}" if paper.revised else ""
        yield f"This is version {paper.version}{on}."
    for entry in listings:
        yield f"Listed on {say_day(entry.day)}" + (
            f" by {entry.submitter}." if entry.submitter else "."
        )
    if paper.journal:
        yield f"Appeared in {paper.journal.rstrip('.')}."
    if paper.remark:
        yield f"Authors' note: {paper.remark}"


def _links(paper: Paper) -> Iterator[Link]:
    known = is_arxiv(paper.id)
    page = page_url(paper.id)
    for label, url in (
        ("PDF", pdf_url(paper.id)),
        ("arXiv", f"https://arxiv.org/abs/{paper.id}" if known else ""),
        ("Hugging Face", page if "huggingface.co" in page else ""),
        ("alphaXiv", f"https://www.alphaxiv.org/abs/{paper.id}" if known else ""),
        ("Code", _web(paper.code_url)),
        ("Project", _web(paper.project_url)),
        ("Discussion", _web(paper.discussion)),
        ("DOI", doi_url(paper.doi)),
    ):
        if url:
            yield Link(label, url)
