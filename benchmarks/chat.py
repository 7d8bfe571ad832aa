"""A Slack for measuring: it takes each post at once, in a process of its own, and counts it."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic

_MARKER = re.compile(rb"papers:([0-9a-f]+)")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_BODY = b'{"ok": true, "channel": "C1", "ts": "1764000000.0001", "team_id": "T1", "user_id": "U0"}'
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
    len(_BODY),
    _BODY,
)


@dataclass(frozen=True, slots=True)
class Took:
    """What was taken: how many posts, in how many seconds, and how many were there before."""

    posts: int
    doubles: int
    seconds: float

    @property
    def rate(self) -> float:
        """Posts a second, from the first to the last."""
        return (self.posts - 1) / self.seconds if self.seconds else 0.0


class Slack:
    """The running platform, as those who measure see it."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self.port: int = line.recv()

    @property
    def url(self) -> str:
        """Where its Web API is."""
        return f"http://127.0.0.1:{self.port}/api/"

    def count(self, *, anew: bool = True) -> Took:
        """Return what was taken, and begin `anew`."""
        self._line.send(anew)
        took: Took = self._line.recv()
        return took


@contextmanager
def open_slack() -> Iterator[Slack]:
    """Run the platform for as long as the block lasts."""
    context = get_context("spawn")
    ours, its = context.Pipe()
    process = context.Process(target=_serve, args=[its], daemon=True)
    process.start()
    try:
        yield Slack(ours)
    finally:
        process.terminate()
        process.join()


def _serve(line: Connection) -> None:
    asyncio.run(_listen(line))


async def _listen(line: Connection) -> None:
    book = _Book()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Line(book), "127.0.0.1", 0, backlog=512)
    line.send(server.sockets[0].getsockname()[1])
    while True:
        anew = await asyncio.to_thread(line.recv)
        line.send(book.sum())
        if anew:
            book.clear()


class _Book:
    """What was taken, by its marker, and when."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._taken: Counter[bytes] = Counter()
        self._replies = 0
        self._first_at = self._last_at = 0.0

    def enter(self, head: bytes, body: bytes) -> None:
        if b"chat.postMessage" not in head and b"/reply" not in head:
            return
        marker = _MARKER.search(body)
        self._last_at = monotonic()
        self._first_at = self._first_at or self._last_at
        self._replies += not marker
        self._taken[marker[1] if marker else b"reply %d" % self._replies] += 1

    def sum(self) -> Took:
        posts = self._taken.total()
        return Took(posts, posts - len(self._taken), self._last_at - self._first_at)


class _Line(asyncio.Protocol):
    """A connection: as much of HTTP as a client's posts need, since a server would cost more
    than what is measured."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while self._enter_next():
            self._transport.write(_ANSWER)

    def _enter_next(self) -> bool:
        """Enter the next request into the book, where all of it is there."""
        head, mark, rest = self._heard.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        size = int(length[1]) if length else 0
        if not mark or len(rest) < size:
            return False
        self._heard = rest[size:]
        self._book.enter(head, rest[:size])
        return True
