"""Asking Slack whether the tokens work and may do what is needed; nothing is changed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.manifest import SCOPES
from adapters.slack.refusals import FAILURES, code_of, translate
from bot.message import CheckResult

NEEDED = frozenset(SCOPES)
"""What the manifest asks for, and why stands there."""

_MOST_SKEW_S = 120.0
"""Slack's signatures are refused when they are five minutes old."""


async def check_bot(client: AsyncWebClient) -> list[CheckResult]:
    """Look at the bot token: whose it is, what it may do, and whether the clocks agree."""
    try:
        answer = await client.auth_test()
    except FAILURES as error:
        return [CheckResult(False, f"SLACK_BOT_TOKEN: {_why(error)}")]
    findings = [CheckResult(True, f"signed in to {answer.get('team')} as {answer.get('user')}")]
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if scopes := headers.get("x-oauth-scopes"):
        findings.append(_scopes(scopes))
    if (skew := _clock(headers)) is not None:
        findings.append(skew)
    return findings


async def check_app(client: AsyncWebClient, app_token: str) -> CheckResult:
    """Look at the app token: Socket Mode opens a connection with it."""
    try:
        await client.apps_connections_open(app_token=app_token)
    except FAILURES as error:
        return CheckResult(False, f"SLACK_APP_TOKEN: {_why(error)}")
    return CheckResult(True, "Socket Mode can be opened")


def _scopes(told: str) -> CheckResult:
    lacking = sorted(NEEDED - {scope.strip() for scope in told.split(",")})
    if not lacking:
        return CheckResult(True, "the app has all scopes that it needs")
    return CheckResult(
        False,
        f"the app lacks the scopes {', '.join(lacking)}: add them under OAuth & Permissions "
        "(“papers slack manifest” lists all) and reinstall it.",
    )


def _clock(headers: Mapping[str, str]) -> CheckResult | None:
    try:
        theirs = parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError):
        return None
    skew_s = (datetime.now(UTC) - theirs).total_seconds()
    if abs(skew_s) <= _MOST_SKEW_S:
        return CheckResult(True, "this machine's clock agrees with Slack's")
    return CheckResult(
        False,
        f"this machine's clock differs by {skew_s:.0f} s from Slack's, which makes its signed "
        "requests look forged: see to the time service of this machine.",
    )


def _why(error: Exception) -> str:
    if code := code_of(error):
        return f"Slack refuses it ({code}); copy it anew from https://api.slack.com/apps."
    return str(translate(error))
