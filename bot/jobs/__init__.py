"""What is decided without being asked: taking papers in, and queueing alerts and digests.

Each job reads, decides and queues in one transaction, so that a crash leaves nothing half
done: a paper is stored with its alerts, a digest is frozen as its subscription advances.
"""

from bot.jobs.arrivals import Intake, LimitsOf, plan_alerts, take_in
from bot.jobs.digests import plan_digests
from bot.jobs.edits import plan_edits
from bot.jobs.tidying import tidy

__all__ = ["Intake", "LimitsOf", "plan_alerts", "plan_digests", "plan_edits", "take_in", "tidy"]
