"""What somebody may like among the papers of late, from what they did: never part of an alert."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.model import Destination, Example, Sign, Suggestion
from bot.store import Transaction, alert_matches, papers, subscriptions
from bot.store.community import saves, tastes, votes
from bot.taste.hashed_vectors import hashed_vectors
from bot.taste.interest import best_for

VectorsOf = Callable[[Sequence[str]], Mapping[str, Any]]
"""Ids → vectors of papers, of those that have one."""

LATELY = timedelta(days=14)
MOST_EXAMPLES = 200
MOST_ALERTED = 50
FEW = 300
"""Where so few papers are stored that nothing was learned of them, their words must do."""


def for_you(
    tx: Transaction,
    person: Destination,
    now: datetime,
    limit: int,
    vectors_of: VectorsOf,
    *,
    is_shown_left_out: bool = False,
) -> list[Suggestion]:
    """Return what somebody may like of the papers of late, with the example that speaks for each.

    Nothing where they have not shown what they like. What they have in hand already is left out,
    and where `is_shown_left_out`, what they were sent before.
    """
    examples = examples_of(tx, person)
    if not any(one.sign is not Sign.NOT_INTERESTED for one in examples):
        return []
    today = now.date()
    known = {one.paper_id for one in examples}
    candidates = {
        root: upvotes
        for root, upvotes in papers.recent_works(tx, today - LATELY, today).items()
        if root not in known
    }
    if is_shown_left_out:
        for one in subscriptions.already_shown(tx, person, list(candidates)):
            candidates.pop(one, None)
    vectors = _vectors(tx, [*known, *candidates], vectors_of)
    fits = best_for(examples, candidates, vectors, limit)
    found = papers.get_papers(tx, {one.paper_id for one in fits} | known)
    return [
        Suggestion(found[one.paper_id], one.because, found[one.because.paper_id].title)
        for one in fits
        if one.paper_id in found and one.because.paper_id in found
    ]


def examples_of(tx: Transaction, person: Destination) -> list[Example]:
    """Return what tells what somebody likes, since they last let it be forgotten."""
    since = tastes.forgotten_at(tx, person)
    said = [
        Example(root, Sign.INTERESTED if is_liked else Sign.NOT_INTERESTED)
        for root, is_liked in tastes.tastes_of(tx, person).items()
    ]
    kept = saves.saves_of(tx, person)
    done = [
        *(Example(root, Sign.VOTED) for root, at in votes.votes_of(tx, person)
          if since is None or at > since),
        *(Example(one.paper_id, Sign.SAVED) for one in kept if since is None or one.at > since),
        *(Example(match.paper_id, Sign.ALERTED, match.reasons[0].query)
          for match in alert_matches.finds_of(tx, person, since)[:MOST_ALERTED]
          if match.state == "told" and match.reasons),
    ]  # fmt: skip
    first: dict[str, Example] = {}
    for one in (*said, *done):
        first.setdefault(one.paper_id, one)
    return list(first.values())[:MOST_EXAMPLES]


def _vectors(tx: Transaction, ids: Sequence[str], vectors_of: VectorsOf) -> Mapping[str, Any]:
    vectors = vectors_of(ids)
    if vectors:
        return vectors
    return hashed_vectors(papers.get_papers(tx, ids[:FEW]).values())
