"""The settings: what is taken, and what is said about what is not."""

import subprocess
import sys

import pytest

from adapters.discord import SETTINGS, connect
from adapters.discord.adapter import DiscordAdapter
from bot.errors import ConfigError

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"


@pytest.mark.parametrize("settings", [{}, {"DISCORD_TOKEN": ""}, {"DISCORD_TOKEN": "  "}])
def test_without_a_token_there_is_no_adapter(settings: dict[str, str]) -> None:
    assert connect(settings) is None


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (f"Bot {TOKEN}", "leave out"),
        (f'"{TOKEN}"', "quotation marks"),
        ("two words", "no spaces"),
        ("schlüssel", "plain letters"),
        ("198622483471925248", "application id"),
        ("xoxb-1-2", "Slack"),
    ],
)
def test_what_is_no_token_is_refused_without_repeating_it(token: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        connect({"DISCORD_TOKEN": token})
    assert caught.value.variable == "DISCORD_TOKEN"
    assert token not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://proxy:3128"}, "http://proxy:3128"),
        ({"https_proxy": "proxy:3128"}, "http://proxy:3128"),
        ({"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "localhost, .discord.com"}, None),
        ({"HTTPS_PROXY": "http://proxy:3128", "no_proxy": "*"}, None),
        ({"HTTPS_PROXY": "http://proxy:3128", "no_proxy": "example.org"}, "http://proxy:3128"),
    ],
)
async def test_a_proxy_is_used_as_the_environment_says(
    settings: dict[str, str], proxy: str | None
) -> None:
    adapter = connect({"DISCORD_TOKEN": TOKEN, **settings})
    assert isinstance(adapter, DiscordAdapter)
    assert adapter.client.http.proxy == proxy
    assert set(settings) <= set(SETTINGS)
    await adapter.close()


def test_what_is_neither_yes_nor_no_names_the_setting() -> None:
    with pytest.raises(ConfigError, match="yes or no"):
        connect({"DISCORD_TOKEN": TOKEN, "DISCORD_READS_LINKS": "perhaps"})


def test_importing_the_room_does_not_load_the_library() -> None:
    code = "import adapters.discord, sys; sys.exit('discord' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
