"""The composition root: what is built from which settings, and how it all starts and ends."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app as root
from bot.app import App, check_roles, clock, connected, limits_of, platforms, room, run_roles
from bot.config import load
from bot.errors import ConfigError
from bot.message import Adapter, Desk, Limits
from bot.model import Arrival
from bot.store import papers
from tests.adapter_contract import until
from tests.conftest import make_paper
from tests.fakes import FakePlatform

SLACK = {"SLACK_BOT_TOKEN": "xoxb-secret-1", "SLACK_APP_TOKEN": "xapp-secret-2"}
DISCORD = {"DISCORD_TOKEN": "MTk4NjIy.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"}


def make_app(folder: Path, **settings: str) -> App:
    return App(
        load(
            {
                "HF_ENDPOINT": "http://127.0.0.1:9",
                "ARXIV_ENDPOINT": "http://127.0.0.1:9",
                **settings,
            },
            folder,
        )
    )


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with closing(make_app(tmp_path)) as built:
        yield built


def test_the_platforms_are_the_rooms_of_adapters() -> None:
    assert set(platforms()) >= {"discord", "slack", "terminal"}
    for name in platforms():
        assert isinstance(limits_of(name), Limits)
        assert callable(room(name).connect)


def test_without_tokens_there_is_the_terminal_alone(app: App) -> None:
    assert list(connected(app)) == ["terminal"]


@pytest.mark.parametrize(
    ("tokens", "names"), [(SLACK, ["slack"]), (DISCORD, ["discord"]), (SLACK | DISCORD, None)]
)
def test_a_platform_is_there_where_its_tokens_are(
    tmp_path: Path, tokens: dict[str, str], names: list[str] | None
) -> None:
    adapters = connected(make_app(tmp_path, **tokens))
    assert sorted(adapters) == (names or ["discord", "slack"])
    assert all(adapter.name == name for name, adapter in adapters.items())


def test_a_platform_is_given_its_own_settings_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, str]] = []
    monkeypatch.setattr(room("discord"), "connect", given.append)
    connected(make_app(tmp_path, **SLACK, **DISCORD, OTHER="x"))
    assert given == [{"PAPERS_HOME": str(tmp_path / "data"), **DISCORD}]


def test_secrets_are_all_that_a_log_may_not_hold(tmp_path: Path) -> None:
    url = "postgresql://user:sesame@host/db"
    app = make_app(tmp_path, **SLACK, SLACK_SIGNING_SECRET="abc", DATABASE_URL=url, PORT="3000")
    assert sorted(app.secrets) == sorted([*SLACK.values(), "abc", url])


def test_the_zone_is_the_setting_or_the_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make_app(tmp_path, PAPERS_TIMEZONE="Asia/Tokyo").timezone == "Asia/Tokyo"
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Europe/Berlin")
    assert make_app(tmp_path).timezone == "Europe/Berlin"


def test_rooms_are_built_when_they_are_first_asked_for(app: App) -> None:
    assert not app.config.home.exists()
    app.close()
    assert app.store is app.store
    assert app.config.home.exists()


def test_the_search_reads_the_store(app: App) -> None:
    with app.store.write() as tx:
        papers.add_papers(tx, [Arrival(make_paper("2405.00001", "Zebras"))], clock())
    app.search.catch_up()
    (hit,) = app.search.find("zebras", 5).hits
    assert hit.paper.title == "Zebras"


def test_the_clock_tells_utc() -> None:
    assert clock().utcoffset() == timedelta()


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

    async def work(_app: App, adapters: dict[str, Adapter]) -> None:
        steps.append(list(adapters))
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            steps.append([step for one in adapters.values() for step in one.steps])  # type: ignore[attr-defined]

    monkeypatch.setattr(root, "_work", work)
    return steps


async def test_everything_ends_when_the_local_input_does(app: App, worked: list[list[str]]) -> None:
    terminal = Listening("terminal")
    running = asyncio.create_task(run_roles(app, {"terminal": terminal}, ()))
    await until(lambda: terminal.steps and worked)
    terminal.may_end.set()
    await running
    assert terminal.steps == ["listens", "ends", "closed"]


async def test_connections_are_closed_after_the_last_delivery(
    app: App, worked: list[list[str]]
) -> None:
    slack, discord = Listening("slack"), Listening("discord")
    running = asyncio.create_task(run_roles(app, {"slack": slack, "discord": discord}, ()))
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
        await run_roles(app, {"slack": slack, "discord": discord}, ())
    assert discord.steps[-1] == "closed"
    assert len(worked) == 2


@pytest.mark.parametrize(
    ("roles", "listening", "works"),
    [(["slack"], ["slack"], False), (["worker"], [], True), (["worker", "slack"], ["slack"], True)],
)
async def test_a_process_does_only_what_its_roles_say(
    app: App, worked: list[list[str]], roles: list[str], listening: list[str], works: bool
) -> None:
    adapters = {name: Listening(name) for name in ("slack", "discord")}
    running = asyncio.create_task(run_roles(app, adapters, roles))
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
    running = asyncio.create_task(run_roles(app, {"slack": Listening()}, ["slack"]))
    await until(lambda: app.search.revision)
    running.cancel()
    await asyncio.wait([running])
    assert worked == []


async def test_the_worker_delivers_with_what_the_app_has_built(app: App) -> None:
    platform = Listening("slack")
    running = asyncio.create_task(run_roles(app, {"slack": platform}, ()))
    await until(lambda: platform.steps)
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait([running])
    assert platform.steps[-1] == "closed"


def test_roles_that_make_no_sense_are_named(app: App) -> None:
    slack: dict[str, Adapter] = {"slack": FakePlatform("slack")}
    check_roles(["slack", "worker"], slack)
    check_roles([], connected(app))
    for roles, adapters, complaint in (
        (["juggler"], slack, 'there is no role "juggler". There are: worker, discord, slack'),
        (["terminal"], slack, 'no role "terminal"'),
        (["discord"], slack, "the tokens of discord are not set"),
        (["worker"], connected(app), "nowhere to deliver to"),
    ):
        with pytest.raises(ConfigError, match=complaint):
            check_roles(roles, adapters)
