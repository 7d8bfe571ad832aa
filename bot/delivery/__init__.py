"""The outbox's worker: takes what is due out of the door, once.

What a try ends in decides what is written down: taken → sent; surely not taken → pending
again, later; perhaps taken → ambiguous, and the next try looks before it sends; perhaps taken
where nobody can look → held, and its owner is told; refused for good → dead, the standing
orders for that place are paused and their owners are told once.
"""

from bot.delivery.attempt import LEASE, SEND_TIMEOUT_S
from bot.delivery.courier import AT_ONCE, Courier
from bot.delivery.recorder import MOST_ATTEMPTS, QUIET_S

__all__ = ["AT_ONCE", "LEASE", "MOST_ATTEMPTS", "QUIET_S", "SEND_TIMEOUT_S", "Courier"]
