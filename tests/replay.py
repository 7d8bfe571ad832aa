"""A Hugging Face and an arXiv on this machine: they answer from given papers and fail on demand."""

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.replay_arxiv import ArXivShelf

Item = dict[str, Any]
Fault = Callable[["Replay", web.Request], Awaitable[web.StreamResponse]]
"""Answers one request in the place of the server."""

DEFAULT_LIMIT = 50
MOST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the server heard it."""

    path: str
    query: dict[str, str]
    user_agent: str
    if_none_match: str = ""


class Replay:
    """Serves `days` (the lists by day) and `papers` (by id); `faults` come first, one a request."""

    def __init__(
        self,
        days: Mapping[str, Sequence[Item]] | None = None,
        papers: Mapping[str, Item] | None = None,
    ) -> None:
        self.days = {day: list(items) for day, items in (days or {}).items()}
        self.papers = dict(papers or {})
        self.arxiv = ArXivShelf()
        self.feeds: dict[str, bytes] = {}
        self.faults: deque[Fault | None] = deque()
        self.log: list[Asked] = []
        self.was_asked = Event()
        self.endpoint = ""
        self._ends = asyncio.Event()

    @classmethod
    def of_folder(cls, folder: Path) -> "Replay":
        """Serve recorded answers: `2024-05-27.json` is the list of that day."""
        days = {
            path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted(folder.glob("????-??-??.json"))
        }
        papers = {item["paper"]["id"]: item["paper"] for items in days.values() for item in items}
        return cls(days, papers)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._hear)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.endpoint = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ends.set()
        await self._runner.cleanup()

    def fail(self, *faults: Fault | None) -> None:
        """Queue what happens to the next requests; None lets one through."""
        self.faults.extend(faults)

    async def until_the_end(self) -> None:
        """Wait until the server is closed."""
        await self._ends.wait()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer as the sources do."""
        path = request.path.removeprefix("/moved")
        if path in self.feeds:
            return web.Response(body=self.feeds[path], content_type="application/xml")
        if self.arxiv.answers(path):
            return self.arxiv.answer(path, request.query)
        if path == "/api/daily_papers":
            return self._daily(request)
        if path.startswith("/api/papers/"):
            paper = self.papers.get(path.removeprefix("/api/papers/"))
            return web.json_response(paper) if paper else _error(404, "Paper not found")
        return _error(404, "Sorry, we can't find the page you are looking for.")

    async def _hear(self, request: web.Request) -> web.StreamResponse:
        agent = request.headers.get("User-Agent", "")
        match = request.headers.get("If-None-Match", "")
        self.log.append(Asked(request.path, dict(request.query), agent, match))
        self.was_asked.set()
        fault = self.faults.popleft() if self.faults else None
        return await (fault(self, request) if fault else self.answer(request))

    def _daily(self, request: web.Request) -> web.Response:
        found = self._listed(request)
        if found is None:
            return _error(400, 'Invalid date at "date"')
        limit = min(int(request.query.get("limit", DEFAULT_LIMIT)), MOST)
        start = int(request.query.get("p", 0)) * limit
        body = json.dumps(found[start : start + limit]).encode()
        etag = f'W/"{zlib.crc32(body):x}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.Response(body=body, headers={"ETag": etag}, content_type="application/json")

    def _listed(self, request: web.Request) -> list[Item] | None:
        """Return the items of a date, a week or a month, None for what is none of them."""
        for kind, form in (("week", "%G-W%V"), ("month", "%Y-%m")):
            if span := request.query.get(kind):
                days = [day for day in self.days if f"{date.fromisoformat(day):{form}}" == span]
                return [item for day in sorted(days) for item in self.days[day]]
        wanted = request.query.get("date", "")
        try:
            date.fromisoformat(wanted)
        except ValueError:
            return None
        return self.days.get(wanted, [])


@contextmanager
def in_a_thread(server: Replay) -> Iterator[Replay]:
    """Serve beside a test that is not asynchronous, or that a loop of its own keeps busy."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def status(code: int, **headers: str) -> Fault:
    """Answer with a status and nothing to read."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def fault(_server: Replay, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, headers=named, text='{"error":"no"}')

    return fault


def too_many(retry_after: str = "") -> Fault:
    """Ask for a pause."""
    return status(429, **({"Retry_After": retry_after} if retry_after else {}))


def body(sent: bytes, content_type: str = "application/json") -> Fault:
    """Answer with these bytes: half a JSON, a page, an empty list."""

    async def fault(_server: Replay, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=sent, content_type=content_type)

    return fault


WEB_PAGE = body(b"<!DOCTYPE html><html><body>Bad gateway</body></html>", "text/html")
EMPTY_LIST = body(b"[]")
HALF_AN_ANSWER = body(b'[{"paper": {"id": "2611.00001", "title": "Cut')


async def hang(server: Replay, _request: web.Request) -> web.StreamResponse:
    """Never answer."""
    await server.until_the_end()
    return web.Response()


async def drop(_server: Replay, request: web.Request) -> web.StreamResponse:
    """Close the connection without a word."""
    assert request.transport
    request.transport.close()
    return web.Response()


async def break_off(_server: Replay, request: web.Request) -> web.StreamResponse:
    """Promise more bytes than are sent, and close the connection."""
    answer = web.StreamResponse(headers={"Content-Length": "1000"})
    await answer.prepare(request)
    await answer.write(b'[{"paper":')
    assert request.transport
    request.transport.close()
    return answer


async def drip(server: Replay, request: web.Request) -> web.StreamResponse:
    """Send the beginning of an answer, and the rest never."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    await answer.write(b"[")
    await server.until_the_end()
    return answer


def much(size: int) -> Fault:
    """Send an answer of a size, in pieces and without saying how long it will be."""

    async def fault(_server: Replay, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        try:
            for _ in range(0, size, 50_000):
                await answer.write(b" " * 50_000)
        except ConnectionError:
            pass  # whoever asked has heard enough
        return answer

    return fault


def packed(sent: bytes, encoding: str) -> Fault:
    """Answer with bytes that are packed already, as their header says."""

    async def fault(_server: Replay, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=sent, headers={"Content-Encoding": encoding})

    return fault


def sent_on(to: str) -> Fault:
    """Send whoever asks to another address."""

    async def fault(_server: Replay, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": to})

    return fault


def redirect(to: str) -> Fault:
    """Send whoever asks to another path, the query with it."""

    async def fault(_server: Replay, request: web.Request) -> web.StreamResponse:
        there = f"{to}{request.path}?{request.query_string}"
        return web.Response(status=302, headers={"Location": there})

    return fault


def make_item(paper_id: str = "2611.00001", title: str = "A paper", **known: Any) -> Item:
    """Build an item of a list in the recorded format; `known` are fields of its paper."""
    paper = {
        "id": paper_id,
        "title": title,
        "summary": "An abstract.",
        "authors": [{"_id": "1", "name": "Ann Example", "hidden": False}],
        "publishedAt": "2026-11-23T18:00:00.000Z",
        "upvotes": 1,
    }
    item = {"title": title, "publishedAt": "2026-11-23T13:00:00.000Z", "numComments": 2}
    return {**item, "paper": {**paper, **known}}


def _error(code: int, said: str) -> web.Response:
    return web.json_response({"error": said}, status=code)
