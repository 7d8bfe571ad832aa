"""HTTP mode: the server that Slack posts to, for those who cannot use Socket Mode."""

import asyncio
import logging
import os
from collections.abc import Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.precedence import Precedence
from adapters.slack.signatures import WINDOW_S, SignatureGate
from bot.errors import ConfigError, PapersError
from bot.message import Desk

_log = logging.getLogger(__name__)
PATH = "/slack/events"

_PATIENCE_S = 1.0
"""How long the database may take before Slack is told that a request was taken."""


class Door:
    """Where Slack's requests come in: signed, new, and answered within its three seconds."""

    def __init__(
        self, app: AsyncApp, gate: SignatureGate, desk: Desk, precedence: Precedence
    ) -> None:
        self._app = app
        self._gate = gate
        self._desk = desk
        self._precedence = precedence
        self._late: set[asyncio.Task[None]] = set()

    async def hear(self, request: web.Request) -> web.StreamResponse:
        """Take a command, a press or an event."""
        with self._precedence.hearing():
            return await self._hear(request)

    async def _hear(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        if not self._gate.lets_in(body, request.headers):
            return _refused()
        heard = AsyncBoltRequest(
            body=body.decode(), query=request.query_string, headers=dict(request.headers)
        )
        asking = asyncio.ensure_future(self._is_new(request.headers["X-Slack-Signature"]))
        await asyncio.wait({asking}, timeout=_PATIENCE_S)
        if asking.done():
            if not asking.result():
                return _refused()
            return await self._dispatch(heard)
        # Slack gives up after three seconds: it hears "taken" now, and the answer comes later.
        task = asyncio.create_task(self._hear_later(asking, heard))
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        return web.Response()

    async def _dispatch(self, heard: AsyncBoltRequest) -> web.Response:
        try:
            answer = await self._app.async_dispatch(heard)
        except Exception:
            _log.exception("something from Slack was not understood")
            return web.Response()
        if answer.status >= 400:
            # Slack would only say the same again, and give up on an app that often says no.
            return web.Response()
        taken: web.Response = await to_aiohttp_response(answer)
        return taken

    async def _hear_later(self, asking: "asyncio.Future[bool]", heard: AsyncBoltRequest) -> None:
        if await asking:
            await self._dispatch(heard)

    async def _is_new(self, signature: str) -> bool:
        """Ask whether any process let this in; a database that is away lets in what is signed."""
        try:
            return await self._desk.is_new(f"slack signature {signature}", WINDOW_S)
        except PapersError as error:
            _log.warning("not known whether something was heard before: %s", error)
            return True


def _refused() -> web.Response:
    return web.Response(status=401, text="invalid request")


def make_web_app(
    app: AsyncApp,
    gate: SignatureGate,
    desk: Desk,
    precedence: Precedence,
    pages: Sequence[web.RouteDef] = (),
) -> web.Application:
    """Build the server: commands, buttons and events at one path, `/healthz` and `/readyz` beside
    it for whoever shares the load among replicas, and the `pages` to install it from."""

    async def healthz(_: web.Request) -> web.StreamResponse:
        return web.Response(text="ok")

    async def readyz(_: web.Request) -> web.StreamResponse:
        # What is wrong is told on the operator's own port: this one is open to the world.
        is_ready = not await desk.problems()
        return web.Response(text="ok" if is_ready else "not ready", status=200 if is_ready else 503)

    server = web.Application()
    door = Door(app, gate, desk, precedence)
    routes = [web.get("/healthz", healthz), web.get("/readyz", readyz)]
    server.add_routes([web.post(PATH, door.hear), *routes, *pages])
    return server


async def serve(server: web.Application, port: int) -> None:
    """Serve until cancelled; raise ConfigError where the port cannot be opened."""
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, port=port).start()
        _log.info("Slack is served on port %d at %s", port, PATH)
        await asyncio.Event().wait()
    except OSError as error:
        # The words of asyncio repeat the address; the system's own say what is wrong.
        reason = os.strerror(error.errno) if error.errno else "it cannot be opened"
        raise ConfigError("PORT", f"{port}: {reason}; choose another port.") from error
    finally:
        await runner.cleanup()
