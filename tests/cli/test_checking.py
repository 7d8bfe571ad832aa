"""`papers check` names what is set up and what is wrong."""

import asyncio
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.message import Destination, Message
from bot.store import outbox
from bot.store.outbox import Key
from tests.cli.conftest import Shell
from tests.conftest import NOW
from tests.replay import Replay


def test_what_is_set_up_is_listed(stocked: Shell) -> None:
    stocked.set(PAPERS_TIMEZONE="Europe/Berlin")
    done = stocked.run("check")
    for line in (
        "ok  program: complete",
        f"ok  data folder: {stocked.home / 'data'}",
        "ok  database: SQLite, 3 papers",
        "ok  search index: up to date",
        "ok  slack: no tokens are set",
        "ok  discord: no tokens are set",
        "ok  deliveries: 0 wait, 0 failed",
        "for people whose platform tells none: Europe/Berlin (16:00 now)",
    ):
        assert line in done.out
    assert (done.code, done.err) == (0, "")


def test_tokens_are_asked_about_and_not_shown(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.set(SLACK_BOT_TOKEN="xoxb-secret", SLACK_APP_TOKEN="xapp-secret")
    shell.set(SLACK_API_URL="http://127.0.0.1:9/api/")
    done = shell.run("check")
    assert "ok  slack: tokens are set" in done.out
    assert "BAD slack: SLACK_BOT_TOKEN: Slack cannot be reached" in done.out
    assert "BAD slack: SLACK_APP_TOKEN: Slack cannot be reached" in done.out
    assert "secret" not in done.out + done.err
    assert done.code == 1


def test_a_platform_that_hangs_is_not_waited_for(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: object) -> None:
        await asyncio.Event().wait()

    shell.set(DISCORD_TOKEN="MTk4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs")
    monkeypatch.setattr("adapters.discord.adapter.DiscordAdapter.check", hang)
    monkeypatch.setattr("bot.cli.check.PATIENCE_S", 0.01)
    assert "BAD discord: no answer within" in shell.run("check").out


def queue(shell: Shell, state: str = "pending") -> None:
    """Queue a message, and let it fail where it is told so."""
    channel = Destination("slack", "T1/C1")
    with closing(App()) as app, app.store.write() as tx:
        key = Key(channel, "digest", "2026-11-24 robots")
        outbox.queue(tx, key, [Message("x")], channel, NOW, workspace="slack:T1")
        if state != "pending":
            (claim,) = outbox.claim(tx, ["slack"], NOW, timedelta(minutes=2), 1)
            outbox.settle_dead(tx, claim, "I am not in that channel.", NOW)


def test_deliveries_that_failed_or_wait_too_long_are_bad(shell: Shell) -> None:
    queue(shell, "dead")
    said = shell.run("check").out
    assert "BAD deliveries: 0 wait, 1 failed; see: papers deliveries" in said
    assert "(the last one: I am not in that channel.)" in said
    shell.run("deliveries", "drop", "all")
    assert "ok  deliveries: 0 wait, 0 failed" in shell.run("check").out


def test_a_delivery_that_nobody_sends_is_bad(shell: Shell) -> None:
    queue(shell)
    shell.now = NOW + timedelta(hours=2)
    assert "BAD deliveries: 1 wait, 0 failed; one is due for 2.0 h" in shell.run("check").out


def test_a_disk_that_is_lost_at_a_restart_is_bad(shell: Shell) -> None:
    shell.set(DYNO="web.1")
    assert "BAD data folder: Heroku loses it at each restart" in shell.run("check").out


def test_another_clock_than_the_databases_is_bad(shell: Shell, postgresql_address: str) -> None:
    shell.set(DATABASE_URL=postgresql_address)
    assert "BAD clock: this machine's differs by" in shell.run("check").out


def test_a_malformed_token_is_bad_and_not_shown(shell: Shell) -> None:
    shell.set(SLACK_BOT_TOKEN="xoxp-secret", DISCORD_TOKEN="two words")
    done = shell.run("check")
    assert "BAD slack: SLACK_BOT_TOKEN: a bot token begins with xoxb-" in done.out
    assert "BAD discord: DISCORD_TOKEN: a token has no spaces" in done.out
    assert "secret" not in done.out
    assert done.code == 1


def test_a_source_that_failed_is_bad(shell: Shell) -> None:
    shell.run("fetch")
    done = shell.run("check")
    assert "BAD Hugging Face" in done.out
    assert "connection refused" in done.out
    assert done.code == 1


def test_a_source_that_answered_is_well(shell: Shell, hugging_face: Replay) -> None:
    hugging_face.days.clear()
    shell.run("fetch")
    done = shell.run("check")
    assert "ok  Hugging Face" in done.out
    assert done.code == 0


def test_a_folder_that_cannot_be_used_is_bad_and_the_rest_is_looked_at(shell: Shell) -> None:
    shell.set(PAPERS_HOME=str(shell.write("file", "") / "data"))
    done = shell.run("check")
    assert "BAD database: PAPERS_HOME: the data folder" in done.out
    assert "ok  data folder" not in done.out
    assert "ok  slack: no tokens are set" in done.out
    assert done.code == 1


def test_other_peoples_adapters_that_hide_ours_are_bad(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = Path("elsewhere/adapters/__init__.py")
    foreign.parent.mkdir(parents=True)
    foreign.touch()
    real = __import__("adapters")
    monkeypatch.setattr(real, "__file__", str(foreign.resolve()))
    done = shell.run("check")
    assert f"BAD program: {foreign.parent.resolve()} hides our adapters" in done.out
    shutil.rmtree("elsewhere")
