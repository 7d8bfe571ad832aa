"""A Web API that takes whatever it is told, and an HTTP mode that is asked as Slack asks it."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlencode

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from adapters.slack.client import make_client
from adapters.slack.http_mode import PATH, make_web_app
from adapters.slack.listener import Listener
from adapters.slack.signatures import SignatureGate
from adapters.slack.tenants import Clients, OneTenant, Tenant
from bot.message import Desk
from tests.slack.rules import faults_of, view_faults

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
Json = dict[str, Any]


class PlayedApi:
    """Slack's Web API: writes down each call, and answers what a test laid ready."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.answers: dict[str, Json] = {}
        self.faults: list[str] = []
        self.url = ""

    def called(self, method: str) -> list[Json]:
        return [body for name, body in self.calls if name == method]

    async def __aenter__(self) -> "PlayedApi":
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._take)
        app.router.add_post("/reply", self._take_reply)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        method, body = request.match_info["method"], await _body_of(request)
        self.calls.append((method, body))
        for shown in ("view", "unfurls"):
            self.faults += view_faults(body[shown]) if shown in body else []
        known = {"ok": True, "view": {"id": f"V{len(self.calls)}"}, "ts": "1.2", "channel": "C1"}
        return web.json_response(known | self.answers.get(method, {}))

    async def _take_reply(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.calls.append(("reply", body))
        self.faults += faults_of(body["text"], body["blocks"])
        return web.Response()


class HttpMode:
    """The HTTP mode, asked with Slack's signature."""

    def __init__(self, api: PlayedApi, desk: Desk) -> None:
        async def who() -> Tenant:
            return Tenant("T1", "xoxb-1", "U0BOT")

        clients = Clients(
            OneTenant(who), lambda token: make_client(f"{api.url}/api/", token), "xoxb-1"
        )
        self.listener = Listener(clients, desk)
        gate = SignatureGate(SECRET)
        app = make_web_app(self.listener.make_app(), gate, desk, self.listener.precedence)
        self.http = TestClient(TestServer(app))

    async def interact(self, payload: Mapping[str, object]) -> ClientResponse:
        body = urlencode({"payload": json.dumps(payload)})
        return await self.post(body, "application/x-www-form-urlencoded")

    async def tell(self, event: Mapping[str, object], event_id: str = "Ev1") -> ClientResponse:
        told = {"type": "event_callback", "team_id": "T1", "event_id": event_id, "event": event}
        return await self.post(json.dumps(told), "application/json")

    async def post(self, body: str, kind: str) -> ClientResponse:
        return await self.http.post(PATH, data=body.encode(), headers=signed(body, kind))


def signed(body: str, kind: str) -> dict[str, str]:
    """Return the headers that Slack sends with a body."""
    stamp = f"{time.time():.0f}"
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
    }


async def _body_of(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    typed = {name: values[0] for name, values in parse_qs(await request.text()).items()}
    typed |= dict(request.query)
    for name in ("view", "blocks", "unfurls"):
        if name in typed:
            typed[name] = json.loads(typed[name])
    return typed
