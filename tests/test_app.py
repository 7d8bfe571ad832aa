"""The composition root: what is built from which settings."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, clock, connected, limits_of, platforms, room
from bot.config import load
from bot.message import Limits
from bot.model import Arrival
from bot.store import papers
from tests.conftest import make_paper

GRACE = {"SLACK_BOT_TOKEN": "xoxb-secret-1", "SLACK_APP_TOKEN": "xapp-secret-2"}
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
    ("tokens", "names"), [(GRACE, ["slack"]), (DISCORD, ["discord"]), (GRACE | DISCORD, None)]
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
    connected(make_app(tmp_path, **GRACE, **DISCORD, OTHER="x"))
    assert given == [{"PAPERS_HOME": str(tmp_path / "data"), **DISCORD}]


def test_secrets_are_all_that_a_log_may_not_hold(tmp_path: Path) -> None:
    url = "postgresql://user:sesame@host/db"
    app = make_app(tmp_path, **GRACE, SLACK_SIGNING_SECRET="abc", DATABASE_URL=url, PORT="3000")
    assert sorted(app.secrets) == sorted([*GRACE.values(), "abc", url])


@pytest.mark.parametrize(
    ("machine", "zone"), [("Europe/Berlin", "Europe/Berlin"), ("Etc/UTC", "UTC"), (None, "UTC")]
)
def test_the_zone_is_the_setting_or_the_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: str | None, zone: str
) -> None:
    assert make_app(tmp_path, PAPERS_TIMEZONE="Asia/Tokyo").timezone == "Asia/Tokyo"
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: machine)
    assert make_app(tmp_path).timezone == zone


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
