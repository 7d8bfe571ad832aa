"""HTTP mode: the server that Slack posts to, for those who cannot use Socket Mode."""

import asyncio
import logging
import os

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.signatures import SignatureGate
from bot.errors import ConfigError

_log = logging.getLogger(__name__)
PATH = "/slack/events"


def make_web_app(app: AsyncApp, gate: SignatureGate) -> web.Application:
    """Build the server: commands, buttons and events at one path, `/healthz` beside it."""

    async def hear(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        if not gate.lets_in(body, request.headers):
            return web.Response(status=401, text="invalid request")
        heard = AsyncBoltRequest(
            body=body.decode(),
            query=request.query_string,
            headers=dict(request.headers),
        )
        return await to_aiohttp_response(await app.async_dispatch(heard))

    async def healthz(_: web.Request) -> web.StreamResponse:
        return web.Response(text="ok")

    server = web.Application()
    server.add_routes([web.post(PATH, hear), web.get("/healthz", healthz)])
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
