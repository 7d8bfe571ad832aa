"""A Slack that we did not write, behind a proxy of ours that breaks things on demand."""

import urllib.request
from collections.abc import AsyncIterator

import pytest

from tests.slack.simulator import slack_binary, slack_server
from tests.slack.world import SlackWorld

__all__ = ["slack_binary", "slack_server"]


@pytest.fixture(autouse=True)
def known_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    # Bolt reads this by itself; what the settings say must win.
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-from-the-environment")


@pytest.fixture
async def slack(slack_server: str) -> AsyncIterator[SlackWorld]:
    """An empty workspace with a signed-out adapter; whatever is posted must be legal."""
    urllib.request.urlopen(  # noqa: ASYNC210
        urllib.request.Request(f"{slack_server}/_control/reset", method="POST")
    ).close()
    async with SlackWorld(slack_server) as world:
        yield world
    assert world.proxy.faults == []
