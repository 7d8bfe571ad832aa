"""The core itself at a desk, over twelve papers: what it answers is seen as Discord shows it."""

import asyncio
from datetime import date
from pathlib import Path

from bot import commands
from bot.message import Reply, Request
from bot.model import Arrival, Listing
from bot.store import Store
from tests.adapter_contract import PINGS, SlowDesk
from tests.conftest import make_paper
from tests.newsroom import Newsroom
from tests.talk import Talk

DAY = date(2026, 11, 24)


class RealDesk(SlowDesk):
    """Answers what the core answers, at the newsroom's time."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__()
        self.talk = Talk(store, folder)
        self.newsroom: Newsroom = self.talk.newsroom
        self.verbs = commands.listed_verbs()
        papers = [
            make_paper(
                f"2611.{number:05d}",
                f"Diffusion models, part {number} {PINGS if number == 1 else ''}",
                upvotes=100 - number,
                published=DAY,
                categories=("cs.CV",) if number % 2 else ("cs.CL",),
                code_url="https://github.com/a/b" if number % 3 == 0 else "",
            )
            for number in range(1, 13)
        ]
        self.newsroom.take_in(
            *(Arrival(one, Listing("huggingface", DAY, n)) for n, one in enumerate(papers, 1))
        )
        self.talk.search.catch_up()

    async def answer(self, request: Request) -> Reply:
        """Ask the core in a thread, as the runtime does."""
        self.asked.append(request)
        return await asyncio.to_thread(
            commands.answer,
            self.talk.store, self.talk.search, request, self.newsroom.now, "UTC",
        )  # fmt: skip
