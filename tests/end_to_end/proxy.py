"""A proxy that leads some names to a server of this machine, and nobody anywhere else."""

import asyncio
import contextlib
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Proxy:
    """Answers CONNECT: hosts that `is_ours` go to `port` of this machine, all others nowhere."""

    def __init__(self, is_ours: Callable[[str], bool], port: int) -> None:
        self._is_ours = is_ours
        self._port = port
        self._tunnels: set[asyncio.Task[None]] = set()
        self.asked_for: list[str] = []
        self.refused: list[str] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for tunnel in self._tunnels:
            tunnel.cancel()
        await asyncio.gather(*self._tunnels, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tunnel = asyncio.current_task()
        assert tunnel
        self._tunnels.add(tunnel)
        try:
            # Whoever is killed does not say goodbye.
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._lead(reader, writer)
        finally:
            self._tunnels.discard(tunnel)
            writer.close()

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, target, _ = head.split("\r\n", 1)[0].split(" ")
        host = target.rpartition(":")[0]
        self.asked_for.append(host)
        if method != "CONNECT" or not self._is_ours(host):
            self.refused.append(f"{method} {target}")
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            return
        answer, ask = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            await asyncio.gather(_pass_on(reader, ask), _pass_on(answer, writer))
        finally:
            ask.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
