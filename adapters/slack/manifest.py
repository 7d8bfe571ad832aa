"""The app's manifest, made from the code: what it asks Slack for, and where it is heard."""

import json

from adapters.slack.blocks import Json

SCOPES = {
    "app_mentions:read": 'hear "@Papers search lora"',
    "channels:history": "look whether a lost answer was posted after all",
    "channels:read": "see whether it was invited before it promises a digest",
    "chat:write": "post",
    "commands": "/papers and the shortcuts",
    "groups:history": "the same in private channels",
    "groups:read": "the same in private channels",
    "im:history": "hear direct messages",
    "im:write": "open them",
    "links:read": "see links to papers",
    "links:write": "show what is behind them",
    "reactions:read": "take an emoji for a vote or a save",
    "users:read": "know a person's timezone, and who is an admin or a guest",
}
"""Each scope of the bot, and what it is for."""

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_deleted",
    "group_deleted",
    "link_shared",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "tokens_revoked",
)

# Slack takes five domains: https://docs.slack.dev/reference/app-manifest
UNFURLED = ("arxiv.org", "alphaxiv.org", "huggingface.co", "hf.co")

_DESCRIPTION = "Daily papers, search and alerts where your group already talks."
_SHORTCUTS = (
    ("global", "Search papers", "search_papers", "Find papers from anywhere in Slack"),
    ("message", "Papers in this message", "papers_in_message", "Show the papers it is about"),
)


def manifest(url: str = "") -> Json:
    """Return the manifest for Socket Mode, or with `url` for HTTP and any number of workspaces."""
    address = {"url": f"{url}/slack/events"} if url else {}
    request = {"request_url": f"{url}/slack/events"} if url else {}
    redirects = {"redirect_urls": [f"{url}/slack/oauth_redirect"]} if url else {}
    command = {
        "command": "/papers",
        "description": "Search papers, subscribe to digests, set alerts",
        "usage_hint": "help",
        "should_escape": False,
    }
    return {
        "display_information": {
            "name": "Papers",
            "description": _DESCRIPTION,
            "background_color": "#1f2937",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Papers", "always_online": True},
            "shortcuts": [
                {"type": kind, "name": name, "callback_id": called, "description": description}
                for kind, name, called, description in _SHORTCUTS
            ],
            "slash_commands": [command | address],
            "unfurl_domains": list(UNFURLED),
        },
        "oauth_config": redirects | {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": request | {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True} | request,
            "org_deploy_enabled": bool(url),
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def manifest_text(url: str = "") -> str:
    """Return the manifest as JSON, to be pasted."""
    return json.dumps(manifest(url), indent=2, ensure_ascii=False)
