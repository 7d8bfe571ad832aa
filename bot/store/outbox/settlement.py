"""Writing down what became of a claimed delivery, where it is still ours to say."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, update

from bot.message import Destination
from bot.store.database import Transaction
from bot.store.outbox.claims import Claim
from bot.store.schema import BELOW, deliveries


def settle_sent(tx: Transaction, taken: Sequence[tuple[Claim, str]], now: datetime) -> int:
    """Write down which deliveries arrived, and what the platform calls each.

    Returns how many it wrote: those that another worker took over are left to it.
    """
    if not taken:
        return 0
    statement = (
        update(deliveries)
        .where(deliveries.c.id == bindparam("of_id"), deliveries.c.fence == bindparam("of_fence"))
        .values(state="sent", platform_id=bindparam("called"), reason="", settled_at=now)
    )
    rows = [
        {"of_id": claim.delivery.id, "of_fence": claim.fence, "called": platform_id}
        for claim, platform_id in taken
    ]
    return tx.execute(statement, rows).rowcount


def settle_dead(tx: Transaction, claim: Claim, reason: str, now: datetime) -> bool:
    """Give a delivery up for a reason that somebody can read; False where it is not ours."""
    is_ours = _settle(tx, claim, state="dead", reason=reason, settled_at=now)
    if is_ours:
        _suppress(tx, _hangs_below(claim), reason, now)
    return is_ours


def settle_held(tx: Transaction, claim: Claim, reason: str, now: datetime) -> bool:
    """Hold a delivery that may have arrived where nobody can look; False where it is not ours."""
    is_ours = _settle(tx, claim, state="held", reason=reason, settled_at=now)
    if is_ours:
        _suppress(tx, _hangs_below(claim), reason, now)
    return is_ours


def settle_later(
    tx: Transaction,
    claim: Claim,
    due_at: datetime,
    reason: str,
    *,
    is_doubtful: bool,
    counts: bool = True,
) -> bool:
    """Put a delivery back; a doubtful one may have arrived and is looked for first.

    A try that a rate limit ended does not count: the platform only asked to wait.
    """
    return _settle(
        tx,
        claim,
        state="ambiguous" if is_doubtful else "pending",
        due_at=due_at,
        reason=reason,
        is_doubtful=is_doubtful,
        attempts=claim.attempts if counts else claim.attempts - 1,
    )


def release(tx: Transaction, claim: Claim, now: datetime) -> bool:
    """Hand back a delivery that was claimed but not begun."""
    return settle_later(tx, claim, now, "", is_doubtful=claim.is_doubtful, counts=False)


def suppress_waiting(tx: Transaction, where: Destination | str, reason: str, now: datetime) -> int:
    """Let nothing more go to a destination, or to all of a workspace, of what waits for it.

    What is in a worker's hands is left to it. Returns how many were suppressed.
    """
    return _suppress(tx, _is_at(where), reason, now)


def take_back(tx: Transaction, where: Destination | str, reason: str, now: datetime) -> int:
    """Let nothing more go to a place or a workspace, also nothing that a worker has in its hands.

    Returns how many were suppressed.
    """
    ours = _is_at(where)
    in_hands = update(deliveries).where(ours, deliveries.c.state == "sending")
    tx.execute(in_hands.values(state="ambiguous", fence=deliveries.c.fence + 1))
    return _suppress(tx, ours, reason, now)


def suppress_digests(
    tx: Transaction, destination: Destination, periods: Sequence[str], reason: str, now: datetime
) -> int:
    """Let no digest of these periods go to a destination; return how many parts were waiting."""
    is_of_periods = and_(
        deliveries.c.destination == str(destination),
        deliveries.c.kind == "digest",
        deliveries.c.period.in_(periods),
    )
    return _suppress(tx, is_of_periods, reason, now)


def _suppress(tx: Transaction, condition: ColumnElement[bool], reason: str, now: datetime) -> int:
    statement = update(deliveries).where(
        deliveries.c.settled_at.is_(None),
        deliveries.c.state.in_(("pending", "ambiguous")),
        condition,
    )
    # A message that waited to be edited was sent all the same.
    state = case((deliveries.c.platform_id != "", "sent"), else_="suppressed")
    news = {"state": state, "reason": reason, "settled_at": now}
    return tx.execute(statement.values(news)).rowcount


def _hangs_below(claim: Claim) -> ColumnElement[bool]:
    """Return the condition for what was to hang below a claimed delivery that is a first part."""
    first = deliveries.alias("first")
    return and_(
        deliveries.c.part >= BELOW,
        exists().where(
            first.c.id == claim.delivery.id,
            first.c.part == 0,
            first.c.destination == deliveries.c.destination,
            first.c.kind == deliveries.c.kind,
            first.c.period == deliveries.c.period,
        ),
    )


def _is_at(where: Destination | str) -> ColumnElement[bool]:
    if isinstance(where, Destination):
        return deliveries.c.destination == str(where)
    return deliveries.c.workspace == where


def _settle(tx: Transaction, claim: Claim, **news: object) -> bool:
    statement = update(deliveries).where(
        deliveries.c.id == claim.delivery.id, deliveries.c.fence == claim.fence
    )
    return tx.execute(statement.values(**news)).rowcount > 0
