"""What every source must keep to; a source's tests inherit it and say how it is served.

A new source's test is two lines and two methods: `open` returns the source that asks a server,
and `serve` puts papers on it for a day.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import SourceError
from bot.model import Paper
from bot.sources.network import Network
from bot.sources.parse_result import Parsed
from bot.sources.polite_http import Validators
from bot.sources.source_protocol import Source
from tests import replay
from tests.replay import Replay

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
TITLES = ("On apples", "On pears & plums")


class SourceContract(ABC):
    """The tests; each is run for each source."""

    @abstractmethod
    def open(self, server: Replay) -> Source:
        """Return the source, asking a server of the test."""

    @abstractmethod
    def serve(self, server: Replay, titles: Sequence[str]) -> None:
        """Let the server list papers with some titles on DAY; an empty title is a bad record."""

    @pytest.fixture
    async def server(self) -> AsyncIterator[Replay]:
        async with Replay() as opened:
            yield opened

    @pytest.fixture
    def source(self, server: Replay) -> Source:
        return self.open(server)

    async def fetch(self, source: Source, seen: Validators | None = None) -> Parsed | None:
        async with Network().open() as client:
            return (await source.fetch(client, DAY, seen)).parsed

    def test_it_says_what_it_is_and_what_it_can_know(self, source: Source) -> None:
        assert source.name == source.name.lower()
        assert " " not in source.name
        assert source.label
        assert {"title"} <= source.fields <= {one.name for one in fields(Paper)}
        assert source.reach >= timedelta()

    def test_its_days_follow_each_other_without_a_gap(self, source: Source) -> None:
        calendar = source.calendar
        day = calendar.current_day(NOON)
        closing = calendar.closes_at(day)
        assert not calendar.is_closed(day, closing - timedelta(seconds=1))
        assert calendar.is_closed(day, closing)
        assert calendar.current_day(closing) == day + timedelta(days=1)

    async def test_what_it_lists_stands_on_its_day(self, source: Source, server: Replay) -> None:
        self.serve(server, TITLES)
        parsed = await self.fetch(source)
        assert parsed
        assert [one.paper.title for one in parsed.arrivals] == [*TITLES]
        listings = [one.listing for one in parsed.arrivals if one.listing]
        assert [(one.source, one.day) for one in listings] == [(source.name, DAY)] * 2
        assert len({one.rank for one in listings}) == 2
        assert len({one.paper.id for one in parsed.arrivals}) == 2

    async def test_it_tells_only_what_it_says_it_can_know(
        self, source: Source, server: Replay
    ) -> None:
        self.serve(server, TITLES)
        parsed = await self.fetch(source)
        assert parsed
        derived = {"id", "original_title", "original_abstract", "organization_account", "accounts"}
        for arrival in parsed.arrivals:
            held = {
                one.name
                for one in fields(Paper)
                if getattr(arrival.paper, one.name) not in (None, "", ())
            }
            assert held - derived <= source.fields

    async def test_one_bad_record_costs_itself_alone(self, source: Source, server: Replay) -> None:
        self.serve(server, ["On apples", "", "On pears"])
        parsed = await self.fetch(source)
        assert parsed
        assert [one.paper.title for one in parsed.arrivals] == ["On apples", "On pears"]
        assert len(parsed.skipped) == 1

    @pytest.mark.parametrize("fault", [replay.WEB_PAGE, replay.drop, replay.break_off])
    async def test_what_is_no_list_is_a_failure_and_no_empty_one(
        self, source: Source, server: Replay, fault: replay.Fault
    ) -> None:
        server.fail(fault, fault, fault)
        with pytest.raises(SourceError):
            await self.fetch(source)

    async def test_it_names_itself_to_whom_it_asks(self, source: Source, server: Replay) -> None:
        self.serve(server, TITLES)
        await self.fetch(source)
        assert all("daily-papers-bot" in one.user_agent for one in server.log)

    async def test_a_paper_that_it_lacks_is_none(self, source: Source) -> None:
        async with Network().open() as client:
            assert await source.paper(client, "2611.99999") is None
            assert await source.paper(client, "10.1234/unknown") is None

    def test_its_past_is_told_the_newest_first_and_keys_do_not_clash(self, source: Source) -> None:
        legs = [*source.legs(DAY - timedelta(days=30), DAY)]
        assert all(leg.first <= leg.last <= DAY for leg in legs)
        assert len({(leg.key, leg.first) for leg in legs}) == len(legs)
        for key in {leg.key for leg in legs}:
            first = [leg.first for leg in legs if leg.key == key]
            assert first == sorted(first, reverse=True)
        assert all(leg.is_list == (leg.key == source.name) for leg in legs)
