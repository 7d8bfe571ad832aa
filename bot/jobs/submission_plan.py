"""Submissions that get a message of their own: each becomes one in the outbox."""

import logging
from collections.abc import Collection
from datetime import datetime

from bot.compose import submission_messages
from bot.compose.standings import with_standings
from bot.jobs.arrivals import LimitsOf
from bot.message import fit
from bot.model import Submission
from bot.store import Store, Transaction, outbox, papers, savepoint, subscriptions, wakeups
from bot.store.community import submissions
from bot.store.community.standings import standings_of
from bot.store.community.submissions import POSTED

log = logging.getLogger(__name__)


def plan_submissions(
    store: Store, platforms: Collection[str], now: datetime, limits_of: LimitsOf
) -> int:
    """Queue what was submitted where such papers are posted at once; return how many."""
    if not platforms:
        return 0
    with store.read() as tx:
        if not submissions.waiting_submissions(tx, platforms):
            return 0
    queued = 0
    with store.write() as tx:
        for made in submissions.waiting_submissions(tx, platforms):
            try:
                with savepoint(tx):
                    queued += _queue(tx, made, now, limits_of)
            except Exception:
                log.exception("the submission of %s could not be posted", made.paper_id)
        if queued:
            wakeups.wake_others(tx)
    return queued


def _queue(tx: Transaction, made: Submission, now: datetime, limits_of: LimitsOf) -> bool:
    place, root = made.destination, made.paper_id
    submissions.set_state(tx, made.workspace, root, POSTED)
    paper = papers.get_papers(tx, [root]).get(root)
    if paper is None:
        return False
    known = standings_of(tx, made.workspace, None, [root])
    message = with_standings(submission_messages.announcement(paper, made), known)
    key = outbox.Key(place, "submission", root)
    parts = fit(message, limits_of(place.platform))
    is_queued = outbox.queue(tx, key, parts, made.person, now, workspace=made.workspace)
    subscriptions.mark_shown(tx, place, [root], now)
    return is_queued
