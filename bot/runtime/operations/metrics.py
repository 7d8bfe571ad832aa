"""The figures of one process for Prometheus, and those of the database that all share."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.delivery.outcomes import Gone, NeverTaken, NotNow, Outcome, Taken, Unknowable
from bot.errors import PapersError
from bot.jobs import list_states
from bot.message import Adapter
from bot.runtime.rounds import Round
from bot.store import Store, outbox

log = logging.getLogger(__name__)

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_LAG_SECONDS = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600)
OUTCOMES = ("sent", "edited", "retried", "ambiguous", "rate_limited", "held", "refused")
KEEP_S = 10.0
"""How old the figures of the database may be: several scrapers must not load it."""


class Metrics:
    """What happened in this process; read by `/metrics`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._tries = self._counter(
            "papers_deliveries",
            f"Tries at deliveries by what they came to: {', '.join(OUTCOMES)}",
            "platform",
            "outcome",
        )
        self._lag = self._histogram(
            "papers_delivery_lag_seconds",
            "From when a message was queued until it was sent",
            "platform",
            buckets=_LAG_SECONDS,
        )
        self._answers = self._histogram(
            "papers_answer_seconds", "From a command at the desk to its answer", "verb", "outcome"
        )
        self._searches = self._histogram(
            "papers_search_seconds", "One search of the index, the papers loaded"
        )
        self._rounds = self._gauge(
            "papers_round_age_seconds", "Since a round last came to its end", "round"
        )
        self._failures = self._gauge(
            "papers_round_failures", "Rounds that failed since the process began", "round"
        )
        self._ailing = self._gauge(
            "papers_platform_ailing", "1 where a platform is not heard", "platform"
        )

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(name, meaning, labels, registry=self.registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(name, meaning, labels, registry=self.registry)

    def _histogram(
        self, name: str, meaning: str, *labels: str, buckets: Sequence[float] = _SECONDS
    ) -> Histogram:
        return Histogram(name, meaning, labels, buckets=buckets, registry=self.registry)

    def count_try(self, outcome: Outcome, now: datetime) -> None:
        """Count what a try at a delivery came to."""
        claim = outcome.claim
        platform = claim.delivery.destination.platform
        self._tries.labels(platform, _name(outcome)).inc()
        if isinstance(outcome, Taken) and not claim.edits:
            lag = now - claim.queued_at
            self._lag.labels(platform).observe(max(lag.total_seconds(), 0.0))

    def count_answer(self, verb: str, seconds: float, is_error: bool) -> None:
        """Count an answer, and how long it took."""
        self._answers.labels(verb, "error" if is_error else "ok").observe(seconds)

    def count_search(self, seconds: float) -> None:
        """Count a search, and how long it took."""
        self._searches.observe(seconds)

    def watch_rounds(self, rounds: Mapping[str, Round]) -> None:
        """Tell how long ago rounds came to their end, and how many failed."""
        for name, one in rounds.items():
            self._rounds.labels(name).set_function(one.age_s)
            self._failures.labels(name).set_function(one.count_failures)

    def watch_deliveries(self, platforms: Collection[str]) -> None:
        """Show zeros for what has not happened yet: a rate needs something to begin at."""
        for platform in platforms:
            self._lag.labels(platform)
            for outcome in OUTCOMES:
                self._tries.labels(platform, outcome)

    def watch_adapter(self, adapter: Adapter) -> None:
        """Tell whether a platform is heard."""
        self._ailing.labels(adapter.name).set_function(lambda: float(bool(adapter.ailing())))

    def watch_store(
        self, store: Store, platforms: Collection[str], clock: Callable[[], datetime]
    ) -> None:
        """Tell what the database knows, the same in every process."""
        self.registry.register(_StoreFigures(store, platforms, clock))

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self.registry)


class _StoreFigures(Collector):
    """Reads the database when it is asked, at most every ten seconds."""

    def __init__(
        self, store: Store, platforms: Collection[str], clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._platforms = platforms
        self._clock = clock
        self._read_at = -KEEP_S
        self._states: Mapping[str, int] = {}
        self._lag = self._staleness = timedelta()

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Yield the figures; those of before where the database does not answer."""
        if monotonic() - self._read_at >= KEEP_S:
            try:
                self._read()
            except PapersError as error:
                log.warning("the figures of the database are old: %s", error)
        waiting = GaugeMetricFamily(
            "papers_outbox", "Deliveries that wait or failed, by state", labels=["state"]
        )
        for state in ("pending", "sending", "ambiguous", "held", "dead"):
            waiting.add_metric([state], self._states.get(state, 0))
        yield waiting
        yield GaugeMetricFamily(
            "papers_due_lag_seconds",
            "How long the delivery or digest that is longest due has been",
            self._lag.total_seconds(),
        )
        yield GaugeMetricFamily(
            "papers_ingest_staleness_seconds",
            "Since today's list was last seen, 0 on days without one",
            self._staleness.total_seconds(),
        )

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Yield nothing: to describe would be to read."""
        return ()

    def _read(self) -> None:
        now = self._clock()
        with self._store.read() as tx:
            self._states = outbox.count_states(tx)
            due = outbox.longest_due(tx, self._platforms, now)
            self._staleness = list_states.staleness(tx, now)
        self._lag = now - due if due else timedelta()
        self._read_at = monotonic()


def _name(outcome: Outcome) -> str:
    match outcome:
        case Taken():
            return "edited" if outcome.claim.edits else "sent"
        case Unknowable():
            return "held"
        case Gone() | NeverTaken():
            return "refused"
        case NotNow() if outcome.is_doubtful:
            return "ambiguous"
        case NotNow():
            return "retried" if outcome.error.retry_after_s is None else "rate_limited"
