"""Filling up editions that went out with room left, when late papers come.

An edition says what was there at its time; while its lists fill, what comes takes the places
that were left. What was shown stays, and an edition that is full is never edited: what comes
after has its chance in the next.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.calendar.list_hours import current_day
from bot.compose import digest_messages
from bot.jobs import edition_sections
from bot.jobs.arrivals import LimitsOf
from bot.jobs.candidate_pool import CandidatePool
from bot.jobs.digest_plan import with_group
from bot.jobs.other_digests import edition_topic
from bot.message import fit
from bot.model import Digest, Highlight
from bot.query import matches, parse, view
from bot.store import Store, Transaction, editions, outbox, papers, subscriptions
from bot.store.editions import Edition
from bot.taste.appeal import NO_APPEAL, Appeal, reason
from bot.taste.highlights import CATCH_UP, pick_highlights

PAGE = 500
GRACE = timedelta(minutes=10)
"""A paper that was being stored while an edition was made may have been missed by it."""


def plan_edits(
    store: Store,
    platforms: Collection[str],
    now: datetime,
    limits_of: LimitsOf,
    seen: datetime,
) -> datetime:
    """Queue an edit of each open edition that a paper listed since `seen` enters.

    Returns what to hand over as `seen` the next time: the same where some edition was still on
    its way out and must be looked at again.
    """
    with store.read() as tx:
        listed = papers.listed_since(tx, seen, current_day(now) - CATCH_UP)
    if not listed:
        return seen
    is_done = True
    for edition in _open_editions(store, now):
        is_ours = edition.destination.platform in platforms
        if is_ours and any(_may_enter(edition, *one, now.date()) for one in listed):
            with store.write() as tx:
                is_done &= _grow(tx, edition, now, limits_of)
    return listed[-1][1] if is_done else seen


def _open_editions(store: Store, now: datetime) -> Iterator[Edition]:
    after = ("", "")
    while True:
        with store.read() as tx:
            page = editions.open_editions(tx, now, after, PAGE)
        yield from page
        if len(page) < PAGE:
            return
        after = (str(page[-1].destination), page[-1].period)


def _may_enter(edition: Edition, late: Highlight, seen_at: datetime, today: date) -> bool:
    if edition.first_day is None or edition.last_day is None or seen_at < edition.made_at - GRACE:
        return False
    if not edition.first_day <= late.day <= edition.last_day:
        return False
    if late.paper.id in edition.paper_ids:
        return False
    return not edition.topic or matches(parse(edition.topic), view(late.paper), today)


def _grow(tx: Transaction, known: Edition, now: datetime, limits_of: LimitsOf) -> bool:
    """Fill up an edition; False where it is still on its way out and cannot be changed yet."""
    edition = editions.lock_edition(tx, known)
    if edition is None or edition.open_until is None:
        return True
    pool = CandidatePool(tx, now)
    digest = replace(_pick_again(tx, pool, edition), has_abstracts=_has_abstracts(tx, edition))
    if digest.added_later == edition.grown_by:
        return True
    key = outbox.Key(edition.destination, "digest", edition.period)
    message = with_group(
        tx, digest_messages.digest(digest), _workspace(tx, edition), edition.destination
    )
    parts = fit(message, limits_of(edition.destination.platform))
    revised = outbox.revise(tx, key, parts, now)
    if revised == "later":
        return False
    is_over = revised == "never" or len(digest.highlights) >= edition.top
    if revised == "done":
        ids = tuple(entry.paper.id for entry in digest.highlights)
        edition = replace(
            edition,
            paper_ids=ids,
            considered=digest.considered,
            grown_by=digest.added_later,
        )
        subscriptions.mark_shown(tx, edition.destination, ids, now)
    editions.grow_edition(tx, replace(edition, open_until=None if is_over else edition.open_until))
    return True


def _workspace(tx: Transaction, edition: Edition) -> str:
    """Return the workspace of an edition, "" where its order has ended."""
    orders = subscriptions.get_subscriptions(tx, edition.destination)
    return next((one.workspace for one in orders), "")


def _has_abstracts(tx: Transaction, edition: Edition) -> bool:
    """Tell whether the order of an edition wants the abstracts below it."""
    orders = subscriptions.get_subscriptions(tx, edition.destination)
    return any(one.has_abstracts and edition_topic(one) == edition.topic for one in orders)


def _pick_again(tx: Transaction, pool: CandidatePool, edition: Edition) -> Digest:
    listed = _listed(pool, edition)
    workspace = _workspace(tx, edition)
    appeals: dict[str, Appeal] = {}
    if edition.first_day and edition.last_day:
        span = (edition.first_day, edition.last_day)
        appeals = pool.appeals(workspace, edition.destination, *span)
    own = [entry for entry in listed if entry.paper.id in edition.paper_ids]
    others = [entry for entry in listed if entry.paper.id not in edition.paper_ids]
    shown = subscriptions.already_shown(
        tx, edition.destination, [entry.paper.id for entry in others]
    )
    entering, considered = pick_highlights(
        others,
        shown=shown,
        topic=pool.topic(edition.topic),
        top=edition.top - len(own),
        today=pool.now.date(),
        appeals=appeals,
    )
    picks = {one.paper.id: reason(one.paper, appeals.get(one.paper.id, NO_APPEAL)) for one in own}
    picks |= {one.paper.id: one.pick for one in entering if one.pick}
    missed, risen, brought = edition_sections.recalled(tx, workspace, edition.beside)
    return Digest(
        local_date=edition.name_day,
        topic=edition.topic,
        highlights=tuple(
            replace(entry, pick=picks[entry.paper.id])
            for entry in listed
            if entry.paper.id in picks
        ),
        days=tuple(sorted({entry.day for entry in listed}, reverse=True)),
        considered=considered + len(own),
        is_late=edition.is_late,
        added_later=edition.grown_by + len(entering),
        missed=missed,
        risen=risen,
        brought=brought,
    )


def _listed(pool: CandidatePool, edition: Edition) -> Sequence[Highlight]:
    if edition.first_day is None or edition.last_day is None:
        return []
    return pool.between(edition.first_day, edition.last_day)
