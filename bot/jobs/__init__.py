"""What is decided without being asked: taking papers in, and queueing alerts and digests.

Each job reads, decides and queues in one transaction, so that a crash leaves nothing half
done: a digest is frozen as its subscription advances, and a paper that alerts match is written
down as the mark of what was looked at moves on.
"""

from bot.jobs.alert_round import plan_alerts
from bot.jobs.arrivals import LimitsOf, take_in
from bot.jobs.digest_plan import plan_digests
from bot.jobs.edition_edits import plan_edits
from bot.jobs.retention import tidy
from bot.jobs.running_alerts import RunningAlerts
from bot.jobs.submission_plan import plan_submissions

__all__ = [
    "LimitsOf",
    "RunningAlerts",
    "plan_alerts",
    "plan_digests",
    "plan_edits",
    "plan_submissions",
    "take_in",
    "tidy",
]
