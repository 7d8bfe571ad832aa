"""How fast pages come: requests a second and their times, over as many papers as are asked for.

    python -m benchmarks.web [papers] [seconds] [--home FOLDER]

A server process of its own is asked by this one over HTTP, as many at once as `AT_ONCE`. Half of
the questions are pages that many readers share; the others are searches and papers that differ.
"""

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import aiohttp

from bot.app import App, clock
from bot.config import load
from bot.model import Arrival, Listing, Paper
from bot.store import papers
from tests.ports import free_port

AT_ONCE = 16
BATCH = 2000
WORDS = (
    "attention diffusion language vision speech graph robust sparse deep causal bayesian quantum "
    "neural optimal transport kernel token prompt policy reward alignment retrieval agent video "
    "image audio protein molecule climate market planning memory latent contrastive federated "
    "privacy fairness compression pruning distillation evaluation benchmark dataset survey theory"
).split()
SYLLABLES = "ba co di fe gu ha ki lo mu ne pra qui ro sti tu vo wy xe zo thra".split()
RARE = [f"{a}{b}{c}" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
WEIGHTS = [1 / (place + 10) for place in range(len(WORDS) + len(RARE))]
"""As in a language: few words are in many papers, and most are in few."""


def main() -> None:
    """Fill a home where it is empty, serve it, and ask."""
    parser = argparse.ArgumentParser()
    parser.add_argument("papers", nargs="?", type=int, default=20_000)
    parser.add_argument("seconds", nargs="?", type=float, default=10.0)
    parser.add_argument("--home", type=Path, default=None)
    options = parser.parse_args()
    home = options.home or Path(tempfile.mkdtemp(prefix="papers-web-"))
    ids = fill(home, options.papers)
    port = free_port()
    command = [sys.executable, "-m", "bot.cli", "run", "--roles", "web"]
    environment = {"PAPERS_HOME": str(home), "PAPERS_WEB_PORT": str(port), "PATH": "/usr/bin:/bin"}
    server = subprocess.Popen(command, env=environment)
    try:
        asyncio.run(measure(f"http://127.0.0.1:{port}", ids, options.seconds))
    finally:
        server.terminate()
        server.wait()


def fill(home: Path, count: int) -> list[str]:
    """Store invented papers, a hundred a day, and index them."""
    chosen = random.Random(7)
    ids = [f"{2001 + n // 90_000:04}.{n % 90_000 + 10_000:05}" for n in range(count)]
    with closing(App(load({"PAPERS_HOME": str(home)}, home))) as app:
        with app.store.read() as tx:
            known = papers.count_papers(tx)
        for start in range(known, count, BATCH):
            arrivals = [
                invented(ids[n], n, chosen) for n in range(start, min(start + BATCH, count))
            ]
            with app.store.write() as tx:
                papers.add_papers(tx, arrivals, clock())
        app.search.catch_up()
    return ids


def invented(paper_id: str, number: int, chosen: random.Random) -> Arrival:
    """Make up a paper of common words."""
    day = date.today() - timedelta(days=number // 100)  # noqa: DTZ011 - any day will do
    words = chosen.choices(WORDS + RARE, WEIGHTS, k=157)
    title, abstract = " ".join(words[:7]).capitalize(), " ".join(words[7:])
    authors = tuple(
        f"{a.capitalize()} {b.capitalize()}"
        for a, b in zip(*[iter(chosen.choices(WORDS, k=8))] * 2, strict=True)
    )
    paper = Paper(
        paper_id, title, abstract, authors, day, ("cs.CL",), upvotes=chosen.randrange(200)
    )
    return Arrival(paper, Listing("huggingface", day, number % 100 + 1))


async def measure(address: str, ids: list[str], seconds: float) -> None:
    """Ask for a while, and print how it went."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:
        await _wait_for(session, address)
        for name, pick in (
            ("shared pages", _shared),
            ("all different", _different),
            ("mixed", _mixed),
        ):
            times = await _ask(session, address, partial(pick, ids), seconds)
            print(_row(name, times, seconds), flush=True)


async def _wait_for(session: aiohttp.ClientSession, address: str) -> None:
    for _ in range(600):
        try:
            async with session.get(f"{address}/robots.txt"):
                return
        except aiohttp.ClientError:
            await asyncio.sleep(0.1)
    raise SystemExit("the server did not start")


async def _ask(
    session: aiohttp.ClientSession, address: str, pick: Callable[[], str], seconds: float
) -> list[float]:
    times: list[float] = []
    until = time.perf_counter() + seconds

    async def reader() -> None:
        while (began := time.perf_counter()) < until:
            async with session.get(address + pick()) as answer:
                assert answer.status == 200, await answer.text()
                await answer.read()
            times.append(time.perf_counter() - began)

    await asyncio.gather(*(reader() for _ in range(AT_ONCE)))
    return sorted(times)


def _shared(_ids: list[str]) -> str:
    return random.choice(["/", "/week", "/trending", "/feeds/day.atom", "/api/v1/trending"])


def _different(ids: list[str]) -> str:
    if random.random() < 0.3:
        return f"/paper/{random.choice(ids)}"
    return f"/search?q={'+'.join(random.sample(WORDS, 2))}&page={random.randrange(1, 4)}"


def _mixed(ids: list[str]) -> str:
    return _shared(ids) if random.random() < 0.5 else _different(ids)


def _row(name: str, times: list[float], seconds: float) -> str:
    at = {part: times[min(int(len(times) * part), len(times) - 1)] * 1000 for part in (0.5, 0.99)}
    return f"{name:14} {len(times) / seconds:7.0f}/s  p50 {at[0.5]:6.1f} ms  p99 {at[0.99]:6.1f} ms"


if __name__ == "__main__":
    main()
