"""Discord's gateway: HELLO, IDENTIFY, heartbeats, events, and RESUME after a lost connection.

https://discord.com/developers/docs/events/gateway
"""

import asyncio
import json
import zlib
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
GUILDS = 1
MESSAGES = 1 << 9 | 1 << 12
REACTIONS = 1 << 10 | 1 << 13
AUTHENTICATION_FAILED = 4004
RESUME_HOST = "gateway-test.discord.gg"


class Gateway:
    """One session at a time; events that a lost connection missed are sent when it resumes."""

    def __init__(self, token: str, ready: Json, guilds: list[Json], every_ms: int = 1000) -> None:
        self._token = token
        self._ready = ready
        self._guilds = guilds
        self._every_ms = every_ms
        self._events: list[Json] = []
        self._session = 0
        self._socket: _Compressed | None = None
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
        if self._socket is compressed:
            self._socket = None
            self.is_listened_to.clear()
        return socket

    async def send(self, event: str, data: Json) -> None:
        """Let the bot hear of an event, at once or when it comes back."""
        self._events.append({"t": event, "s": len(self._events) + 1, "d": data})
        if self._socket:
            await self._socket.dispatch(self._events[-1])

    async def lose_the_connection(self) -> None:
        """Ask the bot to reconnect, as Discord does when it moves a session elsewhere."""
        assert self._socket
        lost, self._socket = self._socket, None
        self.is_listened_to.clear()
        await lost.send(RECONNECT, None)

    async def close(self) -> None:
        """Hang up."""
        if self._socket:
            await self._socket.close(1001)

    async def _hear(self, socket: "_Compressed", said: Json) -> None:
        self.heard.append(said["op"])
        if said["op"] == HEARTBEAT:
            await socket.send(ACK, None)
        elif said["op"] == IDENTIFY:
            await self._identify(socket, said["d"])
        elif said["op"] == RESUME:
            await self._resume(socket, said["d"])

    async def _identify(self, socket: "_Compressed", data: Json) -> None:
        if data["token"] != self._token:
            await socket.close(AUTHENTICATION_FAILED)
            return
        self.intents = data["intents"]
        self._session += 1
        self._events.clear()
        self._socket = socket
        session = {
            "v": 10,
            "session_id": str(self._session),
            "resume_gateway_url": f"wss://{RESUME_HOST}",
        }
        absent = [{"id": guild["id"], "unavailable": True} for guild in self._guilds]
        await self.send("READY", {**self._ready, **session, "guilds": absent})
        for guild in self._guilds:
            await self.send("GUILD_CREATE", guild)
        self.is_listened_to.set()

    async def _resume(self, socket: "_Compressed", data: Json) -> None:
        if data["token"] != self._token or data["session_id"] != str(self._session):
            await socket.send(INVALID, False)
            return
        self._socket = socket
        for event in self._events[data["seq"] :]:
            await socket.dispatch(event)
        await self.send("RESUMED", {})
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
