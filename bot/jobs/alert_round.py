"""Alerts from first to last: what changed is matched, and who matches it is told."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.jobs.alert_matcher import match_people
from bot.jobs.arrivals import LimitsOf
from bot.jobs.notifier import tell_people
from bot.jobs.running_alerts import RunningAlerts
from bot.query import Likeness
from bot.store import Store, Transaction, alert_matches, alerts

KEEP_TOLD = timedelta(days=400)
"""A paper may be listed again within a year: what was told keeps it from coming twice."""

KEEP_OTHERS = timedelta(days=30)
KEEP_GONE = timedelta(days=7)
"""A process that was asleep for longer finds removed alerts in no transaction any more."""


def plan_alerts(
    store: Store,
    running: RunningAlerts,
    likeness: Likeness,
    platforms: Collection[str],
    now: datetime,
    limits_of: LimitsOf,
) -> int:
    """Queue what people on these platforms are due to be told; return how many messages."""
    match_people(store, running, likeness, now)
    return tell_people(store, platforms, now, limits_of)


def tidy_alerts(tx: Transaction, now: datetime) -> None:
    """Forget old finds and the numbers of removed alerts."""
    alert_matches.forget_matches(tx, now - KEEP_TOLD, now - KEEP_OTHERS)
    alerts.forget_gone(tx, now - KEEP_GONE)
