"""What is decided without being asked: taking papers in, and queueing alerts and digests.

Each job reads, decides and queues in one transaction, so that a crash leaves nothing half
done: a digest is frozen as its subscription advances, and a paper that alerts match is written
down as the mark of what was looked at moves on.
"""

from bot.jobs.alerting import plan_alerts
from bot.jobs.arrivals import LimitsOf, take_in
from bot.jobs.digests import plan_digests
from bot.jobs.edits import plan_edits
from bot.jobs.standing import Standing
from bot.jobs.tidying import tidy

__all__ = [
    "LimitsOf",
    "Standing",
    "plan_alerts",
    "plan_digests",
    "plan_edits",
    "take_in",
    "tidy",
]
