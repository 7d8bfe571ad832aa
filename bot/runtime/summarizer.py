"""Summaries where there are none: a few a round, by one process, bounded a day."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import SourceError
from bot.model import Paper
from bot.sources.language_model import Nonsense
from bot.store import Store, attempts
from bot.store.coordination.ownership import Owner
from bot.store.papers.summaries import keep_summary, without_summary

log = logging.getLogger(__name__)

SUMMARIZING = "summarizing"
AT_ONCE = 5
"""Papers a round: more would hold the lease for long, and the model's owner may pay by speed."""

PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)
_DAY = timedelta(days=1)


class Model(Protocol):
    """Whoever writes two sentences on a paper; raises Nonsense or SourceError."""

    async def summarize(self, title: str, abstract: str) -> str:
        """Return them as plain text."""
        ...


class Summarizer:
    """Asks a model for what sources don't say, while this process alone does so."""

    def __init__(
        self,
        store: Store,
        model: Model,
        per_day: int,
        owner: Owner,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._model = model
        self._per_day = per_day
        self._owner = owner
        self._clock = clock
        self._hopeless: set[str] = set()
        self._rests_until: datetime | None = None

    async def summarize(self) -> None:
        """Do a round: the newest papers without a summary, as far as the day's bound allows."""
        if self._rests_until is None or self._clock() >= self._rests_until:
            await self._owner.while_held(SUMMARIZING, self._round)

    async def _round(self) -> None:
        for paper in await asyncio.to_thread(self._next):
            if not await asyncio.to_thread(self._may_ask):
                return
            try:
                written = await self._model.summarize(paper.title, paper.abstract)
            except Nonsense as error:
                self._hopeless.add(paper.id)
                log.info("no summary for %s: %s", paper.id, error)
            except SourceError as error:
                self._rest(error)
                return
            else:
                await asyncio.to_thread(self._keep, paper.id, written)

    def _next(self) -> list[Paper]:
        with self._store.read() as tx:
            found = without_summary(tx, AT_ONCE + len(self._hopeless))
        return [paper for paper in found if paper.id not in self._hopeless][:AT_ONCE]

    def _may_ask(self) -> bool:
        """Write an attempt down before it costs anything; False where the day's are used up."""
        now = self._clock()
        with self._store.write() as tx:
            if attempts.count_attempts(tx, SUMMARIZING, now - _DAY) >= self._per_day:
                return False
            attempts.record_attempt(tx, SUMMARIZING, now)
        return True

    def _keep(self, paper_id: str, written: str) -> None:
        with self._store.write() as tx:
            keep_summary(tx, paper_id, written, self._clock())

    def _rest(self, error: SourceError) -> None:
        asked = timedelta(seconds=error.retry_after_s or 0)
        pause = min(max(asked, PAUSE), LONGEST_PAUSE)
        self._rests_until = self._clock() + pause
        log.warning("%s Summaries wait for %s.", error, pause)
