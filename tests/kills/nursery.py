"""A process that forks workers: each is a process of its own, ready in milliseconds to be killed.

Reads a line of JSON for each worker from standard input and writes its process id; when one
ends it writes how. The worker runs the real courier and the real planning over a real database,
and delivers to the platform on a socket. A "trip" kills it at an exact place; without one it
works until nothing is due.
"""

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg  # noqa: F401 - imported once, before the workers are forked
import sqlalchemy.dialects.postgresql.psycopg  # noqa: F401

from bot.delivery import Courier
from bot.errors import AmbiguousDelivery, DeliveryError
from bot.jobs import RunningAlerts, plan_alerts, plan_digests, plan_edits
from bot.message import CheckResult, Delivery, Desk, Message, Request, Sent
from bot.query import NO_LIKENESS
from bot.store import Store, Transaction, open_store
from tests.fakes import ROOMY
from tests.kills.hands import Hands


class Trip:
    """Kills this process, or stops it until it is continued, the nth time it comes to a place."""

    def __init__(self, place: str, count: int, how: str) -> None:
        self._place = place
        self._left = count
        self._how = signal.Signals[how]
        self._lock = threading.Lock()

    def pass_by(self, place: str) -> None:
        """Go on, or die here."""
        with self._lock:
            if place == self._place:
                self._left -= 1
                if self._left == 0:
                    os.kill(os.getpid(), self._how)


class TrippedStore(Store):
    """A store whose transactions can be cut off before and after they are committed."""

    def __init__(self, store: Store, trip: Trip) -> None:
        super().__init__(store._engine)
        self._trip = trip

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        with super().write() as tx:
            yield tx
            self._trip.pass_by("before commit")
        self._trip.pass_by("after commit")


class Wire:
    """Implements `bot.message.Adapter` over the socket of the platform."""

    name = "slack"
    limits = ROOMY
    repeat_window_s = 0.0
    is_heard_by_web = False

    def __init__(self, port: int, trip: Trip) -> None:
        self._port = port
        self._trip = trip

    async def check(self) -> Sequence[CheckResult]:
        return ()

    async def run(self, desk: Desk) -> None: ...

    async def authorize(self, request: Request) -> None: ...

    async def prepare(self, request: Request) -> Request:
        return request

    async def send(self, delivery: Delivery) -> Sent:
        self._trip.pass_by("before send")
        answer = await self._ask("send", delivery)
        self._trip.pass_by("after send")
        return Sent(answer)

    async def edit(self, sent: Sent, message: Message) -> None: ...

    async def look_up(self, delivery: Delivery) -> Sent | None:
        self._trip.pass_by("before look")
        answer = await self._ask("find", delivery)
        self._trip.pass_by("after look")
        return Sent(answer) if answer else None

    def ailing(self) -> str:
        return ""

    async def close(self) -> None: ...

    async def _ask(self, what: str, delivery: Delivery) -> str:
        asked = {
            "do": what,
            "marker": delivery.marker,
            "destination": str(delivery.destination),
            "title": _words(delivery.message),
        }
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError as error:
            raise DeliveryError("the platform cannot be reached") from error
        try:
            writer.write(json.dumps(asked).encode() + b"\n")
            await writer.drain()
            self._trip.pass_by(f"{what} under way")
            line = await reader.readline()
        except OSError as error:
            raise AmbiguousDelivery("the connection broke") from error
        finally:
            writer.close()
        if not line:
            raise AmbiguousDelivery("no answer")
        return str(json.loads(line)["id"])


def _words(message: Message) -> str:
    return " / ".join([message.title, *(card.title.plain for card in message.cards)])


def work(order: dict[str, Any]) -> None:
    """Plan and deliver until nothing is due, at the time that the order says it is."""
    began, now = monotonic(), datetime.fromisoformat(order["now"]).astimezone(UTC)
    trip = Trip(order.get("trip", ""), order.get("count", 1), order.get("how", "SIGKILL"))
    hands = Hands(Path(order["hands"]))

    def clock() -> datetime:
        return now + timedelta(seconds=monotonic() - began) + hands.ahead

    store = TrippedStore(open_store(order["database"], Path(order["home"])), trip)
    courier = Courier(store, {"slack": Wire(order["port"], trip)}, clock)
    asyncio.run(_until_done(store, courier, clock))
    store.close()


async def _until_done(store: Store, courier: Courier, clock: Callable[[], datetime]) -> None:
    loop = asyncio.get_running_loop()
    stop = loop.create_task(_never())
    loop.add_signal_handler(signal.SIGTERM, stop.cancel)

    async def rounds() -> None:
        plan_digests(store, ["slack"], clock(), lambda _: ROOMY)
        plan_alerts(store, RunningAlerts(), NO_LIKENESS, ["slack"], clock(), lambda _: ROOMY)
        plan_edits(store, ["slack"], clock(), lambda _: ROOMY, clock() - timedelta(days=1))
        while await courier.deliver_due():
            pass

    working = loop.create_task(rounds())
    await asyncio.wait({working, stop}, return_when=asyncio.FIRST_COMPLETED)
    if stop.done():
        await courier.stop()
    await working


async def _never() -> None:
    await asyncio.Event().wait()


def main() -> None:
    """Fork a worker for each line, and report each that ends."""
    signal.signal(signal.SIGCHLD, lambda *_: _report())
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            code = 1
            try:
                work(json.loads(line))
                code = 0
            finally:
                sys.stderr.flush()
                os._exit(code)
        _say({"began": pid})


def _report() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        _say({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def _say(what: dict[str, int]) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


if __name__ == "__main__":
    main()
