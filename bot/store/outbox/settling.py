"""Writing down what became of a claimed delivery, where it is still ours to say."""

from datetime import datetime

from sqlalchemy import update

from bot.message import Destination
from bot.store.engine import Transaction
from bot.store.outbox.claiming import Claim
from bot.store.schema import deliveries


def settle_sent(tx: Transaction, claim: Claim, platform_id: str, now: datetime) -> bool:
    """Write down that a delivery arrived; False where another worker took it over."""
    return _settle(
        tx,
        claim,
        state="sent",
        platform_id=platform_id,
        reason="",
        settled_at=now,
        lease_until=None,
    )


def settle_dead(tx: Transaction, claim: Claim, reason: str, now: datetime) -> bool:
    """Give a delivery up for a reason that somebody can read."""
    return _settle(tx, claim, state="dead", reason=reason, settled_at=now, lease_until=None)


def settle_later(
    tx: Transaction, claim: Claim, due_at: datetime, reason: str, *, is_doubtful: bool
) -> bool:
    """Put a delivery back; a doubtful one may have arrived and is looked for first."""
    state = "ambiguous" if is_doubtful else "pending"
    return _settle(
        tx,
        claim,
        state=state,
        due_at=due_at,
        reason=reason,
        lease_until=None,
        is_doubtful=is_doubtful,
    )


def release(tx: Transaction, claim: Claim) -> bool:
    """Hand back a delivery that was claimed but not begun."""
    state = "ambiguous" if claim.is_doubtful else "pending"
    return _settle(tx, claim, state=state, lease_until=None, attempts=claim.attempts - 1)


def hold_back(tx: Transaction, destination: Destination, until: datetime) -> None:
    """Let everything that waits for a destination wait at least until then."""
    statement = update(deliveries).where(
        deliveries.c.destination == str(destination),
        deliveries.c.state.in_(("pending", "ambiguous")),
        deliveries.c.due_at < until,
    )
    tx.execute(statement.values(due_at=until))


def _settle(tx: Transaction, claim: Claim, **news: object) -> bool:
    statement = update(deliveries).where(
        deliveries.c.id == claim.delivery.id, deliveries.c.fence == claim.fence
    )
    return tx.execute(statement.values(**news)).rowcount > 0
