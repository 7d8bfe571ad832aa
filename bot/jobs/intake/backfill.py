"""Walking through the past: the lists of many days, and what sources changed since."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.jobs.intake.day_lists import DayLists
from bot.jobs.intake.ledger import Ledger
from bot.model import Fetch
from bot.sources.network import Network
from bot.sources.source_protocol import Leg

if TYPE_CHECKING:
    import httpx

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
class Route:
    """The legs that are left to ask for, each with the lists of its source."""

    legs: tuple[tuple[DayLists, Leg], ...]

    @property
    def least_s(self) -> float:
        """The seconds that it takes at least, from the spacing that each source asks for."""
        return sum(lists.source.spacing_s for lists, _ in self.legs)


class Backfill:
    """Walks from a day to today, the newest first; what was done before is not asked again."""

    def __init__(
        self,
        ledger: Ledger,
        lists: Mapping[str, DayLists],
        network: Network,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._ledger = ledger
        self._lists = lists
        self._network = network
        self._sleep = sleep

    def route(self, since: date) -> Route:
        """Return what is left to ask for, source by source."""
        now = self._ledger.clock()
        return Route(
            tuple(
                (lists, leg)
                for lists in self._lists.values()
                for leg in lists.source.legs(since, lists.source.calendar.current_day(now))
                if not self._is_done(leg)
            )
        )

    async def walk(self, route: Route, on_step: OnStep) -> str:
        """Fetch some legs, politely; return why it stopped early, "" where it came to the end."""
        failures = 0
        async with self._network.open() as client:
            for place, (lists, leg) in enumerate(route.legs):
                try:
                    fetch = await self._fetch(client, lists, leg)
                except SourceError as error:
                    failures += 1
                    if failures == PATIENCE:
                        return str(error)
                    await self._sleep(_wait_s(failures, error.retry_after_s))
                else:
                    failures = 0
                    left = len(route.legs) - place - 1
                    on_step(Step(leg.label, fetch.papers, left, fetch.stale_as))
        return ""

    def _is_done(self, leg: Leg) -> bool:
        known = self._ledger.known_between(leg.key, leg.first, leg.first).get(leg.first)
        return bool(known and known.seen_closed)

    async def _fetch(self, client: "httpx.AsyncClient", lists: DayLists, leg: Leg) -> Fetch:
        if leg.is_list:
            return await lists.ask(client, leg.first, is_walking=True)
        now, papers = self._ledger.clock(), 0
        async for page in lists.backfill(client, leg):
            await self._ledger.take(page, leg.label)
            papers += len(page.arrivals)
        is_over = leg.last < now.date()
        done = Fetch(leg.key, leg.first, now, papers, fetched_at=now, seen_closed=is_over)
        await self._ledger.note(done)
        return done


def _wait_s(failures: int, retry_after_s: float | None) -> float:
    wait_s = max(FIRST_WAIT_S * 2.0 ** (failures - 1), retry_after_s or 0.0)
    return float(min(wait_s, _LONGEST_WAIT_S))
