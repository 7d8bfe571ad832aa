"""The outbox: every unasked-for message as a frozen row with its key, state and lease.

pending ─claim→ sending ─→ sent | pending (later) | ambiguous | dead
A row that is claimed after a lease ran out, or after an ambiguous try, is doubtful: whoever
claims it must look whether it arrived before sending again.
"""

from bot.store.outbox.claiming import Claim, claim
from bot.store.outbox.queueing import Key, is_queued, queue
from bot.store.outbox.settling import hold_back, release, settle_dead, settle_later, settle_sent

__all__ = [
    "Claim",
    "Key",
    "claim",
    "hold_back",
    "is_queued",
    "queue",
    "release",
    "settle_dead",
    "settle_later",
    "settle_sent",
]
