"""The percolator: which alerts a new paper matches, meaning exactly what a search would."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

import numpy as np

from bot.alerts.anchors import Filer, Rarity
from bot.alerts.arrays import Column, Longs
from bot.alerts.feature_numbers import Numbering, Rows
from bot.alerts.features import query_key
from bot.alerts.key_table import ONE_AT_A_TIME, KeyTable
from bot.alerts.owners import Askers
from bot.alerts.paper_features import Reading
from bot.alerts.postings import Postings
from bot.alerts.programs import Trial
from bot.alerts.sieve import Sieve
from bot.query import NO_LIKENESS, Likeness, Query, View, holds

TOGETHER = 64
"""Papers that are read at a time."""


class Percolator:
    """Standing queries, filed so that a paper looks only at the few that may match.

    A paper's features fetch the queries that are anchored at them; guards and vetoes leave few
    of these, and what they do not tell a small program does. Alerts that ask the same are filed
    as one. Everything lies in arrays, so that a million alerts take some 100 MB.
    """

    def __init__(self, rarity: Rarity) -> None:
        self._numbering = Numbering()
        self._filer = Filer(rarity, self._numbering)
        self._queries = KeyTable(ONE_AT_A_TIME)
        self._anchors = Postings()
        self._unanchored = Column(np.int32)
        self._sieve = Sieve(self._numbering.feature)
        self._askers = Askers()

    def __len__(self) -> int:
        return len(self._askers)

    def put(self, alert_id: int, query: Query) -> None:
        """File an alert, in the place of its earlier query; an empty one matches nothing."""
        self._askers.drop(alert_id)
        if query.root is not None:
            self._askers.put(alert_id, self._filed(query))
            self._anchors.settle()

    def drop(self, alert_id: int) -> None:
        """Forget an alert; one that is not there is no fault."""
        self._askers.drop(alert_id)

    def settle(self) -> None:
        """Sort in all that was put: after many at once, it makes matching quick again."""
        self._anchors.settle(is_bulk=True)
        self._askers.settle()

    @property
    def is_worn(self) -> bool:
        """Tell whether most of what is held is of alerts that are gone: build it anew."""
        return self._askers.is_worn

    @property
    def nbytes(self) -> int:
        """How much memory is held."""
        parts = (self._numbering, self._queries, self._anchors, self._sieve, self._askers)
        return sum(part.nbytes for part in parts) + self._unanchored.nbytes

    def match(
        self, papers: Sequence[View], today: date, likeness: Likeness = NO_LIKENESS
    ) -> list[Longs]:
        """Return for each paper the ids of the alerts that it matches on a day, in any order."""
        return [
            found
            for start in range(0, len(papers), TOGETHER)
            for found in self._match(papers[start : start + TOGETHER], today, likeness)
        ]

    def _match(self, papers: Sequence[View], today: date, likeness: Likeness) -> Iterator[Longs]:
        likes = self._numbering.likes
        liked = [likeness.liked_by(one.paper, likes) if likes else () for one in papers]
        reading = Reading(papers, liked)
        rows = Rows(self._numbering, reading)
        is_held = self._numbering.flags()
        for place, held in enumerate(self._numbering.held(reading)):
            ask = partial(self._holds_special, papers[place], today, likeness)
            trial = Trial(is_held, partial(rows.of, paper=place), ask)
            is_held[held] = 1
            try:
                anchored = self._anchors.items(held, is_held)
                candidates = np.concatenate((anchored, self._unanchored.rows))
                matched = self._sieve.sift(candidates, is_held, trial)
            finally:
                is_held[held] = 0
            yield self._askers.of(matched)

    def _holds_special(self, paper: View, today: date, likeness: Likeness, number: int) -> bool:
        return holds(self._numbering.special_leaves[number], paper, today, likeness)

    def _filed(self, query: Query) -> int:
        """Return the number of a query, filing it where nobody else asks the same."""
        assert query.root is not None
        known = len(self._queries)
        number = self._queries.add(query_key(query.root))
        if number < known:
            return number
        self._numbering.note_likes(query)
        filing = self._filer.file(query.root)
        for feature in filing.anchor:
            self._anchors.put(self._numbering.feature(feature), number)
        if not filing.anchor:
            self._unanchored.append(number)
        self._sieve.append(filing)
        return number
