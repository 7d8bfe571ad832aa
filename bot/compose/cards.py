"""A paper as a card: title, a line of facts, the words that tell most, buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.compose.key_sentence import telling_sentence
from bot.message import Action, Card, Image, Link, Text
from bot.model import MACHINE, Hit, Paper, Signal, Span
from bot.model.doi import doi_url
from bot.model.identity import is_arxiv, page_url, pdf_url

EXCERPT = 280
"""Characters of an abstract in a list: about three lines on a phone."""

SUMMARY = 200
"""Characters of the summary that stands beside a picture: as many as are as tall as that."""


MOST_AUTHORS = 20
"""Authors of a paper that are named where it's shown whole."""


def paper_card(paper: Paper, *, number: int = 0, day: date | None = None) -> Card:
    """Show a paper in a list, with its summary in a line."""
    return Card(
        title=Text(title_of(paper)),
        url=page_url(paper.id) or doi_url(paper.doi),
        facts=facts_of(paper, day),
        body=summary_of(paper).cut(EXCERPT),
        actions=_actions(paper),
        links=links_of(paper),
        number=number,
    )


def lead_card(paper: Paper, *, number: int, day: date | None = None) -> Card:
    """Show the paper that a list opens with: with its picture, and its summary beside that."""
    card = paper_card(paper, number=number, day=day)
    # Facts and summary stand beside the picture: one line, and three.
    facts = facts_of(replace(paper, comments=None, organization=""), day, with_authors=False)
    who = paper.organization or _first_author(paper.authors)
    body = summary_of(paper).cut(SUMMARY)
    facts = " · ".join(filter(None, (facts, Text(who).cut(30).plain)))
    return replace(card, facts=facts, body=body, image=image_of(paper))


def brief_card(paper: Paper, *, number: int, day: date | None = None) -> Card:
    """Show a paper in a line or two, for a list that is read in ten seconds."""
    facts = facts_of(replace(paper, comments=None, organization=""), day, with_authors=False)
    return replace(paper_card(paper, number=number, day=day), body=Text(), facts=facts)


def abstract_card(paper: Paper, *, number: int) -> Card:
    """Show what a paper says of itself, whole, without buttons: they stand where it's listed."""
    return Card(
        title=Text(title_of(paper)),
        url=page_url(paper.id) or doi_url(paper.doi),
        body=Text(paper.abstract or "I don't have its abstract."),
        number=number,
        image=image_of(paper),
    )


def image_of(paper: Paper) -> Image | None:
    """Return the picture of a paper, None where none is known."""
    if not paper.thumbnail.startswith("https://"):
        return None
    return Image(paper.thumbnail, f"A page or figure of “{title_of(paper)}”")


def hit_card(hit: Hit, *, number: int, heading: str = "") -> Card:
    """Show a hit: its summary where that holds matched words, else the stretch that holds most.

    `heading` is said before its facts, where a group of hits begins.
    """
    paper = hit.paper
    body = summary_of(paper, hit)
    if hit.abstract_marks and not body.marks:
        body = excerpt(Text(paper.abstract, hit.abstract_marks))
    body = body.cut(EXCERPT)
    return Card(
        title=Text(title_of(paper), hit.title_marks if paper.title else ()),
        url=page_url(paper.id) or doi_url(paper.doi),
        facts=" · ".join(
            said
            for said in (
                heading,
                "related by meaning" if hit.is_related else "",
                facts_of(paper, paper.published),
            )
            if said
        ),
        body=body,
        actions=_actions(paper),
        links=links_of(paper),
        number=number,
    )


def full_card(paper: Paper, momentum: str = "") -> Card:
    """Show all of a paper: every author, the whole abstract, code and project."""
    words = (
        "Withdrawn by its authors or by arXiv." if paper.is_withdrawn else "",
        paper.ai_summary,
        _all_authors(paper.authors),
        paper.abstract or "I don't have its abstract.",
        f"Keywords: {', '.join(paper.ai_keywords)}" if paper.ai_keywords else "",
        "\n".join(_particulars(paper, momentum)),
    )
    return Card(
        title=Text(title_of(paper)),
        url=page_url(paper.id) or doi_url(paper.doi),
        facts=facts_of(paper, paper.published, with_authors=False),
        body=Text("\n\n".join(word for word in words if word)),
        actions=(*_standing(paper), Action("Similar", f"similar {paper.id}"), *_following(paper)),
        links=(*links_of(paper), *_other_links(paper)),
        image=image_of(paper),
    )


def _following(paper: Paper) -> tuple[Action, ...]:
    """Offer to be told of papers like one, and of what its first author writes."""
    alike = (Action("Follow papers like it", f"follow {paper.id}"),) if is_arxiv(paper.id) else ()
    if not paper.authors:
        return alike
    first = paper.authors[0]
    return (*alike, Action(f"Follow {first}", f"follow author {first}"))


def momentum_of(points: Sequence[Signal]) -> str:
    """Say how votes moved: "12 upvotes when first seen on Tue 24 Nov 2026, 180 now"."""
    votes = [(point.at, point.upvotes) for point in points if point.upvotes is not None]
    if not votes or votes[0][1] == votes[-1][1]:
        return ""
    (first_at, first), (_, last) = votes[0], votes[-1]
    return f"{first:,} upvotes when first seen on {say_day(first_at.date())}, {last:,} now."


def _particulars(paper: Paper, momentum: str) -> Iterator[str]:
    """Yield what only some want to know, a line each."""
    if momentum:
        yield momentum
    if paper.version and paper.version > 1:
        on = f", revised {say_day(paper.revised)}" if paper.revised else ""
        yield f"Version {paper.version}{on}."
    if paper.journal:
        yield f"Published in {paper.journal}"
    if paper.remark:
        yield f"Authors' note: {paper.remark}"
    if paper.categories:
        yield f"Categories: {', '.join(paper.categories)}"


def summary_of(paper: Paper, hit: Hit | None = None) -> Text:
    """Return what a paper is about in a sentence, with the words that a search matched.

    It is the AI summary, else the abstract's most telling sentence.
    """
    if paper.ai_summary:
        return Text(paper.ai_summary, hit.summary_marks if hit else ())
    start, stop = telling_sentence(paper.title, paper.abstract)
    sentence = paper.abstract[start:stop]
    marks = hit.abstract_marks if hit else ()
    held = tuple((a - start, b - start) for a, b in marks if start <= a and b <= stop)
    return Text(sentence[:1].upper() + sentence[1:], held)


def title_of(paper: Paper) -> str:
    """Return what to call a paper; a few have no title."""
    return paper.title or Text(paper.abstract).cut(80).plain or paper.id


def facts_of(paper: Paper, day: date | None, *, with_authors: bool = True) -> str:
    """Return a paper's line of facts; what is not known is left out."""
    facts = ["withdrawn" if paper.is_withdrawn else ""]
    facts.append(f"↑ {paper.upvotes:,}" if paper.upvotes is not None else "")
    if paper.comments:
        facts.append("1 comment" if paper.comments == 1 else f"{paper.comments:,} comments")
    if paper.code_stars:
        facts.append(f"★ {paper.code_stars:,}")
    if with_authors:
        facts.append(_authors(paper.authors))
    facts.append(paper.organization)
    facts.append(say_day(day) if day else "")
    facts.append("summary by a machine" if paper.summary_by == MACHINE else "")
    return " · ".join(fact for fact in facts if fact)


def say_day(day: date) -> str:
    """Say a date so that no continent misreads it: "Mon 27 May 2024"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def say_moment(moment: datetime, zone: str) -> str:
    """Say an instant as the clock of a zone shows it."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{say_day(local.date())} at {local:%H:%M}"


def excerpt(text: Text, length: int = EXCERPT) -> Text:
    """Return the stretch of a text that holds most marks, from a sentence's or word's start."""
    if len(text.plain) <= length or not text.marks:
        return text.cut(length)
    start = _start_of(text.plain, _densest(text.marks, length))
    if start == 0:
        return text.cut(length)
    lead = "… "
    marks = tuple(
        (a - start + len(lead), b - start + len(lead)) for a, b in text.marks if a >= start
    )
    return Text(lead + text.plain[start:], marks).cut(length)


def _densest(marks: tuple[Span, ...], length: int) -> int:
    room = length * 3 // 4
    return max(marks, key=lambda mark: sum(mark[0] <= a < mark[0] + room for a, _ in marks))[0]


def _start_of(plain: str, place: int) -> int:
    """Step back from a mark to the start of its sentence, or of a word where that is far."""
    sentence = max(plain.rfind(end, 0, place) + 2 for end in (". ", "? ", "! "))
    if sentence < 2:
        sentence = 0
    if place - sentence <= EXCERPT // 2:
        return sentence
    return plain.rfind(" ", 0, max(place - 40, 0)) + 1


def _all_authors(authors: tuple[str, ...]) -> str:
    """Name authors, but no more than leave room for the abstract."""
    if len(authors) <= MOST_AUTHORS + 1:
        return ", ".join(authors)
    return f"{', '.join(authors[:MOST_AUTHORS])} +{len(authors) - MOST_AUTHORS:,} more"


def _first_author(authors: tuple[str, ...]) -> str:
    """Name the first author, and how many there are besides: "Ann Lee +2"."""
    others = f" +{len(authors) - 1}" if len(authors) > 1 else ""
    return f"{authors[0]}{others}" if authors else ""


def _authors(authors: tuple[str, ...]) -> str:
    if len(authors) <= 2:
        return ", ".join(authors)
    return f"{authors[0]}, {authors[1]} +{len(authors) - 2}"


def _standing(paper: Paper) -> tuple[Action, Action]:
    """Return the toggles, which the group's own numbers are written on later."""
    return (
        Action("Save", f"save {paper.id}", is_on=False),
        Action("Vote", f"vote {paper.id}", is_on=False),
    )


def _actions(paper: Paper) -> tuple[Action, ...]:
    """Return what can be done with a paper in a list, the likeliest first."""
    return (
        *_standing(paper),
        Action("Abstract", f"paper {paper.id}"),
        Action("Similar", f"similar {paper.id}"),
        *_following(paper)[:1],
        Action("Cite", f"cite {paper.id}"),
    )


def links_of(paper: Paper) -> tuple[Link, ...]:
    """Return the pages of a paper that most people open."""
    pages = (("Code", paper.code_url), ("PDF", pdf_url(paper.id)), ("Page", page_url(paper.id)))
    return tuple(Link(label, url) for label, url in pages if url)


def _other_links(paper: Paper) -> Iterator[Link]:
    for label, url in (("Project", paper.project_url), ("DOI", doi_url(paper.doi))):
        if url:
            yield Link(label, url)
