"""Walking through the past: the lists of many days, and what arXiv changed since."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.calendar.list_hours import current_day, has_list
from bot.errors import SourceError
from bot.jobs.intake.arxiv_feeds import Feeds
from bot.jobs.intake.daily_lists import Lists
from bot.jobs.intake.ledger import Ledger
from bot.model import Fetch
from bot.sources import huggingface
from bot.sources.arxiv import SPACING_S
from bot.sources.network import Network

if TYPE_CHECKING:
    import httpx

WINDOW = timedelta(days=7)
"""What is asked of arXiv's bulk at a time; a window that was broken off is asked for again."""

PATIENCE = 3
"""Failures one after the other, after which a walk stops."""

FIRST_WAIT_S, _LONGEST_WAIT_S = 10.0, 600.0


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the past that is done: what it was, how many papers it held, what is left.

    `stale_as` names the day whose list came in the place of this one's.
    """

    name: str
    papers: int
    left: int
    stale_as: date | None = None


OnStep = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class _Leg:
    source: str
    first: date
    last: date

    @property
    def name(self) -> str:
        days = f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"
        return (
            f"{self.first:%a} {days}"
            if self.source == huggingface.SOURCE
            else (f"{self.source}, {days}")
        )


class Backfill:
    """Walks from a day to today, the newest first; what was done before is not asked again."""

    def __init__(
        self,
        ledger: Ledger,
        lists: Lists,
        feeds: Feeds,
        categories: tuple[str, ...],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._ledger = ledger
        self._lists = lists
        self._feeds = feeds
        self._categories = categories
        self._sleep = sleep

    def legs(self, since: date) -> "list[_Leg]":
        """Return what is left to ask for, the newest first."""
        today = current_day(self._ledger.clock())
        wanted = [_Leg(huggingface.SOURCE, day, day) for day in _days(since, today)]
        for category in self._categories:
            wanted += [
                _Leg(f"arXiv {category}", first, last) for first, last in _windows(since, today)
            ]
        return [leg for leg in wanted if not self._is_done(leg)]

    async def walk(self, legs: "list[_Leg]", on_step: OnStep) -> str:
        """Fetch some legs, politely; return why it stopped early, "" where it came to the end."""
        failures = 0
        async with Network().open() as client:
            for place, leg in enumerate(legs):
                try:
                    fetch = await self._fetch(client, leg)
                except SourceError as error:
                    failures += 1
                    if failures == PATIENCE:
                        return str(error)
                    await self._sleep(_wait_s(failures, error.retry_after_s))
                else:
                    failures = 0
                    left = len(legs) - place - 1
                    on_step(Step(leg.name, fetch.papers, left, fetch.stale_as))
        return ""

    def _is_done(self, leg: _Leg) -> bool:
        known = self._ledger.known_between(leg.source, leg.first, leg.first).get(leg.first)
        return bool(known and known.seen_closed)

    async def _fetch(self, client: "httpx.AsyncClient", leg: _Leg) -> Fetch:
        if leg.source == huggingface.SOURCE:
            return await self._lists.ask(client, leg.first, is_walking=True)
        category = leg.source.removeprefix("arXiv ")
        now, papers = self._ledger.clock(), 0
        async for page in self._feeds.harvest(client, category, leg.first, leg.last):
            await self._ledger.take(page, leg.name)
            papers += len(page.arrivals)
        is_over = leg.last < now.date()
        done = Fetch(leg.source, leg.first, now, papers, fetched_at=now, seen_closed=is_over)
        await self._ledger.note(done)
        return done


def estimate_s(legs: "list[_Leg]") -> float:
    """Return the seconds that a walk takes at least, from the spacing that each source asks for."""
    days = sum(1 for leg in legs if leg.source == huggingface.SOURCE)
    return days * huggingface.SPACING_S + (len(legs) - days) * SPACING_S


def _days(since: date, today: date) -> Iterator[date]:
    for back in range((today - since).days + 1):
        if has_list(day := today - timedelta(days=back)):
            yield day


def _windows(since: date, today: date) -> Iterator[tuple[date, date]]:
    """Yield windows that begin on the same days whenever the walk is begun."""
    first = today - timedelta(days=today.toordinal() % WINDOW.days)
    while first + WINDOW > since:
        yield first, min(first + WINDOW - timedelta(days=1), today)
        first -= WINDOW


def _wait_s(failures: int, retry_after_s: float | None) -> float:
    wait_s = max(FIRST_WAIT_S * 2.0 ** (failures - 1), retry_after_s or 0.0)
    return float(min(wait_s, _LONGEST_WAIT_S))
