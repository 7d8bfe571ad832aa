"""Forgetting what nobody needs any more."""

from datetime import datetime, timedelta

from bot.jobs.alert_round import tidy_alerts
from bot.store import Store, audits, editions, last_lists, outbox, searches, seen_events
from bot.store.community.marks import forget_marks
from bot.store.community.reactions import forget_reactions

KEEP_AUDITS = timedelta(days=400)
KEEP_EDITIONS = timedelta(days=90)
KEEP_SEARCHES = timedelta(days=180)
KEEP_WITHDRAWN = timedelta(days=1)
KEEP_REACTIONS = timedelta(days=60)


def tidy(store: Store, now: datetime) -> None:
    """Forget what was sent and planned long ago; what is much is left over for the next time."""
    with store.write() as tx:
        outbox.trim(tx, now)
        seen_events.forget_heard(tx, now)
        audits.forget_audits(tx, now - KEEP_AUDITS)
        tidy_alerts(tx, now)
        searches.forget_searches(tx, now - KEEP_SEARCHES)
        last_lists.forget_last_lists(tx, now - last_lists.KEEP)
        forget_marks(tx, now - KEEP_WITHDRAWN)
        forget_reactions(tx, now - KEEP_REACTIONS)
        editions.close_old_editions(tx, now)
        editions.forget_editions(tx, now - KEEP_EDITIONS)
