"""Discord's gateway: HELLO, IDENTIFY, heartbeats, events, and RESUME after a lost connection.

https://discord.com/developers/docs/events/gateway
"""

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
GUILDS = 1
MESSAGES = 1 << 9 | 1 << 12
REACTIONS = 1 << 10 | 1 << 13
AUTHENTICATION_FAILED = 4004
RESUME_HOST = "gateway-test.discord.gg"


def shard_of(guild_id: str, count: int) -> int:
    """Return which of so many shards hears of a server.

    https://discord.com/developers/docs/events/gateway#sharding
    """
    return (int(guild_id) >> 22) % count


@dataclass
class Session:
    """One shard's session: what was sent, and the connection that it has now."""

    id: str
    socket: "_Compressed | None"
    events: list[Json] = field(default_factory=list)

    async def send(self, event: str, data: Json) -> None:
        """Let the bot hear of an event, at once or when it comes back."""
        self.events.append({"t": event, "s": len(self.events) + 1, "d": data})
        if self.socket:
            await self.socket.dispatch(self.events[-1])


class Gateway:
    """A session a shard; events that a lost connection missed are sent when it resumes."""

    def __init__(
        self, token: str, ready: Json, guilds: list[Json], every_ms: int = 1000, shards: int = 1
    ) -> None:
        self._token = token
        self._ready = ready
        self._guilds = guilds
        self._every_ms = every_ms
        self.shards = shards
        self._sessions: dict[int, Session] = {}
        self._begun = 0
        self.heard: list[int] = []
        self.hosts: list[str] = []
        self.intents = 0
        self.is_listened_to = asyncio.Event()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until either side ends it."""
        assert dict(request.query) == {"v": "10", "encoding": "json", "compress": "zlib-stream"}
        self.hosts.append(request.host)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        compressed = _Compressed(socket)
        await compressed.send(HELLO, {"heartbeat_interval": self._every_ms})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._hear(compressed, json.loads(message.data))
        for session in self._sessions.values():
            if session.socket is compressed:
                session.socket = None
                self.is_listened_to.clear()
        return socket

    async def send(self, event: str, data: Json) -> None:
        """Let the shard of a server hear of an event; what concerns none comes to the first."""
        shard = shard_of(data.get("guild_id") or "0", self.shards)
        await self._sessions[shard].send(event, data)

    async def lose_the_connection(self) -> None:
        """Ask the bot to reconnect, as Discord does when it moves a session elsewhere."""
        session = self._sessions[0]
        assert session.socket
        lost, session.socket = session.socket, None
        self.is_listened_to.clear()
        await lost.send(RECONNECT, None)

    async def close(self) -> None:
        """Hang up."""
        for session in self._sessions.values():
            if session.socket:
                await session.socket.close(1001)

    async def _hear(self, socket: "_Compressed", said: Json) -> None:
        self.heard.append(said["op"])
        if said["op"] == HEARTBEAT:
            await socket.send(ACK, None)
        elif said["op"] == IDENTIFY:
            await self._identify(socket, said["d"])
        elif said["op"] == RESUME:
            await self._resume(socket, said["d"])

    async def _identify(self, socket: "_Compressed", data: Json) -> None:
        shard, count = data.get("shard", (0, 1))
        if data["token"] != self._token or count != self.shards:
            await socket.close(AUTHENTICATION_FAILED)
            return
        self.intents = data["intents"]
        self._begun += 1
        session = self._sessions[shard] = Session(str(self._begun), socket)
        told = {
            "v": 10,
            "session_id": session.id,
            "resume_gateway_url": f"wss://{RESUME_HOST}",
            "shard": [shard, count],
        }
        guilds = [one for one in self._guilds if shard_of(one["id"], count) == shard]
        absent = [{"id": guild["id"], "unavailable": True} for guild in guilds]
        await session.send("READY", {**self._ready, **told, "guilds": absent})
        for guild in guilds:
            await session.send("GUILD_CREATE", guild)
        self._note_who_listens()

    async def _resume(self, socket: "_Compressed", data: Json) -> None:
        known = {session.id: session for session in self._sessions.values()}
        session = known.get(data["session_id"])
        if data["token"] != self._token or session is None:
            await socket.send(INVALID, False)
            return
        session.socket = socket
        for event in session.events[data["seq"] :]:
            await socket.dispatch(event)
        await session.send("RESUMED", {})
        self._note_who_listens()

    def _note_who_listens(self) -> None:
        listened_to = [one for one in self._sessions.values() if one.socket]
        if len(listened_to) == self.shards:
            self.is_listened_to.set()


class _Compressed:
    """A connection whose messages share one zlib stream, each flushed by itself."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket
        self._stream = zlib.compressobj()

    async def dispatch(self, event: Json) -> None:
        await self._write({"op": DISPATCH, **event})

    async def send(self, operation: int, data: object) -> None:
        await self._write({"op": operation, "d": data, "s": None, "t": None})

    async def close(self, code: int) -> None:
        await self._socket.close(code=code)

    async def _write(self, message: Json) -> None:
        raw = self._stream.compress(json.dumps(message).encode())
        await self._socket.send_bytes(raw + self._stream.flush(zlib.Z_SYNC_FLUSH))
