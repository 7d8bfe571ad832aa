"""Discord's REST API on loopback: channels of every kind, threads, posts and interactions.

What it is asked is held against Discord's own description; a request can be lost or refused.
"""

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from aiohttp import web
from discord.http import Route

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.settings import DiscordSettings
from tests.discord_platform.reading import words_of
from tests.discord_platform.rules import check_request, faults_of

Json = dict[str, Any]
ME = {"id": "9", "username": "papers", "discriminator": "0", "avatar": None, "bot": True}
ADA = {"id": "31", "username": "ada", "discriminator": "0", "avatar": None}
APPLICATION = {
    "id": "9", "name": "papers", "icon": None, "description": "", "rpc_origins": None,
    "bot_public": True, "bot_require_code_grant": False, "verify_key": "", "flags": 0,
    "owner": ADA, "team": None,
}  # fmt: skip
GUILD = "21"
TEXT, DIRECT, NEWS, FORUM, MEDIA, VOICE = "1", "2", "5", "15", "16", "4"
EPHEMERAL = 64


class World:
    """A server with a channel of each kind; `asked` is all that was requested, in order."""

    def __init__(self) -> None:
        kinds = {TEXT: 0, DIRECT: 1, NEWS: 5, FORUM: 15, MEDIA: 16, VOICE: 2}
        self.channels: dict[str, Json] = {id_: channel(id_, kind) for id_, kind in kinds.items()}
        self.messages: dict[str, list[Json]] = {id_: [] for id_ in self.channels}
        self.asked: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.answers: dict[str, Json] = {}
        self.followed: list[Json] = []
        self.referred: list[Json] = []
        self.callbacks: list[Json] = []
        self._fates: list[tuple[str, str, Callable[[], web.Response] | None]] = []
        self._nonces: dict[tuple[str, str], Json] = {}
        self._newest = discord.utils.time_snowflake(datetime.now(UTC))
        self._is_thinking = False

    def fail(self, method: str, path: str, status: int, code: int = 0, times: int = 1) -> None:
        """Refuse the next requests whose path holds this."""
        self._fates += [(method, path, lambda: refusal(status, code))] * times

    def lose(self, method: str, path: str) -> None:
        """Do what the next such request asks, but never say so."""
        self._fates.append((method, path, None))

    def words(self, channel_id: str) -> list[str]:
        """Return the words of each message in a channel."""
        return [words_of(message) for message in self.messages[channel_id]]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        path = "/" + request.match_info["path"]
        body = await request.json() if request.can_read_body else None
        self.asked.append((request.method, path))
        faults = check_request(request.method, path, body)
        self.faults += [f"{request.method} {path}: {fault}" for fault in faults]
        fate = self._fate(request.method, path)
        if fate and fate[2]:
            return fate[2]()
        answer = self._do(request.method, path.strip("/").split("/"), body or {})
        if fate and request.transport:
            request.transport.abort()
        return answer

    def _fate(
        self, method: str, path: str
    ) -> tuple[str, str, Callable[[], web.Response] | None] | None:
        for fate in self._fates:
            if fate[0] == method and re.search(fate[1], path):
                self._fates.remove(fate)
                return fate
        return None

    def _do(  # noqa: PLR0911 - a table of what can be asked
        self, method: str, parts: list[str], body: Json
    ) -> web.Response:
        match [method, *parts]:
            case ["GET", "users", "@me"]:
                return reply(ME)
            case ["GET", "oauth2", "applications", "@me"]:
                return reply(APPLICATION)
            case ["POST", "users", "@me", "channels"]:
                return reply({"id": DIRECT, "type": 1, "recipients": [ADA]})
            case ["POST", "interactions", _, _, "callback"]:
                return self._call_back(body)
            case [_, "webhooks", _, _, *rest]:
                return self._webhook(method, rest, body)
            case [_, "channels", id_, *rest] if id_ in self.channels:
                return self._channel(method, id_, rest, body)
            case ["GET", "guilds", _, "threads", "active"]:
                threads = [one for one in self.channels.values() if one["type"] == 11]
                return reply({"threads": threads, "members": []})
            case ["GET", "guilds", id_]:
                everybody = {"id": id_, "name": "@everyone", "permissions": ALL}
                return reply({"id": id_, "owner_id": "31", "roles": [everybody]})
            case ["GET", "guilds", _, "members", _]:
                return reply({"user": ME, "roles": []})
        return refusal(404, 10003)

    def _channel(  # noqa: PLR0911
        self, method: str, id_: str, rest: list[str], body: Json
    ) -> web.Response:
        known = self.channels[id_]
        match [method, *rest]:
            case ["GET"]:
                return reply(known)
            case ["PATCH"]:
                tags = [{"id": f"7{n}", **tag} for n, tag in enumerate(body["available_tags"])]
                known["available_tags"] = tags
                return reply(known)
            case ["POST", "messages"] if known["type"] not in (15, 16):
                return self._say(id_, body)
            case ["POST", "threads"] if known["type"] in (15, 16):
                return self._post(id_, body)
            case ["GET", "threads", "archived", "public"]:
                return reply({"threads": [], "members": [], "has_more": False})
            case ["POST", "messages", head, "threads"]:
                if head in self.channels:
                    return refusal(400, 160004)
                self._begin_thread(head, id_, body["name"])
                return reply(self.channels[head])
            case ["POST", "messages", _, "crosspost"]:
                return reply(self.messages[id_][-1])
            case ["GET", "messages"]:
                return reply(self.messages[id_][::-1])
            case [_, "messages", one]:
                found = next((said for said in self.messages[id_] if said["id"] == one), None)
                if found and method == "PATCH":
                    found |= body
                return reply(found) if found else refusal(404, 10008)
        return refusal(400, 50008)

    def _say(self, id_: str, body: Json) -> web.Response:
        self.faults += faults_of(body)
        if reference := body.get("message_reference"):
            self.referred.append(reference)
        nonce = (id_, str(body.get("nonce")))
        if nonce not in self._nonces:
            self._nonces[nonce] = self.message(id_, body)
            self.messages[id_].append(self._nonces[nonce])
        return reply(self._nonces[nonce])

    def _post(self, id_: str, body: Json) -> web.Response:
        self.faults += faults_of(dict(body["message"]))
        said = self.message(id_, body["message"])
        thread = self._begin_thread(said["id"], id_, body["name"])
        thread["applied_tags"] = body.get("applied_tags", [])
        self.messages[said["id"]].append({**said, "channel_id": said["id"]})
        return reply({**thread, "message": said})

    def _begin_thread(self, id_: str, parent: str, name: str) -> Json:
        more = {"parent_id": parent, "owner_id": ME["id"], "name": name}
        self.channels[id_] = channel(id_, 11) | more
        self.messages[id_] = []
        return self.channels[id_]

    def _call_back(self, body: Json) -> web.Response:
        if self.callbacks:
            return refusal(400, 40060)
        self.callbacks.append(body)
        if body["type"] in (4, 7):
            said = body["data"]
            self.faults += faults_of({**said, "flags": said.get("flags", 0) & ~EPHEMERAL})
            self.answers["@original"] = said
        self._is_thinking = body["type"] == 5
        message = self.message(TEXT, body.get("data") or {})
        resource = {"type": body["type"], "message": message}
        return reply({"interaction": {"id": "1", "type": 2}, "resource": resource})

    def _webhook(self, method: str, rest: list[str], body: Json) -> web.Response:
        if not self.callbacks:
            return refusal(404, 10015)
        if method == "DELETE":
            self.answers.pop("@original", None)
            return web.Response(status=204)
        self.faults += faults_of({**body, "flags": body.get("flags", 0) & ~EPHEMERAL})
        if method == "PATCH":
            self.answers["@original"] = body
        else:
            self.followed.append(body)
        return reply(self.message(TEXT, body))

    def message(self, place: str, body: Json) -> Json:
        """Return what was said as Discord writes it."""
        self._newest += 1
        return {
            "id": str(self._newest), "channel_id": place, "author": ME, "type": 0,
            "content": body.get("content") or "", "embeds": body.get("embeds") or [],
            "components": body.get("components") or [], "flags": body.get("flags") or 0,
            "timestamp": datetime.now(UTC).isoformat(), "edited_timestamp": None, "tts": False,
            "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [],
            "pinned": False,
        }  # fmt: skip


ALL = str(discord.Permissions.all().value)


def channel(id_: str, kind: int) -> Json:
    """Return a channel as Discord writes it."""
    if kind == 1:
        return {"id": id_, "type": 1, "recipients": [ADA]}
    return {
        "id": id_, "type": kind, "guild_id": GUILD, "name": f"kind-{kind}", "flags": 0,
        "permission_overwrites": [], "available_tags": [], "position": 0,
    }  # fmt: skip


def reply(body: object) -> web.Response:
    # discord.py reads JSON only where the type is exactly this, without a charset.
    return web.Response(body=json.dumps(body).encode(), content_type="application/json")


def refusal(status: int, code: int) -> web.Response:
    said = json.dumps({"code": code, "message": "No"}).encode()
    return web.Response(body=said, status=status, content_type="application/json")


@asynccontextmanager
async def a_world(
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[tuple[World, DiscordAdapter]]:
    """Open a world, and an adapter that knows no other; nothing may be wrong at the end."""
    world = World()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", world.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    monkeypatch.setattr(Route, "BASE", f"http://{host}:{port}")
    adapter = DiscordAdapter(DiscordSettings("a.b.c"))
    try:
        yield world, adapter
        assert world.faults == [], world.faults
    finally:
        await adapter.close()
        await runner.cleanup()
