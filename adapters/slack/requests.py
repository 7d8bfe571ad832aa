"""What people do in Slack, turned into requests: each gesture is a command."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from adapters.slack.buttons import FORM, TURN, origin_of
from bot.message import Destination, Request

# No "<" inside: Slack writes it as &lt; there, and whoever sends many of them must not stall us.
_LINK = re.compile(r"<(https?://[^<|>]+)(?:\|[^<>]*)?>")
_MENTION = re.compile(r"^\s*<@[A-Z0-9]+(?:\|[^<>]*)?>[\s,:]*")

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Heard:
    """A request, and the event that it came with ("" for commands and buttons)."""

    request: Request
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: its command, and what is known of the message that it stands in.

    `origin` is the command that the message answers; `is_own` says that only that person sees it.
    """

    request: Request
    action_id: str
    origin: str = ""
    is_own: bool = False
    blocks: tuple[Json, ...] = ()

    @property
    def is_toggle(self) -> bool:
        """Whether the button has a state that a press turns."""
        return self.action_id.startswith(TURN)

    @property
    def asks_form(self) -> bool:
        """Whether a form is to be filled in before there is a command."""
        return self.action_id.startswith(FORM)


def command_from(body: Json) -> Request:
    """Read a slash command."""
    prefix = f"{body.get('command') or '/papers'} "
    return _request(
        str(body.get("text") or ""),
        team=str(body["team_id"]),
        user=str(body["user_id"]),
        channel=str(body["channel_id"]),
        prefix=prefix,
        name=str(body.get("user_name") or ""),
    )


def press_from(body: Json) -> Press | None:
    """Read a pressed button or a chosen entry of a menu; None where it only opens a page."""
    (action, *_) = _list_of(body, "actions") or [{}]
    chosen = _map_of(action, "selected_option")
    if not (value := action.get("value") or chosen.get("value")):
        return None
    container = _map_of(body, "container")
    channel = str(_map_of(body, "channel").get("id") or container.get("channel_id") or "")
    blocks = _list_of(_map_of(body, "message"), "blocks")
    return Press(
        request_of_person(str(value), body, channel),
        str(action.get("action_id") or ""),
        origin_of(str(action.get("block_id") or "")),
        is_own=bool(container.get("is_ephemeral")) or channel.startswith("D"),
        blocks=tuple(blocks),
    )


def request_of_person(command: str, body: Json, channel: str = "") -> Request:
    """Return a request by whoever acts in a payload, without a channel in their own messages."""
    user, team = _map_of(body, "user"), _map_of(body, "team")
    return _request(
        command,
        team=str(team.get("id") or user.get("team_id") or ""),
        user=str(user["id"]),
        channel=channel,
        is_typed=False,
        name=str(user.get("name") or user.get("username") or ""),
    )


def words_from(body: Json) -> Heard | None:
    """Read a mention or a direct message; None for what bots write and for edits."""
    event = _map_of(body, "event")
    if event.get("bot_id") or event.get("subtype") or not event.get("user"):
        return None
    text = _MENTION.sub("", str(event.get("text") or ""))
    request = _request(
        text,
        team=str(body.get("team_id") or event.get("team")),
        user=str(event["user"]),
        channel=str(event["channel"]),
        is_said=True,
    )
    return Heard(request, str(body.get("event_id") or ""))


def message_shortcut_from(body: Json) -> Request:
    """Read "Papers in this message": its ids and links, or else its words."""
    message, channel = _map_of(body, "message"), _map_of(body, "channel")
    text = as_typed(str(message.get("text") or ""))
    return request_of_person(f"in {text}", body, str(channel.get("id") or ""))


def event_request(command: str, body: Json, user: str, channel: str) -> Request:
    """Return a request for what an event tells that somebody did."""
    team = str(body.get("team_id") or "")
    return _request(command, team=team, user=user, channel=channel, is_typed=False)


def name_of_press(body: Json) -> str:
    """Return what tells a press from others: a double click is one press of one person."""
    (action, *_) = _list_of(body, "actions") or [{}]
    container = _map_of(body, "container")
    place = container.get("message_ts") or _map_of(body, "message").get("ts")
    person = _map_of(body, "user").get("id")
    chosen = _map_of(action, "selected_option").get("value")
    return (
        f"slack press {person} {place or container.get('view_id')} {action.get('value') or chosen}"
    )


def as_typed(text: str) -> str:
    """Undo what Slack does to typed words: links in angles, three entities."""
    plain = _LINK.sub(r"\1", text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _request(
    text: str,
    *,
    team: str,
    user: str,
    channel: str,
    prefix: str = "/papers ",
    is_typed: bool = True,
    is_said: bool = False,
    name: str = "",
) -> Request:
    person = Destination("slack", f"{team}/{user}")
    # A direct message is wherever the person is: the bot posts to people, not to D… channels.
    is_direct = channel.startswith("D") or not channel
    return Request(
        text=as_typed(text) if is_typed else text,
        person=person,
        destination=person if is_direct else Destination("slack", f"{team}/{channel}"),
        workspace=f"slack:{team}",
        prefix=prefix,
        name=name,
        is_said=is_said,
    )


def _map_of(body: Json, name: str) -> Json:
    value = body.get(name)
    return value if isinstance(value, Mapping) else {}


def _list_of(body: Json, name: str) -> list[Json]:
    value = body.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
