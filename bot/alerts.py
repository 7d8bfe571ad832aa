"""The percolator: which alerts a new paper matches, meaning exactly what a search would."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Alert, Paper
from bot.query import PaperTokens, Query, matches, paper_tokens, parse, required_tokens


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

    def match(self, paper: Paper) -> list[Alert]:
        """Return the alerts that a paper matches, in the order they were set."""
        tokens = paper_tokens(paper)
        found = {
            filed.alert.id: filed.alert
            for filed in self._candidates(tokens)
            if matches(filed.query, tokens)
        }
        return [found[alert_id] for alert_id in sorted(found)]

    def _file(self, filed: _Filed) -> None:
        anchors = _anchors(required_tokens(filed.query))
        if not anchors:
            self._unanchored.append(filed)
        for anchor in anchors:
            self._by_anchor.setdefault(anchor, []).append(filed)

    def _candidates(self, tokens: PaperTokens) -> Iterable[_Filed]:
        yield from self._unanchored
        for token in tokens.all:
            yield from self._by_anchor.get(token, ())


def _anchors(alternatives: Sequence[frozenset[str]]) -> set[str]:
    """Choose a token of each alternative; the longest stands in for the rarest.

    Empty where some alternative requires no token at all.
    """
    if not all(alternatives):
        return set()
    return {max(sorted(tokens), key=len) for tokens in alternatives}
