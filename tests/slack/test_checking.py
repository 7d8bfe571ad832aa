"""`papers check` asks Slack about the tokens: what is wrong is said with what to do."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from adapters.slack.manifest import manifest
from adapters.slack.self_check import NEEDED
from tests.slack.test_faults import BrokenSlack, broken, refusal  # noqa: F401

SIGNED_IN = {"ok": True, "team": "Lab", "user": "papers", "team_id": "T1"}


def signed_in(scopes: str, ahead: timedelta = timedelta()) -> web.Response:
    date = format_datetime(datetime.now(UTC) + ahead, usegmt=True)
    headers = {"X-OAuth-Scopes": scopes, "Date": date}
    return web.json_response(SIGNED_IN, headers=headers)


async def findings(slack: BrokenSlack) -> list[tuple[bool, str]]:
    return [(one.is_good, one.line) for one in await slack.adapter.check()]


async def test_tokens_that_work_are_said_to(broken: BrokenSlack) -> None:  # noqa: F811
    broken.proxy.break_next("auth.test", lambda _: signed_in(",".join(NEEDED)))
    broken.answers("apps.connections.open", {"ok": True, "url": "wss://x"})
    found = await findings(broken)
    assert all(is_good for is_good, _ in found)
    assert [line for _, line in found] == [
        "signed in to Lab as papers",
        "the app has all scopes that it needs",
        "this machine's clock agrees with Slack's",
        "Socket Mode can be opened",
    ]


async def test_scopes_and_clocks_that_are_wrong_are_named(
    broken: BrokenSlack,  # noqa: F811
) -> None:
    scopes = ",".join(NEEDED - {"im:write", "users:read"})
    ahead = timedelta(minutes=6)
    broken.proxy.break_next("auth.test", lambda _: signed_in(scopes, ahead))
    broken.proxy.break_next("apps.connections.open", refusal("not_allowed_token_type"))
    bad = [line for is_good, line in await findings(broken) if not is_good]
    assert bad[0].startswith("the app lacks the scopes im:write, users:read: add them")
    assert re.match(r"this machine's clock differs by -3[56]\d s from Slack's", bad[1])
    assert bad[2].startswith("SLACK_APP_TOKEN: Slack refuses it (not_allowed_token_type)")


@pytest.mark.parametrize("code", ["invalid_auth", "account_inactive"])
async def test_a_token_that_is_refused_is_named(
    broken: BrokenSlack,  # noqa: F811
    code: str,
) -> None:
    broken.proxy.break_next("auth.test", refusal(code))
    broken.answers("apps.connections.open", {"ok": True, "url": "wss://x"})
    (first, _) = await findings(broken)
    assert first == (
        False,
        f"SLACK_BOT_TOKEN: Slack refuses it ({code}); copy it anew from https://api.slack.com/apps.",
    )


def test_what_is_checked_is_what_the_manifest_asks_for() -> None:
    asked = manifest()["oauth_config"]["scopes"]["bot"]  # type: ignore[index]
    assert set(asked) == NEEDED
