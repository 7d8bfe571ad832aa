"""Alerts from first to last: what changed is matched, and who matches it is told."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.jobs.arrivals import LimitsOf
from bot.jobs.finding import find_for_people
from bot.jobs.standing import Standing
from bot.jobs.telling import tell_people
from bot.query import Likeness
from bot.store import Store, Transaction, alerts, finds

KEEP_TOLD = timedelta(days=400)
"""A paper may be listed again within a year: what was told keeps it from coming twice."""

KEEP_OTHERS = timedelta(days=30)
KEEP_GONE = timedelta(days=7)
"""A process that was asleep for longer finds removed alerts in no transaction any more."""


def plan_alerts(
    store: Store,
    standing: Standing,
    likeness: Likeness,
    platforms: Collection[str],
    now: datetime,
    limits_of: LimitsOf,
) -> int:
    """Queue what people on these platforms are due to be told; return how many messages."""
    find_for_people(store, standing, likeness, now)
    return tell_people(store, platforms, now, limits_of)


def tidy_alerts(tx: Transaction, now: datetime) -> None:
    """Forget old finds and the numbers of removed alerts."""
    finds.forget_finds(tx, now - KEEP_TOLD, now - KEEP_OTHERS)
    alerts.forget_gone(tx, now - KEEP_GONE)
