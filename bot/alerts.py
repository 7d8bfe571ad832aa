"""The percolator: which alerts a new paper matches, meaning exactly what a search would."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.model import Alert, Paper
from bot.query import And, Node, Or, Phrase, Query, View, Word, matches, parse, view


@dataclass(frozen=True, slots=True)
class _Filed:
    alert: Alert
    query: Query


class Percolator:
    """Alerts filed under a token that a matching paper must hold.

    A paper fetches by its own tokens the few alerts that may match, and only those are
    verified; an alert that requires no token is verified against every paper.
    """

    def __init__(self, alerts: Iterable[Alert]) -> None:
        self._by_anchor: dict[str, list[_Filed]] = {}
        self._unanchored: list[_Filed] = []
        for alert in alerts:
            self._file(_Filed(alert, parse(alert.query)))

    def match(self, paper: Paper, today: date) -> list[Alert]:
        """Return the alerts that a paper matches on a day, in the order they were set."""
        held = view(paper)
        found = {
            filed.alert.id: filed.alert
            for filed in self._candidates(held)
            if matches(filed.query, held, today)
        }
        return [found[alert_id] for alert_id in sorted(found)]

    def _file(self, filed: _Filed) -> None:
        anchors = _anchors(_required(filed.query.root)) if filed.query.root else set()
        if not anchors:
            self._unanchored.append(filed)
        for anchor in anchors:
            self._by_anchor.setdefault(anchor, []).append(filed)

    def _candidates(self, paper: View) -> Iterable[_Filed]:
        yield from self._unanchored
        for token in paper.words:
            yield from self._by_anchor.get(token, ())


def _anchors(alternatives: Sequence[frozenset[str]]) -> set[str]:
    """Choose a token of each alternative; the longest stands in for the rarest.

    Empty where some alternative requires no token at all.
    """
    if not all(alternatives):
        return set()
    return {max(sorted(tokens), key=len) for tokens in alternatives}


def _required(node: Node) -> tuple[frozenset[str], ...]:
    """Return alternatives of which a matching paper holds at least one with all its tokens.

    An empty alternative requires nothing: such a query must be tried on every paper.
    """
    match node:
        case Word(token, "" | "title" | "abstract"):
            return (frozenset({token}),)
        case Phrase(words, "" | "title" | "abstract"):
            return (frozenset(words),)
        case Or(parts):
            return tuple(alternative for part in parts for alternative in _required(part))
        case And(parts):
            return _strictest([_required(part) for part in parts])
        case _:
            return (frozenset(),)


def _strictest(parts: list[tuple[frozenset[str], ...]]) -> tuple[frozenset[str], ...]:
    """Of parts that must all hold, choose the one that leaves the fewest papers to try."""
    certain = frozenset(token for part in parts if len(part) == 1 for token in part[0])
    if certain:
        return (certain,)
    telling = [part for part in parts if all(part)]
    return min(telling, key=len) if telling else (frozenset(),)
