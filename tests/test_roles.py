"""The roles of a process: who listens, who works, and how it all starts and ends."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.app import App, clock, connected
from bot.cli.process import Process
from bot.cli.roles import check_roles, that_are_set
from bot.errors import ConfigError
from bot.message import Adapter, Desk
from bot.model import Arrival
from bot.store import papers
from tests.adapter_contract import until
from tests.conftest import make_paper
from tests.fakes import FakePlatform
from tests.ports import free_port
from tests.test_app import make_app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with closing(make_app(tmp_path)) as built:
        yield built


class Listening(FakePlatform):
    """A platform that listens until it is told how to end."""

    def __init__(self, name: str = "slack") -> None:
        super().__init__(name)
        self.steps: list[str] = []
        self.may_end = asyncio.Event()
        self.error: Exception | None = None

    async def run(self, desk: Desk) -> None:
        self.steps.append("listens")
        try:
            await self.may_end.wait()
            if self.error:
                raise self.error
        finally:
            self.steps.append("ends")

    async def close(self) -> None:
        self.steps.append("closed")


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Replace the worker by one that only notes for whom it works, and that it ended."""
    steps: list[list[str]] = []

    class Worker:
        def __init__(self, adapters: Mapping[str, Adapter]) -> None:
            self.adapters = adapters

        async def run(self) -> None:
            steps.append(list(self.adapters))
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0)
                steps.append([step for one in self.adapters.values() for step in one.steps])  # type: ignore[attr-defined]

    monkeypatch.setattr(Process, "_make_worker", lambda own: Worker(own._adapters))
    return steps


async def test_everything_ends_when_the_local_input_does(app: App, worked: list[list[str]]) -> None:
    terminal = Listening("terminal")
    running = asyncio.create_task(Process(app, {"terminal": terminal}, ()).run())
    await until(lambda: terminal.steps and worked)
    terminal.may_end.set()
    await running
    assert terminal.steps == ["listens", "ends", "closed"]


async def test_connections_are_closed_after_the_last_delivery(
    app: App, worked: list[list[str]]
) -> None:
    slack, discord = Listening("slack"), Listening("discord")
    running = asyncio.create_task(Process(app, {"slack": slack, "discord": discord}, ()).run())
    await until(lambda: slack.steps and discord.steps and worked)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    of_adapters, at_its_end = worked
    assert of_adapters == ["slack", "discord"]
    assert "closed" not in at_its_end
    assert slack.steps == discord.steps == ["listens", "ends", "closed"]


async def test_a_platform_that_refuses_its_token_ends_all_and_says_why(
    app: App, worked: list[list[str]]
) -> None:
    slack, discord = Listening("slack"), Listening("discord")
    slack.error = ConfigError("SLACK_BOT_TOKEN", "it was refused")
    slack.may_end.set()
    with pytest.raises(ConfigError, match="it was refused"):
        await Process(app, {"slack": slack, "discord": discord}, ()).run()
    assert discord.steps[-1] == "closed"
    assert len(worked) == 2


@pytest.mark.parametrize(
    ("played", "listening", "works"),
    [
        (["slack"], ["slack"], False),
        (["worker"], [], True),
        (["scheduler"], [], True),
        (["web"], ["slack"], False),
        (["worker", "discord"], ["discord"], True),
    ],
)
async def test_a_process_does_only_what_its_roles_say(
    app: App, worked: list[list[str]], played: list[str], listening: list[str], works: bool
) -> None:
    adapters = {name: Listening(name) for name in ("slack", "discord")}
    adapters["slack"].is_heard_by_web = True
    running = asyncio.create_task(Process(app, adapters, played).run())
    await until(lambda: all(adapters[name].steps for name in listening) and bool(worked) == works)
    await asyncio.sleep(0)
    assert [name for name, adapter in adapters.items() if adapter.steps] == listening
    running.cancel()
    await asyncio.wait([running])


async def test_a_process_without_a_worker_keeps_its_own_index_up(
    app: App, worked: list[list[str]]
) -> None:
    with app.store.write() as tx:
        papers.add_papers(tx, [Arrival(make_paper("2405.00001", "Zebras"))], clock())
    running = asyncio.create_task(Process(app, {"slack": Listening()}, ["slack"]).run())
    await until(lambda: app.search.revision)
    running.cancel()
    await asyncio.wait([running])
    assert worked == []


async def test_the_worker_delivers_with_what_the_app_has_built(app: App) -> None:
    platform = Listening("slack")
    running = asyncio.create_task(Process(app, {"slack": platform}, ()).run())
    await until(lambda: platform.steps)
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait([running])
    assert platform.steps[-1] == "closed"


def test_roles_that_make_no_sense_are_named(app: App) -> None:
    slack: dict[str, Adapter] = {"slack": FakePlatform("slack")}
    check_roles(["slack", "worker"], slack)
    check_roles([], connected(app))
    check_roles(["scheduler"], connected(app))
    for played, adapters, complaint in (
        (["juggler"], slack, "There are: worker, scheduler, web, discord, email, slack"),
        (["web"], slack, "set SLACK_SIGNING_SECRET"),
        (["terminal"], slack, 'no role "terminal"'),
        (["discord"], slack, "the tokens of discord are not set"),
        (["worker"], connected(app), "nowhere to deliver to"),
    ):
        with pytest.raises(ConfigError, match=complaint):
            check_roles(played, adapters)


def test_roles_without_tokens_are_left_out_with_what_they_lack(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    slack: dict[str, Adapter] = {"slack": Listening("slack")}
    assert that_are_set(["slack", "discord", "worker"], slack) == ["slack", "worker"]
    assert "leaving out the role discord" in caplog.text
    assert "the tokens of discord are not set" in caplog.text
    assert that_are_set(["discord", "worker"], connected(app)) == []
    with pytest.raises(ConfigError, match='no role "juggler"'):
        that_are_set(["juggler"], slack)


async def test_health_and_figures_are_told_where_a_port_is_set(tmp_path: Path) -> None:
    port = free_port()
    with closing(make_app(tmp_path, PAPERS_OPS_PORT=str(port))) as app:
        slack = Listening("slack")
        running = asyncio.create_task(Process(app, {"slack": slack}, ()).run())
        async with ClientSession(f"http://127.0.0.1:{port}") as http:

            async def is_up() -> bool:
                with contextlib.suppress(OSError):
                    return (await http.get("/healthz")).status == 200
                return False

            await until(is_up)
            ready = await http.get("/readyz")
            told = await ready.json()
            rounds = {"fetching", "planning", "delivering", "tidying", "keeping the index"}
            assert set(told["checks"]) == rounds | {"database", "ingest", "slack"}
            figures = await (await http.get("/metrics")).text()
        running.cancel()
        await asyncio.wait([running])
    assert 'papers_round_age_seconds{round="planning"}' in figures
    assert 'papers_outbox{state="pending"} 0.0' in figures


async def test_a_port_that_is_taken_ends_it_and_names_the_setting(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with closing(make_app(tmp_path, PAPERS_OPS_PORT=port)) as app:
            running = Process(app, {"slack": Listening()}, ["slack"]).run()
            with pytest.raises(ConfigError, match="PAPERS_OPS_PORT"):
                await asyncio.wait_for(running, 10)
