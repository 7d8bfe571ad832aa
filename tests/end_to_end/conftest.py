"""The story is played once; each test looks at another side of it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.end_to_end import discord
from tests.end_to_end.certificates import certify
from tests.end_to_end.process import Bot
from tests.end_to_end.proxy import Proxy
from tests.end_to_end.stages import DiscordStage, SlackStage, Stage
from tests.end_to_end.story import Told, tell
from tests.replay import Replay
from tests.slack.simulator import slack_binary, slack_server
from tests.slack.world import SlackWorld

__all__ = ["slack_binary", "slack_server"]


@dataclass(frozen=True)
class Played:
    """The story as it went, and those who played in it."""

    told: Told
    discord: discord.PlayedDiscord
    proxy: Proxy
    why_no_slack: str


def is_discords(host: str) -> bool:
    return host == "discord.com" or host.endswith(".discord.gg")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Played]:
    """Play the story on every platform that can be had here."""
    home = tmp_path_factory.mktemp("story")
    authority, context = certify(discord.HOSTS, home)
    async with AsyncExitStack() as stack:
        source = await stack.enter_async_context(Replay())
        world = await stack.enter_async_context(discord.PlayedDiscord(context))
        proxy = await stack.enter_async_context(Proxy(is_discords, world.port))
        stages: list[Stage] = [DiscordStage(world)]
        server, why_no_slack = _slack(request)
        if server:
            stages.append(SlackStage(await stack.enter_async_context(SlackWorld(server))))
        settings = _settings(source, proxy, authority)
        for stage in stages:
            settings |= stage.settings
        bot = Bot(home, settings)
        stack.push_async_callback(bot.make_sure_it_is_gone)
        yield Played(await tell(home, bot, source, stages), world, proxy, why_no_slack)


def _slack(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return the address of the Slack simulator, or why there is none."""
    try:
        return request.getfixturevalue("slack_server"), ""
    except pytest.skip.Exception as reason:
        return "", str(reason)


def _settings(source: Replay, proxy: Proxy, authority: Path) -> dict[str, str]:
    return {
        "HF_ENDPOINT": source.endpoint,
        "ARXIV_ENDPOINT": source.endpoint,
        "HTTPS_PROXY": proxy.url,
        "NO_PROXY": "127.0.0.1,localhost",
        "SSL_CERT_FILE": str(authority),
    }
