"""Socket Mode: connections that Slack's envelopes come down, the next open before the last goes."""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from time import monotonic

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

_log = logging.getLogger(__name__)

AskUrl = Callable[[], Awaitable[str]]
"""Asks Slack for an address to connect to: each is good for one try only."""

QUIET_S = 900.0
"""A session can fall deaf with its pings still answered (bolt-python#1529): nothing tells it from a
quiet night, so that after so long it is made anew."""

LINGER_S = 30.0
"""How long a connection is still read after the next one is open: what was sent down it counts."""

AILING_S = 30.0
_CONNECT_S = 30.0
_HELLO_S = 15.0
_PING_S = 10.0
_LONGEST_WAIT_S = 30.0
_MOST_KNOWN = 10_000


class Line:
    """Slack's envelopes, each heard once, whichever connection it comes down.

    The SDK's own client closes a connection before it opens the next one, and what Slack sends
    meanwhile is lost: commands are never sent again.
    """

    def __init__(self) -> None:
        self._down_since: float | None = None
        self._known: OrderedDict[str, None] = OrderedDict()
        self._open: set[Connection] = set()

    def ailing(self) -> str:
        """Say what is wrong with it, "" if nothing."""
        down = self._down_since
        is_down = down is not None and monotonic() - down >= AILING_S
        return "Slack's socket does not answer" if is_down else ""

    async def listen(self, app: AsyncApp, ask_url: AskUrl, proxy: str | None) -> None:
        """Listen until cancelled; raises what `ask_url` raises."""
        async with aiohttp.ClientSession() as session:
            try:
                while True:
                    connection = await self._connect(session, app, ask_url, proxy)
                    _log.info("Slack is connected by Socket Mode")
                    await connection.until_due()
                    connection.linger()
            finally:
                for one in list(self._open):
                    await one.close()

    async def _connect(
        self, session: aiohttp.ClientSession, app: AsyncApp, ask_url: AskUrl, proxy: str | None
    ) -> "Connection":
        """Connect, waiting longer between tries, each at an address of its own."""
        wait_s = 0.5
        self._down_since = self._down_since or monotonic()
        while True:
            try:
                async with asyncio.timeout(_CONNECT_S):
                    url = await ask_url()
                    # aiohttp pings, answers pings, and closes what does not answer.
                    socket = await session.ws_connect(url, proxy=proxy, heartbeat=_PING_S)
                connection = Connection(socket, app, self._is_new, self._open)
                if await connection.is_greeted():
                    self._down_since = None
                    return connection
            except (TimeoutError, aiohttp.ClientError, OSError) as error:
                _log.warning("Slack's socket cannot be reached (%s)", type(error).__name__)
            await asyncio.sleep(wait_s)
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)

    def _is_new(self, envelope_id: str) -> bool:
        """Tell whether an envelope was not heard before, on this connection or another."""
        if envelope_id in self._known:
            return False
        self._known[envelope_id] = None
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return True


class Connection:
    """One connection, read until Slack or we close it."""

    def __init__(
        self,
        socket: aiohttp.ClientWebSocketResponse,
        app: AsyncApp,
        is_new: Callable[[str], bool],
        open_ones: "set[Connection]",
    ) -> None:
        self._socket = socket
        self._app = app
        self._is_new = is_new
        self._open_ones = open_ones
        self._heard_at = monotonic()
        self._greeted = asyncio.Event()
        self._is_due = asyncio.Event()
        self._answering: set[asyncio.Task[None]] = set()
        self._reading = asyncio.create_task(self._read())
        self._lingering: asyncio.Task[None] | None = None
        open_ones.add(self)

    async def is_greeted(self) -> bool:
        """Wait for Slack's hello; False, and closed, where none comes."""
        greeted = asyncio.create_task(self._greeted.wait())
        await asyncio.wait(
            {greeted, self._reading}, timeout=_HELLO_S, return_when=asyncio.FIRST_COMPLETED
        )
        if not self._greeted.is_set():
            greeted.cancel()
            await self.close()
        return self._greeted.is_set()

    async def until_due(self) -> None:
        """Wait until another connection has to take its place."""
        while not self._is_due.is_set():
            quiet_s = QUIET_S - (monotonic() - self._heard_at)
            if quiet_s <= 0:
                _log.info("nothing came from Slack for a while: connecting anew, to be sure")
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(quiet_s):
                    await self._is_due.wait()

    def linger(self) -> None:
        """Read on for a while, and close then."""
        self._lingering = asyncio.create_task(self._close_later())

    async def close(self) -> None:
        """Close it; what was heard is still acknowledged where it can be."""
        self._open_ones.discard(self)
        if self._answering:
            await asyncio.wait(self._answering, timeout=1.0)
        await self._socket.close()
        self._reading.cancel()
        with suppress(asyncio.CancelledError):
            await self._reading
        if self._lingering and self._lingering is not asyncio.current_task():
            self._lingering.cancel()

    async def _close_later(self) -> None:
        await asyncio.wait({self._reading}, timeout=LINGER_S)
        await self.close()

    async def _read(self) -> None:
        try:
            async for message in self._socket:
                self._heard_at = monotonic()
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._hear(message.data)
        finally:
            self._is_due.set()

    def _hear(self, words: str) -> None:
        try:
            told = json.loads(words)
        except ValueError:
            return
        if not isinstance(told, dict):
            return
        if told.get("type") == "hello":
            self._greeted.set()
        elif told.get("type") == "disconnect":
            _log.info("Slack renews the socket (%s)", told.get("reason"))
            self._is_due.set()
        elif told.get("envelope_id"):
            task = asyncio.create_task(self._answer(told))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _answer(self, envelope: Mapping[str, object]) -> None:
        """Hand an envelope on and acknowledge it, whatever is made of it: else Slack repeats it."""
        envelope_id = str(envelope["envelope_id"])
        said: dict[str, object] = {"envelope_id": envelope_id}
        if self._is_new(envelope_id):
            said |= await self._dispatched(envelope)
        try:
            await self._socket.send_json(said)
        except (aiohttp.ClientError, OSError) as error:
            _log.warning("an acknowledgement did not reach Slack (%s)", type(error).__name__)

    async def _dispatched(self, envelope: Mapping[str, object]) -> dict[str, object]:
        payload = envelope.get("payload")
        try:
            request = AsyncBoltRequest(
                mode="socket_mode", body=payload if isinstance(payload, dict) else {}
            )
            answer = await self._app.async_dispatch(request)
            body = json.loads(answer.body) if answer.status == 200 and answer.body else None
        except Exception:
            _log.exception("something from Slack was not understood")
            return {}
        return {"payload": body} if isinstance(body, dict) else {}
