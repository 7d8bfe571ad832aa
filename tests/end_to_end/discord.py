"""A Discord that speaks the real protocols: its REST API and its gateway, over TLS.

https://discord.com/developers/docs/reference
"""

import asyncio
import json
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from types import TracebackType
from typing import Any, Self

import discord
from aiohttp import web

from tests.discord_platform.reading import buttons_of, walk
from tests.discord_platform.rules import check_request, faults_of
from tests.end_to_end.gateway import Gateway, Json

HOSTS = ("discord.com", "gateway.discord.gg", "*.discord.gg")
TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"
BOT, APPLICATION, GUILD, CHANNEL, PERSON, DIRECT = "11", "12", "21", "22", "31", "32"
EPHEMERAL = 64
AT_ONCE, DEFERRED = 4, 5
_API = "/api/v10"
_ALL = str(discord.Permissions.all().value)
_JSON_CODES = {401: (0, "401: Unauthorized"), 404: (10008, "Unknown Message")}


class PlayedDiscord:
    """One server with one channel and one person; `said` holds the messages of each channel."""

    def __init__(
        self, context: ssl.SSLContext, guilds: int = 1, *, is_strict: bool = True, shards: int = 1
    ) -> None:
        """`guilds` is how many servers the bot is in; one that is not strict checks no requests."""
        self._context = context
        self._is_strict = is_strict
        self._next_id = discord.utils.time_snowflake(datetime.now(UTC))
        self._nonces: dict[tuple[str, str], Json] = {}
        self._released = asyncio.Event()
        session = {"v": 10, "user": _BOT, "application": _APP}
        self.gateway = Gateway(TOKEN, session, _guilds(guilds), shards=shards)
        self.commands: list[Json] = []
        self.said: dict[str, list[Json]] = {CHANNEL: [], DIRECT: []}
        self.answers: dict[str, list[Json]] = {}
        self.tokens: list[str] = []
        self.first_responses: dict[str, float] = {}
        self.faults: list[str] = []
        self.withholds: Callable[[Json], bool] = lambda _message: False
        self.port = 0

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/", self.gateway.serve)
        app.router.add_route("*", _API + "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._context).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._released.set()
        await self.gateway.close()
        await self._runner.cleanup()

    async def type_command(self, text: str, person: str = PERSON) -> str:
        """Let a person type `/papers text` in the channel; return the interaction's token."""
        data = {"type": 1, "name": "papers", "id": self.commands[0]["id"]}
        data["options"] = self._options(self.commands[0]["options"], text)
        member = {**_MEMBER, "user": {**_PERSON, "id": person}}
        return await self._interact(2, data=data, member=member)

    async def press(self, label: str) -> str:
        """Let the person press a button under the newest answer; return the token of that."""
        answer = self.answers[self.tokens[-1]][-1]
        pressed = buttons_of(answer)[label]
        menus = (one for one in walk(answer["components"]) if one["type"] == 3)
        menu = next((one for one in menus if pressed in values_of(one)), None)
        data: Json = {"component_type": 2, "custom_id": pressed}
        if menu:
            data = {"component_type": 3, "custom_id": menu["custom_id"], "values": [pressed]}
        return await self._interact(3, data=data, message=self._message(CHANNEL, answer))

    async def _interact(self, kind: int, **what: Json) -> str:
        token = f"aW50ZXJhY3Rpb246{len(self.tokens)}.secret"
        self.tokens.append(token)
        self.answers[token] = []
        await self.gateway.send(
            "INTERACTION_CREATE",
            {
                "id": self._new_id(),
                "application_id": APPLICATION,
                "type": kind,
                "version": 1,
                "token": token,
                "guild_id": GUILD,
                "guild": {"id": GUILD, "features": [], "locale": "en-US"},
                "channel": _CHANNEL,
                "channel_id": CHANNEL,
                "member": _MEMBER,
                "locale": "en-US",
                "guild_locale": "en-US",
                "app_permissions": _ALL,
                "entitlements": [],
                "authorizing_integration_owners": {"0": GUILD},
                "context": 0,
                "attachment_size_limit": 10_485_760,
                **what,
            },
        )
        return token

    def _options(self, known: list[Json], text: str) -> list[Json]:
        """Write a command as a client does, from what the bot told of its commands.

        Whoever types all into the first option is understood as well.
        """
        word, _, rest = text.partition(" ")
        option = next(one for one in known if one["name"] == word)
        chosen: Json = {"type": option["type"], "name": word}
        inner = option.get("options") or []
        if option["type"] == 2:
            return [{**chosen, "options": self._options(inner, rest)}]
        values = [{"type": 3, "name": inner[0]["name"], "value": rest}] if rest else []
        return [{**chosen, "options": values}]

    async def _serve(self, request: web.Request) -> web.Response:
        path = "/" + request.match_info["path"]
        body = await request.json() if request.can_read_body else None
        faults = check_request(request.method, path, body) if self._is_strict else []
        self.faults += [f"{request.method} {path}: {fault}" for fault in faults]
        parts = path.strip("/").split("/")
        if parts[0] in ("interactions", "webhooks"):
            return self._answer(request.method, parts, body or {})
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            return _refuse(401)
        if parts[0] == "channels":
            return await self._channel(request, parts, body or {})
        return self._account(request.method, path, body)

    def _account(self, method: str, path: str, body: Any) -> web.Response:
        if path == "/users/@me":
            return _reply(_BOT)
        if path == "/oauth2/applications/@me":
            return _reply(_APP)
        if path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
            url = "wss://gateway.discord.gg"
            return _reply({"url": url, "shards": self.gateway.shards, "session_start_limit": limit})
        if path == "/users/@me/channels":
            assert str(body["recipient_id"]) == PERSON
            return _reply({"id": DIRECT, "type": 1, "recipients": [_PERSON]})
        if path == f"/applications/{APPLICATION}/commands":
            if method == "PUT":
                extra = {"application_id": APPLICATION, "version": "1", "type": 1}
                self.commands = [{"id": self._new_id(), **extra, **one} for one in body]
            return _reply(self.commands)
        self.faults.append(f"{method} {path}: nobody asks that")
        return _refuse(404)

    def _answer(self, method: str, parts: list[str], body: Json) -> web.Response:
        """Take the first response, the answer in its place, and what follows it."""
        answers = self.answers[parts[2]]
        if parts[0] == "interactions":
            self.first_responses[parts[2]] = monotonic()
            return self._first_response(parts[1], answers, body)
        self.faults += faults_of(body) if self._is_strict else []
        answers.append(body)
        return _reply(self._message(CHANNEL, body))

    def _first_response(self, interaction_id: str, answers: list[Json], body: Json) -> web.Response:
        """Take what is said at once, or that it will be said later."""
        said = body.get("data") or {}
        if body["type"] == AT_ONCE:
            assert said["flags"] & EPHEMERAL
            shown = {**said, "flags": said["flags"] & ~EPHEMERAL}
            self.faults += faults_of(shown) if self._is_strict else []
            answers.append(said)
        resource = {"type": body["type"], "message": self._message(CHANNEL, said)}
        return _reply({"interaction": {"id": interaction_id, "type": 2}, "resource": resource})

    async def _channel(self, request: web.Request, parts: list[str], body: Json) -> web.Response:
        channel = self.said.get(parts[1])
        if request.method == "GET" and parts[1:] == [CHANNEL]:
            return _reply(_CHANNEL)
        if channel is None or parts[2:3] != ["messages"]:
            self.faults.append(f"{request.method} {request.path}: nobody asks that")
            return _refuse(404)
        if request.method == "POST":
            return await self._post(parts[1], channel, body)
        if len(parts) == 4:
            return self._one_message(channel, parts[3], body)
        after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 50))
        later = [one for one in channel if int(one["id"]) > after][:limit]
        return _reply(later[::-1])

    def _one_message(self, channel: list[Json], message_id: str, edit: Json) -> web.Response:
        found = next((one for one in channel if one["id"] == message_id), None)
        if found is None:
            return _refuse(404)
        if edit:
            self.faults += faults_of(edit)
            found |= {key: value for key, value in edit.items() if key in found}
        return _reply(found)

    async def _post(self, place: str, channel: list[Json], body: Json) -> web.Response:
        self.faults += faults_of(body)
        nonce = (place, str(body.get("nonce")))
        # https://discord.com/developers/docs/resources/message#create-message (enforce_nonce)
        if body.get("enforce_nonce") and nonce in self._nonces:
            return _reply(self._nonces[nonce])
        message = self._message(place, body)
        channel.append(message)
        self._nonces[nonce] = message
        if self.withholds(message):
            await self._released.wait()
        return _reply(message)

    def _message(self, place: str, body: Json) -> Json:
        return {
            "id": self._new_id(),
            "channel_id": place,
            "type": 0,
            "author": _BOT,
            "content": body.get("content") or "",
            "embeds": [{"type": "rich", **embed} for embed in body.get("embeds") or []],
            "components": body.get("components") or [],
            "flags": body.get("flags") or 0,
            "nonce": body.get("nonce"),
            "attachments": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
            "timestamp": datetime.now(UTC).isoformat(),
            "edited_timestamp": None,
        }

    def _new_id(self) -> str:
        self._next_id += 1
        return str(self._next_id)


def values_of(menu: Json) -> list[str]:
    """Return what can be chosen in a menu."""
    return [option["value"] for option in menu["options"]]


def _reply(data: object) -> web.Response:
    # discord.py reads JSON only where the type is exactly this, without a charset.
    return web.Response(body=json.dumps(data).encode(), content_type="application/json")


def _refuse(status: int) -> web.Response:
    code, words = _JSON_CODES[status]
    said = json.dumps({"code": code, "message": words}).encode()
    return web.Response(status=status, body=said, content_type="application/json")


def _user(user_id: str, name: str, **more: object) -> Json:
    return {"id": user_id, "username": name, "discriminator": "0", "avatar": None, **more}


_BOT = _user(BOT, "papers", bot=True)
_PERSON = _user(PERSON, "ada")
_APP = {
    "id": APPLICATION,
    "name": "Papers",
    "description": "",
    "icon": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": _PERSON,
    "verify_key": "",
    "flags": 0,
}
_MEMBER = {
    "user": _PERSON,
    "roles": [],
    "joined_at": "2026-01-01T00:00:00+00:00",
    "deaf": False,
    "mute": False,
    "flags": 0,
    "permissions": _ALL,
}
_CHANNEL = {
    "id": CHANNEL,
    "type": 0,
    "name": "papers",
    "position": 0,
    "guild_id": GUILD,
    "permission_overwrites": [],
}
_EVERYONE = {
    "id": GUILD,
    "name": "@everyone",
    "permissions": _ALL,
    "color": 0,
    "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    "position": 0,
    "hoist": False,
    "managed": False,
    "mentionable": False,
    "flags": 0,
}
_GUILD = {
    "id": GUILD,
    "name": "Lab",
    "owner_id": PERSON,
    "member_count": 2,
    "roles": [_EVERYONE],
    "channels": [_CHANNEL],
    "members": [{**_MEMBER, "user": _BOT}],
    "unavailable": False,
}


def _guilds(count: int) -> list[Json]:
    """Return so many servers: the first is the person's, the others have what servers have."""
    return [_GUILD, *(_crowded(n) for n in range(1, count))]


def _crowded(number: int) -> Json:
    """Return a server with thirty channels and twenty roles, as Discord tells of one."""
    # The upper bits of an id are its time, and choose the shard.
    id_ = str(10_000_000 + (number << 22))
    channels = [
        {**_CHANNEL, "id": f"{id_}{n}", "name": f"channel-{n}", "guild_id": id_} for n in range(30)
    ]
    roles = [{**_EVERYONE, "id": id_}]
    roles += [{**_EVERYONE, "id": f"{id_}5{n}", "name": f"role {n}"} for n in range(20)]
    emojis = [{"id": f"{id_}7{n}", "name": f"emoji{n}", "roles": []} for n in range(20)]
    return {
        **_GUILD,
        "id": id_,
        "name": f"Server {number}",
        "channels": channels,
        "roles": roles,
        "emojis": emojis,
        "member_count": 500,
    }
