"""`papers check` names what is set up and what is wrong."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
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
        "ok  time zone for people whose platform tells none: Europe/Berlin",
    ):
        assert line in done.out
    assert (done.code, done.err) == (0, "")


def test_tokens_that_are_set_are_listed_and_not_shown(shell: Shell) -> None:
    shell.set(SLACK_BOT_TOKEN="xoxb-secret", SLACK_APP_TOKEN="xapp-secret")
    done = shell.run("check")
    assert "ok  slack: tokens are set" in done.out
    assert "secret" not in done.out


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
