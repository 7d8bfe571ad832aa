"""The environment names that Slack needs, read into one typed whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import ConfigError

SETTINGS = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
    "PORT",
    "SLACK_WHO_MAY_SUBSCRIBE",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "PUBLIC_URL",
)

_SLACK = "https://slack.com/api/"
_WHERE_BOT = "it stands at https://api.slack.com/apps → your app → OAuth & Permissions"
_WHERE_APP = (
    "make one at https://api.slack.com/apps → your app → Basic Information → App-Level Tokens, "
    "with the scope connections:write"
)


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach Slack; with an app token by Socket Mode, else by HTTP on `port`.

    With a client's id and secret, and without a bot token, any workspace can install the app.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = _SLACK
    port: int = 3000
    who_may_subscribe: frozenset[str] = frozenset({"members"})
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    public_url: str = ""

    @property
    def is_installable(self) -> bool:
        """Whether any workspace can install the app."""
        return bool(self.client_id)

    @property
    def authorize_url(self) -> str:
        """Where an installation is allowed."""
        return self.api_url.removesuffix("api/") + "oauth/v2/authorize"


def read_settings(settings: Mapping[str, str]) -> SlackSettings | None:
    """Read the settings; None where none of Slack's tokens is set.

    Raises ConfigError, naming the variable and where its value is found.
    """
    bot_token, app_token, secret = (settings.get(name, "").strip() for name in SETTINGS[:3])
    client_id = settings.get("SLACK_CLIENT_ID", "").strip()
    if client_id and not bot_token:
        return _installable(settings, client_id, secret)
    if not (bot_token or app_token or secret):
        return None
    _check_bot_token(bot_token, "SLACK_APP_TOKEN" if app_token else "SLACK_SIGNING_SECRET")
    if app_token and not app_token.startswith("xapp-"):
        raise ConfigError("SLACK_APP_TOKEN", f"an app token begins with xapp-; {_WHERE_APP}.")
    if not (app_token or secret):
        raise ConfigError(
            "SLACK_APP_TOKEN",
            f"it is missing beside SLACK_BOT_TOKEN; {_WHERE_APP}. "
            "(For HTTP instead, set SLACK_SIGNING_SECRET, from Basic Information.)",
        )
    # Socket Mode opens no port, so that whatever else PORT is set for does not matter to it.
    port = _port(settings) if not app_token else 0
    return SlackSettings(bot_token, app_token, secret, _api_url(settings), port, _who(settings))


def _installable(settings: Mapping[str, str], client_id: str, secret: str) -> SlackSettings:
    client_secret = settings.get("SLACK_CLIENT_SECRET", "").strip()
    public_url = settings.get("PUBLIC_URL", "").strip().rstrip("/")
    for name, value in (("SLACK_CLIENT_SECRET", client_secret), ("SLACK_SIGNING_SECRET", secret)):
        if not value:
            raise ConfigError(
                name,
                "it is missing beside SLACK_CLIENT_ID; it stands at https://api.slack.com/apps → "
                "your app → Basic Information.",
            )
    if not public_url.startswith(("https://", "http://")):
        raise ConfigError(
            "PUBLIC_URL", "workspaces install the app from there: set it to https://your.host"
        )
    return SlackSettings(
        signing_secret=secret,
        api_url=_api_url(settings),
        port=_port(settings),
        who_may_subscribe=_who(settings),
        client_id=client_id,
        client_secret=client_secret,
        public_url=public_url,
    )


def _check_bot_token(bot_token: str, given: str) -> None:
    if not bot_token:
        raise ConfigError("SLACK_BOT_TOKEN", f"it is missing beside {given}; {_WHERE_BOT}.")
    if not bot_token.startswith(("xoxb-", "xoxe.xoxb-")):
        raise ConfigError("SLACK_BOT_TOKEN", f"a bot token begins with xoxb-; {_WHERE_BOT}.")


def _api_url(settings: Mapping[str, str]) -> str:
    url = settings.get("SLACK_API_URL", "").strip() or _SLACK
    if not url.startswith(("https://", "http://")):
        raise ConfigError("SLACK_API_URL", "it must begin with https://; leave it out for Slack.")
    return url.rstrip("/") + "/"


def _port(settings: Mapping[str, str]) -> int:
    written = settings.get("PORT", "").strip() or "3000"
    is_number = written.isascii() and written.isdigit() and len(written) <= 5
    if not (is_number and 1 <= int(written) <= 65535):
        raise ConfigError("PORT", f"{written!r} is not a port; give a number from 1 to 65535.")
    return int(written)


def _who(settings: Mapping[str, str]) -> frozenset[str]:
    written = settings.get("SLACK_WHO_MAY_SUBSCRIBE", "").strip() or "members"
    who = frozenset(one for one in re.split(r"[\s,]+", written) if one)
    for one in who:
        if one not in ("members", "admins") and not re.fullmatch(r"[UW][A-Z0-9]+", one):
            raise ConfigError(
                "SLACK_WHO_MAY_SUBSCRIBE",
                f"{one!r} is neither members nor admins nor the id of a person such as U024BE7LH.",
            )
    return who
