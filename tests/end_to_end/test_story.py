"""The unmodified process, from the first command to the last delivery, on real protocols."""

import signal

import pytest

from tests.end_to_end import discord, gateway
from tests.end_to_end.conftest import Played
from tests.end_to_end.stages import SLACK_TOKENS
from tests.end_to_end.story import LATE_TITLE, Seen


@pytest.fixture(params=["discord", "slack"])
def seen(played: Played, request: pytest.FixtureRequest) -> Seen:
    """What was seen on one platform."""
    if request.param not in played.told.seen:
        pytest.skip(played.why_no_slack)
    return played.told.seen[request.param]


def test_commands_are_answered_to_the_one_who_asks(seen: Seen) -> None:
    subscribed, tried, saved, found = seen.answers
    assert "every day at 09:00 UTC" in subscribed
    assert "Nothing is saved yet" in tried
    assert "Alert 1 is set" in saved
    assert "LoRA adapters for speech" in found


def test_nothing_is_sent_before_it_is_due(seen: Seen) -> None:
    assert (seen.digests[0], seen.alerts[0]) == (0, 0)


def test_a_due_digest_and_an_alert_are_sent_once(seen: Seen) -> None:
    assert (seen.digests[1], seen.alerts[1]) == (1, 1)


def test_after_a_death_in_the_middle_of_sending_nothing_is_sent_twice(seen: Seen) -> None:
    assert (seen.digests[2], seen.alerts[2]) == (1, 1)


def test_a_digest_with_room_left_is_edited_when_a_late_paper_comes(
    played: Played, seen: Seen
) -> None:
    if not played.told.is_filling:
        pytest.skip("no list is filling: it is a weekend")
    assert seen.last_digest.index("LoRA adapters for speech") < seen.last_digest.index(LATE_TITLE)


def test_all_that_was_sent_keeps_the_rules_of_the_platform(seen: Seen) -> None:
    assert seen.faults == []


def test_the_death_came_after_the_message_was_taken_and_before_that_was_known(
    played: Played,
) -> None:
    assert played.told.states_at_the_death == {
        "notice": {"sent"},
        "digest": {"sent"},
        "alert": {"sending"},
    }
    assert played.told.states_at_the_end == {
        "notice": {"sent"},
        "digest": {"sent"},
        "alert": {"sent"},
    }


def test_each_run_ends_as_it_should(played: Played) -> None:
    fetched, asked, killed, stopped = played.told.codes
    assert (fetched, asked, killed, stopped) == (0, 0, -signal.SIGKILL, 0)


def test_the_logs_hold_no_traceback_and_no_secret(played: Played) -> None:
    secrets = [discord.TOKEN, *SLACK_TOKENS.values(), *played.discord.tokens]
    assert len(secrets) > 3
    for log in played.told.logs:
        assert "Traceback" not in log
        assert "ERROR" not in log
        assert [secret for secret in secrets if secret in log] == []


def test_discord_is_reached_through_the_proxy_alone(played: Played) -> None:
    hosts = {"discord.com", "gateway.discord.gg", gateway.RESUME_HOST}
    assert set(played.proxy.asked_for) == hosts
    assert played.proxy.refused == []


def test_the_gateway_is_told_what_is_wanted_and_that_the_bot_lives(played: Played) -> None:
    wanted = gateway.GUILDS | gateway.MESSAGES | gateway.REACTIONS
    assert played.discord.gateway.intents == wanted
    assert gateway.HEARTBEAT in played.discord.gateway.heard
    assert gateway.IDENTIFY in played.discord.gateway.heard


def test_what_was_typed_while_the_connection_was_lost_is_answered_after_it_resumed(
    played: Played,
) -> None:
    assert played.discord.gateway.heard.count(gateway.RESUME) == 1
    assert "LoRA" in played.told.seen["discord"].answers[-1]
