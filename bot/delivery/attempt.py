"""One try at a delivery: look where in doubt, send, and say what came of it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.lease_guard import Guarded, LeaseLost
from bot.delivery.outcomes import Gone, NeverTaken, NotNow, Outcome, Taken, Unknowable
from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone, Refused, WorkspaceGone
from bot.message import Adapter, Delivery, Sent
from bot.store.outbox import Claim

log = logging.getLogger(__name__)

SEND_TIMEOUT_S = 45.0
LEASE = timedelta(seconds=120)
"""Longer than the worst try (look, then send), so that nobody takes over a living one."""


async def make_try(
    adapter: Adapter, claim: Claim, clock: Callable[[], datetime], until: datetime
) -> Outcome | None:
    """Try once, and begin no step of it after `until`; None where that had passed.

    A worker that was paused finds its lease gone: another may be sending, so it must not.
    """
    left_s = (until - clock()).total_seconds()
    try:
        async with asyncio.timeout(left_s):
            attempt = _attempt(adapter, claim, clock)
            return Taken(claim, await Guarded(attempt, lambda: clock() < until))
    except LeaseLost:
        log.warning("delivery %s waited too long in this process; left alone", claim.delivery.id)
        return None
    except _CannotTell as error:
        return Unknowable(claim, str(error))
    except DestinationGone as error:
        return Gone(claim, str(error), is_workspace=isinstance(error, WorkspaceGone))
    except Refused as error:
        return NeverTaken(claim, str(error))
    except AmbiguousDelivery as error:
        return NotNow(claim, error, is_doubtful=not claim.edits)
    except DeliveryError as error:
        return NotNow(claim, error, is_doubtful=False)
    except Exception as error:
        # One broken message must not stop the others; whether it arrived is unknown.
        if not isinstance(error, TimeoutError):
            log.exception("delivery %s failed", claim.delivery.id)
        doubt = AmbiguousDelivery(f"unexpected {type(error).__name__}")
        return NotNow(claim, doubt, is_doubtful=not claim.edits)


async def _attempt(adapter: Adapter, claim: Claim, clock: Callable[[], datetime]) -> str:
    """Edit, or settle the doubt and send; return what the platform calls the message."""
    if claim.edits:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            await adapter.edit(Sent(claim.edits), claim.delivery.message)
        return claim.edits
    found = None
    if claim.is_doubtful and not _is_safe_to_repeat(adapter, claim, clock()):
        found = await _look(adapter, claim)
    return (found or await _send_somehow(adapter, claim.delivery)).platform_id


def _is_safe_to_repeat(adapter: Adapter, claim: Claim, now: datetime) -> bool:
    """Tell whether the platform still knows a repeated message for the same one."""
    return (now - claim.delivery.first_tried_at).total_seconds() < adapter.repeat_window_s


async def _look(adapter: Adapter, claim: Claim) -> Sent | None:
    """Look whether a doubtful delivery arrived; what cannot be told now stays doubtful."""
    try:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            return await adapter.look_up(claim.delivery)
    except TimeoutError as error:
        raise AmbiguousDelivery("the history was not read in time") from error
    except DestinationGone:
        raise
    except AmbiguousDelivery as error:
        raise _CannotTell(f"It may have arrived, so it is not sent again: {error}") from error
    except DeliveryError as error:
        raise AmbiguousDelivery(str(error), error.retry_after_s) from error


async def _send_somehow(adapter: Adapter, delivery: Delivery) -> Sent:
    """Send, and where that is refused for good, once more as plain text."""
    try:
        return await _send(adapter, delivery)
    except Refused as error:
        log.warning("delivery %s is tried as plain text: %s", delivery.id, error)
    return await _send(adapter, replace(delivery, is_plain=True))


async def _send(adapter: Adapter, delivery: Delivery) -> Sent:
    try:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            return await adapter.send(delivery)
    except TimeoutError as error:
        raise AmbiguousDelivery(f"no answer within {SEND_TIMEOUT_S:.0f} seconds") from error


class _CannotTell(Exception):
    """Nobody can ever say whether it arrived."""
