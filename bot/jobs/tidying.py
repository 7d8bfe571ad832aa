"""Forgetting what nobody needs any more."""

from datetime import datetime, timedelta

from bot.store import Store, editions, outbox

KEEP_EDITIONS = timedelta(days=90)


def tidy(store: Store, now: datetime) -> None:
    """Forget what was sent and planned long ago; what is much is left over for the next time."""
    with store.write() as tx:
        outbox.trim(tx, now)
        editions.close_old_editions(tx, now)
        editions.forget_editions(tx, now - KEEP_EDITIONS)
