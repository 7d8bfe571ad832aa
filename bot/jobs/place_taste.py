"""What is known of the papers of a digest in the place that it is for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import Destination, Highlight, Paper
from bot.store import Transaction, papers
from bot.store.community import saves, tastes, votes
from bot.taste.appeal import Appeal
from bot.taste.kinship import Kinship

LATELY = timedelta(days=60)
"""Votes and saves of the group that are older say nothing of what is new."""


def appeals_in(
    tx: Transaction,
    workspace: str,
    place: Destination,
    entries: Sequence[Highlight],
    kinship: Kinship,
    gains: Mapping[str, int],
    now: datetime,
) -> dict[str, Appeal]:
    """Return what speaks for each of some papers besides its votes in the world."""
    voted = votes.votes_since(tx, workspace, now - LATELY)
    saved = saves.saves_since(tx, workspace, now - LATELY)
    liked, disliked = _tastes(tx, place)
    return {
        entry.paper.id: _with_taste(
            Appeal(
                gained=gains.get(entry.paper.id, 0),
                votes_here=len(voted.get(entry.paper.id, ())),
                saves_here=len(saved.get(entry.paper.id, ())),
            ),
            entry.paper,
            liked,
            disliked,
            kinship,
        )
        for entry in entries
    }


def _tastes(tx: Transaction, place: Destination) -> tuple[list[Paper], list[Paper]]:
    known = tastes.tastes_of(tx, place)
    found = papers.get_papers(tx, known)
    liked = [paper for root, paper in found.items() if known[root]]
    return liked, [paper for root, paper in found.items() if not known[root]]


def _with_taste(
    appeal: Appeal,
    paper: Paper,
    liked: Sequence[Paper],
    disliked: Sequence[Paper],
    kinship: Kinship,
) -> Appeal:
    """Add how like a paper is to the nearest that is liked, and to the nearest that is not."""
    if not liked and not disliked:
        return appeal
    likeness = {one.title: kinship.of(paper, one) for one in liked if one.id != paper.id}
    nearest = max(likeness, key=lambda title: likeness[title], default="")
    return replace(
        appeal,
        liking=likeness.get(nearest, 0.0),
        liked=nearest,
        disliking=max((kinship.of(paper, one) for one in disliked), default=0.0),
    )
