"""Slash commands of Discord through its gateway, and what many servers cost in memory.

    python -m benchmarks.discord_gateway [--guilds 5000] [--shards 3] [--commands 2000]
        [--at-once 50]

The unmodified `papers run` in a process of its own, against a gateway and a REST API that speak
the real protocols on the real host names. So many people ask at one moment, and the next ones when
all were answered; each has words of their own, and that each answer holds the paper they ask for
is asserted. *First response* is what Discord waits three seconds for.
"""

import argparse
import asyncio
import signal
import tempfile
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from time import monotonic

from bot.calendar.list_hours import current_day, has_list
from tests.adapter_contract import until
from tests.discord_platform.reading import words_of
from tests.end_to_end import discord
from tests.end_to_end.certificates import certify
from tests.end_to_end.conftest import is_discords
from tests.end_to_end.process import Bot
from tests.end_to_end.proxy import Proxy
from tests.replay import Replay, make_item

PAPERS = 200
PATIENCE_S = 60.0


async def measure(guilds: int, shards: int, commands: int, at_once: int) -> None:
    """Play it, and print what was seen."""
    home = Path(tempfile.mkdtemp(prefix="papers-discord-"))
    authority, context = certify(discord.HOSTS, home)
    async with AsyncExitStack() as stack:
        source = await stack.enter_async_context(Replay())
        played = discord.PlayedDiscord(context, guilds, is_strict=False, shards=shards)
        await stack.enter_async_context(played)
        proxy = await stack.enter_async_context(Proxy(is_discords, played.port))
        bot = Bot(home, _settings(source, proxy, authority))
        stack.push_async_callback(bot.make_sure_it_is_gone)
        source.days[str(_newest_day())] = [
            make_item(f"2611.{n:05d}", f"Number{n:03d} adapters for speech") for n in range(PAPERS)
        ]
        await bot.start("fetch")
        assert await bot.end() == 0
        await bot.start("run")
        began = monotonic()
        async with asyncio.timeout(PATIENCE_S * 5):
            await played.gateway.is_listened_to.wait()
        await asyncio.sleep(5)
        heard_s = monotonic() - began - 5
        print(f"{guilds:,} servers, {shards} shards, heard of after {heard_s:.1f} s: {_size(bot)}")
        await _ask(played, commands, at_once)
        print(f"after {commands:,} commands: {_size(bot)}")
        await bot.end(signal.SIGTERM)


async def _ask(played: discord.PlayedDiscord, commands: int, at_once: int) -> None:
    firsts: list[float] = []
    answers: list[float] = []
    for start in range(0, commands, at_once):
        numbers = range(start, min(start + at_once, commands))
        began = monotonic()
        tokens = {n: await _typed(played, n) for n in numbers}
        await until(lambda tokens=tokens: all(played.answers[t] for t in tokens.values()), 60)
        answers.append(monotonic() - began)
        firsts += [played.first_responses[token] - began for token in tokens.values()]
        for number, token in tokens.items():
            said = words_of(played.answers[token][0])
            assert f"Number{number % PAPERS:03d}" in said, said
    cuts = quantiles(firsts, n=100, method="inclusive")
    print(
        f"{commands:,} commands, {at_once} at once, all answers right: first response "
        f"p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s, slowest {max(firsts):.2f} s; "
        f"all {at_once} answered after {max(answers):.2f} s at most"
    )


async def _typed(played: discord.PlayedDiscord, number: int) -> str:
    """Let one of many people search: each of them is answered one at a time."""
    return await played.type_command(f"search number{number % PAPERS:03d}", f"31{number}")


def _size(bot: Bot) -> str:
    assert bot._process
    status = Path(f"/proc/{bot._process.pid}/status").read_text(encoding="utf-8")
    kib = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return f"{kib / 1024:.0f} MB resident"


def _newest_day() -> object:
    today = current_day(datetime.now(UTC))
    return next(day for back in range(4) if has_list(day := today - timedelta(days=back)))


def _settings(source: Replay, proxy: Proxy, authority: Path) -> dict[str, str]:
    return {
        "HF_ENDPOINT": source.endpoint,
        "ARXIV_ENDPOINT": source.endpoint,
        "HTTPS_PROXY": proxy.url,
        "NO_PROXY": "127.0.0.1,localhost",
        "SSL_CERT_FILE": str(authority),
        "DISCORD_TOKEN": discord.TOKEN,
    }


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guilds", type=int, default=5000)
    parser.add_argument("--shards", type=int, default=3)
    parser.add_argument("--commands", type=int, default=2000)
    parser.add_argument("--at-once", type=int, default=50)
    asked = parser.parse_args()
    asyncio.run(measure(asked.guilds, asked.shards, asked.commands, asked.at_once))


if __name__ == "__main__":
    main()
