"""`/healthz`, `/readyz` and `/metrics`, on an address of their own."""

import asyncio
import logging

from aiohttp import web

from bot.errors import ConfigError
from bot.runtime.operations.health import Health
from bot.runtime.operations.metrics import Metrics

log = logging.getLogger(__name__)


def make_app(health: Health, metrics: Metrics) -> web.Application:
    """Build the server."""

    async def healthz(_: web.Request) -> web.Response:
        # That this runs at all is what it tells: the loop is alive.
        return web.Response(text="ok")

    async def readyz(_: web.Request) -> web.Response:
        said = await health.look()
        is_ready = all(answer == "ok" for answer in said.values())
        body = {"ready": is_ready, "checks": said}
        return web.json_response(body, status=200 if is_ready else 503)

    async def figures(_: web.Request) -> web.Response:
        text = await asyncio.to_thread(metrics.text)
        return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4"})

    app = web.Application()
    app.add_routes(
        [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", figures)]
    )
    return app


async def serve(app: web.Application, host: str, port: int) -> None:
    """Serve until cancelled; raise ConfigError where the address cannot be used."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        log.info("health and figures are at http://%s:%d/readyz and /metrics", host, port)
        await asyncio.Event().wait()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise ConfigError(
            "PAPERS_OPS_PORT", f"{host}:{port}: {reason}; choose another port."
        ) from error
    finally:
        await runner.cleanup()
