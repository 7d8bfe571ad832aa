"""Forgetting what nobody needs any more."""

from datetime import datetime

from bot.store import Store, outbox


def tidy(store: Store, now: datetime) -> None:
    """Forget what the outbox holds of long ago; what is much is left over for the next time."""
    with store.write() as tx:
        outbox.trim(tx, now)
