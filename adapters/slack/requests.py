"""What people type and press in Slack, turned into requests, and the way back for replies."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from adapters.slack.limits import LIMITS
from adapters.slack.render import Payload, render
from bot.message import Desk, Destination, Message, Request, Text, fit

_log = logging.getLogger(__name__)

# A response_url takes 5 posts: https://docs.slack.dev/interactivity/handling-user-interaction
_MOST_PARTS = 4
_TOO_LONG = Message(lead=Text("There is more than fits here: ask for less at a time."))
_BROKEN = Message(lead=Text("Something went wrong on my side. Please try again in a minute."))

_LINK = re.compile(r"<(https?://[^|>]+)(?:\|[^>]*)?>")
_MENTION = re.compile(r"^\s*<@[A-Z0-9]+(?:\|[^>]*)?>[\s,:]*")

Json = Mapping[str, object]
Say = Callable[[Payload], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Heard:
    """A request, and the event that it came with ("" for commands and buttons)."""

    request: Request
    event_id: str = ""


def command_from(body: Json) -> Request:
    """Read a slash command."""
    prefix = f"{body.get('command') or '/papers'} "
    return _request(
        str(body.get("text") or ""),
        team=str(body["team_id"]),
        user=str(body["user_id"]),
        channel=str(body["channel_id"]),
        prefix=prefix,
    )


def press_from(body: Json) -> Request | None:
    """Read a pressed button; None where it only opens a page."""
    (action, *_) = _list_of(body, "actions")
    if "value" not in action or not action["value"]:
        return None
    user, team = _map_of(body, "user"), _map_of(body, "team")
    place = _map_of(body, "channel") or {"id": _map_of(body, "container").get("channel_id")}
    return _request(
        str(action["value"]),
        team=str(team.get("id") or user.get("team_id")),
        user=str(user["id"]),
        channel=str(place.get("id") or ""),
        is_typed=False,
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
    )
    return Heard(request, str(body.get("event_id") or ""))


async def answer(desk: Desk, request: Request, say: Say) -> None:
    """Ask the desk and say what it answers; a fault of ours is logged and said plainly."""
    try:
        message = (await desk.answer(request)).message
    except Exception:
        _log.exception("a command in Slack could not be answered")
        message = _BROKEN
    parts = list(fit(message, LIMITS))
    if len(parts) > _MOST_PARTS:
        parts[_MOST_PARTS:] = [_TOO_LONG]
    for part in parts:
        await say(render(part))


def name_of_press(body: Json) -> str:
    """Return what tells a press from others: a double click is one press of one person."""
    (action, *_) = _list_of(body, "actions")
    message = _map_of(body, "container").get("message_ts") or _map_of(body, "message").get("ts")
    person = _map_of(body, "user").get("id")
    return f"slack press {person} {message} {action.get('value')}"


def _request(
    text: str,
    *,
    team: str,
    user: str,
    channel: str,
    prefix: str = "/papers ",
    is_typed: bool = True,
) -> Request:
    person = Destination("slack", f"{team}/{user}")
    # A direct message is wherever the person is: the bot posts to people, not to D… channels.
    is_direct = channel.startswith("D") or not channel
    return Request(
        text=_typed(text) if is_typed else text,
        person=person,
        destination=person if is_direct else Destination("slack", f"{team}/{channel}"),
        workspace=f"slack:{team}",
        prefix=prefix,
    )


def _typed(text: str) -> str:
    """Undo what Slack does to typed words: links in angles, three entities."""
    plain = _LINK.sub(r"\1", text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _map_of(body: Json, name: str) -> Json:
    value = body.get(name)
    return value if isinstance(value, Mapping) else {}


def _list_of(body: Json, name: str) -> list[Json]:
    value = body.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
