"""The outbox: every unasked-for message as a frozen row with its key, state and lease.

pending ─claim→ sending ─→ sent         the platform took it, and told what it calls it
                        ─→ pending      surely not taken: again at `due_at`
                        ─→ ambiguous    perhaps taken: looked for at `due_at`, before all else
                        ─→ held         perhaps taken, and nobody can look: never sent again
                        ─→ dead         given up, or refused for good
pending, ambiguous ─→ suppressed        not wanted any more, for a reason

A row in `sending` belongs to one worker until its lease ends at `due_at`; its fence tells who.
Only what a purged workspace was to be sent is taken out of a worker's hands.
Whoever takes it after that, or takes an ambiguous one, must look before sending. A row that was
sent and is pending again is an edit: the message is there, its words are to change.
"""

from bot.store.outbox.claims import Claim, claim, is_any_due
from bot.store.outbox.dead_letters import (
    Row,
    count_states,
    doubt_waiting,
    drop,
    list_failed,
    list_waiting,
    longest_due,
    retry,
)
from bot.store.outbox.fates import Fate, fate_of, refusal_of
from bot.store.outbox.gates import shut_gate
from bot.store.outbox.outbox_retention import trim
from bot.store.outbox.queue import Key, is_queued, queue, revise
from bot.store.outbox.settlement import (
    release,
    settle_dead,
    settle_held,
    settle_later,
    settle_sent,
    suppress_digests,
    suppress_waiting,
    take_back,
)

__all__ = [
    "Claim",
    "Fate",
    "Key",
    "Row",
    "claim",
    "count_states",
    "doubt_waiting",
    "drop",
    "fate_of",
    "is_any_due",
    "is_queued",
    "list_failed",
    "list_waiting",
    "longest_due",
    "queue",
    "refusal_of",
    "release",
    "retry",
    "revise",
    "settle_dead",
    "settle_held",
    "settle_later",
    "settle_sent",
    "shut_gate",
    "suppress_digests",
    "suppress_waiting",
    "take_back",
    "trim",
]
