"""Candidate queries → matches: guards and vetoes for all of them at once, then programs."""

from collections.abc import Callable

import numpy as np

from bot.alerts.columns import Column, Flags, Ints
from bot.alerts.features import ALWAYS, NEVER, Clause, Feature
from bot.alerts.filing import GUARDS, VETOES, WIDTH, Filing
from bot.alerts.programs import Trial


class Sieve:
    """What each query asks besides its anchor, by the query's number; about 50 bytes each."""

    def __init__(self, number_of: Callable[[Feature], int]) -> None:
        self._number_of = number_of
        self._always, self._never = number_of(ALWAYS), number_of(NEVER)
        self._guards = Column(np.int32, GUARDS * WIDTH)
        self._vetoes = Column(np.int32, VETOES)
        self._programs = Column(np.int32)
        self._starts = Column(np.uint32)
        self._starts.append(0)

    @property
    def nbytes(self) -> int:
        """How much memory is held."""
        columns = (self._guards, self._vetoes, self._programs, self._starts)
        return sum(column.nbytes for column in columns)

    def append(self, filing: Filing) -> None:
        """Write down the query with the next number."""
        guards = [self._padded(clause) for clause in filing.guards]
        guards += [[self._always] * WIDTH] * (GUARDS - len(guards))
        self._guards.append([number for guard in guards for number in guard])
        vetoes = [self._number_of(one) for one in filing.vetoes]
        self._vetoes.append(vetoes + [self._never] * (VETOES - len(vetoes)))
        self._programs.extend(filing.program, len(filing.program))
        self._starts.append(len(self._programs))

    def sift(self, queries: Ints, is_held: Flags, trial: Trial) -> Ints:
        """Return which of some queries a paper matches, each once, in order."""
        for guard in range(GUARDS):
            of_guard = self._guards.rows[queries, guard * WIDTH : (guard + 1) * WIDTH]
            queries = queries[is_held[of_guard].any(axis=1)]
        queries = queries[~is_held[self._vetoes.rows[queries]].any(axis=1)]
        return self._tried(np.unique(queries), trial)

    def _tried(self, queries: Ints, trial: Trial) -> Ints:
        # A program ends where the next query's begins; one that is told already has none.
        starts, stops = self._starts.rows[queries], self._starts.rows[queries + 1]
        is_match = starts == stops
        for place in np.flatnonzero(~is_match):
            program = self._programs.rows[starts[place] : stops[place]].tolist()
            is_match[place] = trial.passes(program)
        matched: Ints = queries[is_match]
        return matched

    def _padded(self, clause: Clause) -> list[int]:
        numbers = [self._number_of(one) for one in clause]
        return numbers + numbers[:1] * (WIDTH - len(numbers))
