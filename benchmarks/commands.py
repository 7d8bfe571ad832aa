"""Signed slash commands of Slack over HTTP, beside a Bolt app that only says "ok".

    python -m benchmarks.commands [--commands 3000] [--at-once 50] [FILES…]

*Bare* is `AsyncApp.start` with one listener that acknowledges with "ok", measured just before each
line. *Ours* is the unmodified `papers run --roles web` over the recorded lists beside this
repository (or the files), on SQLite and on PostgreSQL. Each command has a signature and words of
its own. *Without rest*, each of so many connections sends its next command as soon as the ack is
there, so that acks and answers share the process; *in bursts* so many people ask at one moment,
and the next ones when all were answered. What a person reads comes by the response_url after
the ack, to a Slack on loopback; that each command got its answer is asserted.
"""

import argparse
import asyncio
import hashlib
import hmac
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from benchmarks.chat import Slack, open_slack
from benchmarks.delivery import databases
from tests.ports import free_port

PAPERS = Path(sys.executable).with_name("papers")
RECORDED = Path(__file__).parents[2] / "shared" / "data" / "hf_daily"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PATIENCE_S = 60.0
TYPED = ("help", "search speech {}", "alert list")
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Heard:
    """How acks came: in how many seconds all of them, and the milliseconds of each."""

    seconds: float
    taken: list[float]

    @property
    def rate(self) -> float:
        """Acks a second."""
        return len(self.taken) / self.seconds

    def line(self, bare: "Heard") -> str:
        """Return the columns of a table."""
        cuts, theirs = quantiles(self.taken, n=100), quantiles(bare.taken, n=100)
        rates = f"{self.rate:,.0f} | {bare.rate:,.0f} | {self.rate / bare.rate:.0%}"
        return f"{rates} | {cuts[49]:.0f} | {cuts[98]:.0f} | {theirs[98]:.0f}"


Way = Callable[[int, Slack | None, str, int, int], Heard]
"""A way to ask: port, where answers come, what is typed, how often, how many at once."""


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", type=int, default=3000)
    parser.add_argument("--at-once", type=int, default=50)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(RECORDED.rglob("*.json*")))
    options = parser.parse_args()
    print(
        "| database | command | | acks/s | bare | ratio | p50 ms | p99 ms | bare p99 | answers/s |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    with databases() as opened, open_slack() as slack, _bare(slack) as bare:
        for name, new_address in opened.items():
            with _ours(slack, new_address(), options.files) as ours:
                for typed in TYPED:
                    for how in (_without_rest, _in_bursts):
                        how(ours, slack, typed, 10 * options.at_once, options.at_once)
                        line = _measure(how, bare, ours, slack, typed, options)
                        print(f"| {name} | {line} |", flush=True)


def _measure(
    how: Way, bare: int, ours: int, slack: Slack, typed: str, options: argparse.Namespace
) -> str:
    theirs = how(bare, None, typed, options.commands, options.at_once)
    began = time.monotonic()
    heard = how(ours, slack, typed, options.commands, options.at_once)
    answers = options.commands / (time.monotonic() - began)
    name = str(how.__doc__).partition(":")[0].lower()
    return f"`{typed.format('7')}` | {name} | {heard.line(theirs)} | {answers:,.0f}"


def _without_rest(port: int, slack: Slack | None, typed: str, commands: int, at_once: int) -> Heard:
    """Without rest: ask over so many connections, on each as soon as the ack is there."""
    heard = asyncio.run(_load(port, _bodies(slack, typed, commands), at_once))
    _await_answers(slack, commands)
    return heard


def _in_bursts(port: int, slack: Slack | None, typed: str, commands: int, at_once: int) -> Heard:
    """In bursts: ask so many at a moment, and the next when all were answered."""
    seconds, taken = 0.0, []
    for _ in range(commands // at_once):
        heard = asyncio.run(_load(port, _bodies(slack, typed, at_once), at_once))
        _await_answers(slack, at_once)
        seconds += heard.seconds
        taken += heard.taken
    return Heard(seconds, taken)


@contextmanager
def _bare(slack: Slack) -> Iterator[int]:
    port = free_port()
    process = get_context("spawn").Process(target=_bolt, args=[port, slack.url], daemon=True)
    process.start()
    try:
        yield port
    finally:
        process.terminate()
        process.join()


def _bolt(port: int, url: str) -> None:
    from slack_bolt.async_app import AsyncAck, AsyncApp  # noqa: PLC0415 - of this process alone
    from slack_sdk.web.async_client import AsyncWebClient  # noqa: PLC0415

    client = AsyncWebClient("xoxb-1", base_url=url)
    app = AsyncApp(token="xoxb-1", signing_secret=SECRET, client=client)

    @app.command("/papers")
    async def say_ok(ack: AsyncAck) -> None:
        await ack("ok")

    app.start(port)


@contextmanager
def _ours(slack: Slack, address: str, files: list[Path]) -> Iterator[int]:
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PATH": os.environ["PATH"],
            "PAPERS_HOME": home,
            "DATABASE_URL": address,
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.url,
            "PORT": str(port),
        }
        stock = ["import", *map(str, files)] if files else ["sample"]
        subprocess.run([PAPERS, *stock], env=environment, stdout=subprocess.DEVNULL, check=True)
        process = subprocess.Popen(
            [PAPERS, "run", "--roles", "web"], env=environment, stderr=subprocess.DEVNULL
        )
        try:
            yield port
        finally:
            process.terminate()
            process.wait()


def _bodies(slack: Slack | None, typed: str, commands: int) -> list[bytes]:
    reply = slack.url.replace("/api/", "/reply") if slack else "http://127.0.0.1:9/"
    return [_body(typed, next(_numbers), reply) for _ in range(commands)]


def _body(typed: str, number: int, reply: str) -> bytes:
    said = {
        "team_id": "T1",
        "channel_id": "D1",
        "user_id": f"U{number}",
        "command": "/papers",
        "text": typed.format(number),
        "response_url": reply,
        "trigger_id": f"{number}.2.x",
    }
    return urlencode(said).encode()


async def _load(port: int, bodies: list[bytes], at_once: int) -> Heard:
    waiting = iter(bodies)
    taken: list[float] = []

    people = await asyncio.gather(*(_reach(port) for _ in range(at_once)))

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for body in waiting:
            began = time.perf_counter()
            writer.write(_signed(body))
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            taken.append((time.perf_counter() - began) * 1000)
        writer.close()

    began = time.monotonic()
    await asyncio.gather(*(ask(*person) for person in people))
    return Heard(time.monotonic() - began, taken)


async def _reach(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(0.1)


def _signed(body: bytes) -> bytes:
    stamp = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: localhost\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature.hexdigest()}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _await_answers(slack: Slack | None, wanted: int) -> None:
    """Wait until each command of the last asking was answered, where there are answers."""
    if slack is None:
        return
    came, until = 0, time.monotonic() + PATIENCE_S
    while came < wanted:
        assert time.monotonic() < until, f"{came} of {wanted} were answered"
        time.sleep(0.005)
        came += slack.count().posts


if __name__ == "__main__":
    main()
