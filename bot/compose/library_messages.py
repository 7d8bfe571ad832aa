"""What is said about the papers that somebody keeps."""

from collections.abc import Sequence
from dataclasses import replace

from bot.compose.cards import paper_card, say_day
from bot.compose.list_messages import PAGE, count_papers
from bot.compose.standings import SAVE, named
from bot.message import Action, Card, Message, Text
from bot.model import Paper, Save
from bot.model.doi import doi_url
from bot.model.identity import is_arxiv, page_url

EXPORT_PAGE = 6000
"""Characters of one part of a bibliography."""

_FORMS = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON", "csv": "CSV", "jsonl": "JSONL"}

_MANY = 6
"""Beyond so many authors a reference names the first."""


def saved(paper: Paper, kept: Save, *, was_there: bool) -> Message:
    """Confirm that a paper is kept, with what was written to it."""
    if was_there and not kept.note and not kept.tags:
        lead = f"{named(paper)} is in your library."
    elif was_there:
        lead = f"{named(paper)} is in your library{_with(kept)}."
    else:
        lead = f"Saved {named(paper)}{_with(kept)}."
    return Message(
        lead=Text(lead),
        actions=(
            Action("Take it out", f"unsave {paper.id}"),
            Action("My library", "saved"),
        ),
    )


def dropped(paper: Paper) -> Message:
    """Confirm that a paper is no longer kept."""
    return Message(
        lead=Text(f"I took {named(paper)} out of your library."),
        actions=(Action("Put it back", f"{SAVE} {paper.id}"), Action("My library", "saved")),
    )


def not_saved(paper: Paper) -> Message:
    """Say that a paper is not kept."""
    return Message(
        lead=Text(f"{named(paper)} isn't in your library."),
        actions=(Action("Save it", f"{SAVE} {paper.id}"),),
    )


def _with(kept: Save) -> str:
    """Say what was written to a paper."""
    tags = " ".join(f"#{tag}" for tag in kept.tags)
    if kept.note and tags:
        return f" with your note “{kept.note}” and {tags}"
    if kept.note:
        return f" with your note “{kept.note}”"
    return f" under {tags}" if tags else ""


def library(entries: Sequence[tuple[Paper, Save]], asked: str, page: int, total: int) -> Message:
    """Show one page of what somebody keeps, with their own words to each."""
    if not total:
        return _empty(asked)
    first = (page - 1) * PAGE
    cards = tuple(
        _kept_card(paper, kept, first + number)
        for number, (paper, kept) in enumerate(entries, start=1)
    )
    again = f"saved {asked}".strip()
    more = (Action("More", f"{again} page {page + 1}"),) if first + len(cards) < total else ()
    return Message(
        title=_title("Your library", asked),
        lead=Text(f"{count_papers(total)}, the newest first."),
        cards=cards,
        note=_where(first, len(cards), total),
        actions=(*more, *(() if asked else (Action("Unread", "saved unread"),))),
    )


def group_library(
    entries: Sequence[tuple[Paper, int]], asked: str, page: int, total: int
) -> Message:
    """Show one page of what the people of a workspace keep, and how many of them; never who."""
    if not total:
        lead = f"Nobody here has saved a paper{_on(asked)} yet. Be the first: /papers save ID"
        return Message(title=_title("Saved here", asked), lead=Text(lead))
    first = (page - 1) * PAGE
    cards = tuple(
        _with_fact(paper_card(paper, number=first + number), _say_savers(count))
        for number, (paper, count) in enumerate(entries, start=1)
    )
    again = f"saved here {asked}".strip()
    more = (Action("More", f"{again} page {page + 1}"),) if first + len(cards) < total else ()
    return Message(
        title=_title("Saved here", asked),
        lead=Text(f"{count_papers(total)}, the newest first. Notes stay with whoever wrote them."),
        cards=cards,
        note=_where(first, len(cards), total),
        actions=more,
    )


def marked(paper: Paper, *, is_read: bool) -> Message:
    """Confirm that a saved paper counts as read, or as unread."""
    if is_read:
        undo = Action("Mark as unread", f"unread {paper.id}")
        return Message(lead=Text(f"Marked {named(paper)} as read."), actions=(undo,))
    undo = Action("Mark as read", f"read {paper.id}")
    return Message(lead=Text(f"{named(paper)} is back among the unread."), actions=(undo,))


def _kept_card(paper: Paper, kept: Save, number: int) -> Card:
    card = paper_card(paper, number=number)
    facts = f"saved {say_day(kept.at.date())}" + ("" if kept.is_read else " · unread")
    verb, label = ("unread", "Mark as unread") if kept.is_read else ("read", "Mark as read")
    own = " ".join([kept.note, *(f"#{tag}" for tag in kept.tags)]).strip()
    body = Text(f"{own}\n{card.body.plain}".strip()) if own else card.body
    actions = (*card.actions, Action(label, f"{verb} {paper.id}"))
    return replace(_with_fact(card, facts), body=body, actions=actions)


def _with_fact(card: Card, fact: str) -> Card:
    return replace(card, facts=f"{card.facts} · {fact}" if card.facts else fact)


def _say_savers(count: int) -> str:
    return "saved by one here" if count == 1 else f"saved by {count:,} here"


def _empty(asked: str) -> Message:
    if asked:
        return Message(
            title=_title("Your library", asked),
            lead=Text("Nothing in your library fits that."),
            actions=(Action("All of it", "saved"), Action("Search all papers", f"search {asked}")),
        )
    return Message(
        title="Your library",
        lead=Text(
            "You haven't saved anything yet. Press Save below a paper, or say: "
            "/papers save 2405.12345 for the reading group #rlhf"
        ),
        actions=(Action("Today's papers", "today"),),
    )


def _title(name: str, asked: str) -> str:
    return f"{name}: {asked}" if asked else name


def _on(asked: str) -> str:
    return f" that fits “{asked}”" if asked else ""


def _where(first: int, shown: int, total: int) -> str:
    return f"{first + 1} to {first + shown} of {total:,}" if total > PAGE else ""


def exported(text: str, form: str, count: int, again: str, page: int) -> Message:
    """Hand out one part of a bibliography, cut at its lines, and offer the other formats."""
    parts = _parts_of(text)
    part = parts[page - 1] if page <= len(parts) else "That was all of it."
    more = (Action("Next part", f"{again} page {page + 1}"),) if page < len(parts) else ()
    said = again.replace(f"saved export {form}", "", 1).strip()
    others = tuple(
        Action(name, f"saved export {one} {said}".strip())
        for one, name in _FORMS.items()
        if one != form
    )
    return Message(
        title=f"Your library as {_FORMS[form]}: {count_papers(count)}",
        lead=Text(part),
        note=f"Part {page} of {len(parts)}" if len(parts) > 1 else "",
        actions=(*more, *others),
    )


def cited(paper: Paper, entry: str) -> Message:
    """Give a paper in BibTeX and as people write it in a list of references."""
    return Message(
        title=f"Cite {named(paper)}",
        lead=Text(f"{entry}\n\n{plain_citation(paper)}"),
        actions=(Action("Save it", f"{SAVE} {paper.id}"), Action("The paper", f"paper {paper.id}")),
    )


def plain_citation(paper: Paper) -> str:
    """Return a reference: "Ann Lee and Bo Ek. A title. Journal, 2024. https://arxiv.org/…"."""
    *others, last = paper.authors or ("",)
    people = f"{', '.join(others)} and {last}" if others else last
    if len(paper.authors) > _MANY:
        people = f"{paper.authors[0]} et al"
    where = ", ".join(
        filter(None, (paper.journal, str(paper.published.year) if paper.published else ""))
    )
    if not paper.journal and is_arxiv(paper.id):
        where = f"arXiv:{paper.id}" + (f", {where}" if where else "")
    address = doi_url(paper.doi) or (
        f"https://arxiv.org/abs/{paper.id}" if is_arxiv(paper.id) else page_url(paper.id)
    )
    sentences = (people, paper.title.rstrip("."), where)
    return " ".join([*(f"{one}." for one in sentences if one), address]).strip()


def _parts_of(text: str) -> list[str]:
    """Cut a long text at its lines, so that each part can be pasted behind the one before."""
    parts = [""]
    for line in text.splitlines():
        if parts[-1] and len(parts[-1]) + len(line) > EXPORT_PAGE:
            parts.append("")
        parts[-1] += f"{line}\n"
    return [part.rstrip("\n") for part in parts]
