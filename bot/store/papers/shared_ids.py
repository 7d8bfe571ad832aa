"""Works that share an id by somebody's mistake: told apart, so that none takes another's place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.model import Arrival, Authority, Paper
from bot.model.identity import apart_id, is_arxiv
from bot.store.papers.merge import Known
from bot.store.papers.work_links import surnames
from bot.text.tokens import tokens

_ALIKE, _RETITLED = 85.0, 40.0
"""Percent of letters that titles share: of one work, and of versions of it by the same people."""


def told_apart(arrivals: Sequence[Arrival], stored: Mapping[str, Known]) -> list[Arrival]:
    """Return the arrivals, those of files under ids of their own where another work has theirs.

    Editors give a book's DOI to each of its chapters, and templates an example's id to all.
    """
    first: dict[str, Paper] = {key: known.paper for key, known in stored.items()}
    apart: list[Arrival] = []
    for arrival in arrivals:
        paper = arrival.paper
        other = first.setdefault(paper.id, paper)
        # A list knows whom it names, and may tell of a paper's new title.
        is_loose = arrival.authority is Authority.FILE and arrival.listing is None
        if is_loose and not is_one_work(other, paper):
            paper = replace(paper, id=apart_id(paper.id, paper.title))
            apart.append(replace(arrival, paper=paper))
        else:
            apart.append(arrival)
    return apart


def displaced(known: Known, told: Known) -> Known | None:
    """Return a file's work under an id of its own, where a source says that its id is another's."""
    is_files = known.rank_of("title").authority == Authority.FILE
    if not is_files or told.rank.authority == Authority.FILE:
        return None
    if is_one_work(known.paper, told.paper):
        return None
    moved = replace(known.paper, id=apart_id(known.paper.id, known.paper.title))
    return replace(known, paper=moved)


def is_one_work(one: Paper, other: Paper) -> bool:
    """Tell whether two papers with one id are the same, of which one may be retitled or cut."""
    if one.title == other.title or not one.title or not other.title:
        return True
    mine, theirs = tokens(one.title), tokens(other.title)
    shorter, longer = sorted((mine, theirs), key=len)
    if longer[: len(shorter)] == shorter:
        return True
    from rapidfuzz import fuzz  # noqa: PLC0415 - few papers get this far

    ratio = fuzz.ratio(" ".join(mine), " ".join(theirs))
    if ratio >= _ALIKE:
        return True
    if not is_arxiv(one.id):
        return False
    here, there = surnames(one.authors), surnames(other.authors)
    if not here or not there:
        return True  # nothing speaks against a new title
    return 2 * len(here & there) > min(len(here), len(there)) and ratio >= _RETITLED
