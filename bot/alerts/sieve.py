"""Candidate queries → matches: guards and vetoes for all of them at once, then programs."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from bot.alerts.anchors import DOUBTS, GUARDS, VETOES, WIDTH, Filing
from bot.alerts.arrays import Column, Flags, Ints, distinct
from bot.alerts.features import ALWAYS, NEVER, Clause, Feature
from bot.alerts.programs import Trial

Mask = npt.NDArray[np.bool_]


class Sieve:
    """What each query asks besides its anchor, by the query's number; about 60 bytes each."""

    def __init__(self, number_of: Callable[[Feature], int]) -> None:
        self._number_of = number_of
        self._always, self._never = number_of(ALWAYS), number_of(NEVER)
        self._guards = [Column(np.int32, WIDTH) for _ in range(GUARDS)]
        self._vetoes = Column(np.int32, VETOES)
        self._doubts = Column(np.int32, DOUBTS)
        self._programs = Column(np.int32)
        self._starts = Column(np.uint32)
        self._starts.append(0)

    @property
    def nbytes(self) -> int:
        """How much memory is held."""
        columns = (*self._guards, self._vetoes, self._doubts, self._programs, self._starts)
        return sum(column.nbytes for column in columns)

    def append(self, filing: Filing) -> None:
        """Write down the query with the next number."""
        for place, column in enumerate(self._guards):
            has_one = place < len(filing.guards)
            column.append(self._padded(filing.guards[place] if has_one else (ALWAYS,)))
        self._vetoes.append(self._filled(filing.vetoes, VETOES))
        self._doubts.append(self._filled(filing.doubts, DOUBTS))
        self._programs.extend(filing.program, len(filing.program))
        self._starts.append(len(self._programs))

    def sift(self, queries: Ints, is_held: Flags, trial: Trial) -> Ints:
        """Return which of some queries a paper matches, each once, in order."""
        for guards in self._guards:
            queries = queries[_any_held(guards, queries, is_held)]
        queries = queries[~_any_held(self._vetoes, queries, is_held)]
        return self._tried(distinct(queries), trial, is_held)

    def _tried(self, queries: Ints, trial: Trial, is_held: Flags) -> Ints:
        is_match = np.ones(len(queries), bool)
        for place in np.flatnonzero(_any_held(self._doubts, queries, is_held)):
            # A program ends where the next query's begins.
            start, stop = self._starts.rows[queries[place] : queries[place] + 2]
            is_match[place] = trial.passes(self._programs.rows[start:stop].tolist())
        matched: Ints = queries[is_match]
        return matched

    def _padded(self, clause: Clause) -> list[int]:
        numbers = [self._number_of(one) for one in clause]
        return numbers + numbers[:1] * (WIDTH - len(numbers))

    def _filled(self, features: tuple[Feature, ...], width: int) -> list[int]:
        numbers = [self._number_of(one) for one in features]
        return numbers + [self._never] * (width - len(numbers))


def _any_held(features: Column, queries: Ints, is_held: Flags) -> Mask:
    """Tell of which queries a paper holds one of the features in a column."""
    flags = np.take(is_held, np.take(features.rows, queries, axis=0))
    # A row of two or four flags is read as one number, which is ten times as quick as `any`.
    is_any: Mask = flags.view(f"u{flags.shape[1]}").ravel() > 0
    return is_any
