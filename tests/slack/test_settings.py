"""What is said about tokens that are missing or do not go together."""

import subprocess
import sys

import pytest

from adapters.slack import LIMITS, SETTINGS, connect
from adapters.slack.settings import read_settings
from bot.errors import ConfigError

BOT, APP, SECRET = "xoxb-1-secret", "xapp-1-secret", "0123-secret"


@pytest.mark.parametrize(
    ("settings", "variable", "hint"),
    [
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN", "App-Level Tokens"),
        ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "OAuth & Permissions"),
        ({"SLACK_SIGNING_SECRET": SECRET}, "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"),
        ({"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN", "xoxb-"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": BOT}, "SLACK_APP_TOKEN", "xapp-"),
        *[
            (
                {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SECRET, "PORT": port},
                "PORT",
                "1 to 65535",
            )
            for port in ("0", "65536", "abc", "-1", "80.5", "²", "9" * 5000)
        ],
        (
            {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_WHO_MAY_SUBSCRIBE": "bob"},
            "SLACK_WHO_MAY_SUBSCRIBE",
            "members nor admins",
        ),
        (
            {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_API_URL": "slack.com"},
            "SLACK_API_URL",
            "https://",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do_and_without_its_secret(
    settings: dict[str, str], variable: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        connect(settings)
    assert caught.value.variable == variable
    assert hint in str(caught.value)
    assert "-secret" not in str(caught.value)


@pytest.mark.parametrize(
    "settings", [{}, {"PORT": "abc"}, {"SLACK_BOT_TOKEN": " "}, {"SLACK_API_URL": "http://x"}]
)
def test_without_a_token_there_is_no_slack(settings: dict[str, str]) -> None:
    assert connect(settings) is None


def test_an_app_token_means_socket_mode_where_no_port_matters() -> None:
    known = read_settings({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "PORT": "abc"})
    assert known is not None
    assert (known.app_token, known.api_url) == (APP, "https://slack.com/api/")


def test_a_signing_secret_alone_means_http_on_port_3000() -> None:
    known = read_settings({"SLACK_BOT_TOKEN": f"xoxe.{BOT}", "SLACK_SIGNING_SECRET": SECRET})
    assert known is not None
    assert (known.app_token, known.port) == ("", 3000)


def test_settings_never_show_their_secrets() -> None:
    known = read_settings(dict(zip(SETTINGS[:3], (BOT, APP, SECRET), strict=True)))
    assert "secret'" not in repr(known)
    assert "xoxb" not in repr(known)


def test_both_tokens_make_an_adapter() -> None:
    adapter = connect({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP})
    assert adapter is not None
    assert (adapter.name, adapter.limits) == ("slack", LIMITS)


def test_the_room_is_light_to_import() -> None:
    program = "import sys, adapters.slack; sys.exit('slack_sdk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
