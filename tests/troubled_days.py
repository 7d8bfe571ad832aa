"""Days whose list failed, is stale or is empty: every platform shows what became of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.jobs import plan_digests
from bot.model import Fetch
from bot.runtime.desk import FrontDesk
from bot.store import Store, fetches, outbox
from bot.store.coordination.ownership import Owner
from tests.adapter_contract import Platform, until
from tests.alerts.dialogue import StockedIntake
from tests.newsroom import TODAY, Newsroom, at, paper
from tests.talk import Talk

MORNING = at("2026-11-25T09:00")
DAY = date(2026, 11, 25)
YESTERDAY = "Tue 24 Nov 2026"

TROUBLES = {
    "failed": (
        Fetch(
            "huggingface",
            DAY,
            MORNING,
            problem="Hugging Face answered 500.",
            failing_since=MORNING - timedelta(hours=2),
            failures=3,
            next_at=MORNING + timedelta(minutes=20),
        ),
        "The list of Wed 25 Nov 2026 is missing: Hugging Face answered 500. It has failed for "
        "2 hours. I ask again in 20 minutes.",
    ),
    "stale": (
        Fetch("huggingface", DAY, MORNING, stale_as=TODAY),
        f"Hugging Face still sends the list of {YESTERDAY} in the place of Wed 25 Nov 2026's.",
    ),
    "empty": (
        Fetch("huggingface", DAY, MORNING, seen_closed=1),
        "Hugging Face listed nothing on Wed 25 Nov 2026. I looked when the day was over, so it "
        "seems to have been a day off there.",
    ),
}
"""What came of asking for the list, and the sentence that says so."""


class TroubledDays:
    """What holds on every platform; `platform` is a fixture there."""

    @pytest.mark.parametrize(("fetch", "sentence"), TROUBLES.values(), ids=TROUBLES)
    async def test_today_says_how_the_list_stands(
        self, platform: Platform, store: Store, tmp_path: Path, fetch: Fetch, sentence: str
    ) -> None:
        shown = await _answer_today(platform, store, tmp_path, fetch)
        assert sentence in shown
        assert "Here's the newest list before it." in shown
        assert "Adapters" in shown

    @pytest.mark.parametrize(("fetch", "sentence"), TROUBLES.values(), ids=TROUBLES)
    async def test_a_digest_says_how_the_list_stands(
        self, platform: Platform, store: Store, fetch: Fetch, sentence: str
    ) -> None:
        assert sentence in await _post_digest(platform, store, fetch)


async def _answer_today(platform: Platform, store: Store, folder: Path, fetch: Fetch) -> str:
    """Ask for today's papers on such a day, and return what is read; the day before had one."""
    talk = Talk(store, folder)
    talk.newsroom.list_papers(TODAY, paper("Adapters"))
    _note(store, fetch)
    owner, intake = Owner(store, "one", lambda: MORNING), StockedIntake()
    desk = FrontDesk(store, talk.search, intake, {}, owner, lambda: MORNING, "UTC")  # type: ignore[arg-type]
    await platform.listen(desk)
    await platform.type_command("today")
    await until(platform.private_replies)
    return _read(await platform.private_replies())


async def _post_digest(platform: Platform, store: Store, fetch: Fetch) -> str:
    """Post the digest of such a day, and return what is read; the one before had all papers."""
    newsroom = Newsroom(store, MORNING - timedelta(days=1, hours=1))
    newsroom.list_papers(TODAY - timedelta(days=1), paper("Adapters"))
    newsroom.subscribe(place=platform.destination)
    await _post(platform, store, MORNING - timedelta(days=1))
    _note(store, fetch)
    await _post(platform, store, MORNING)
    first, second = await platform.said_in(platform.destination)
    assert "Adapters" in first
    return _read([second])


async def _post(platform: Platform, store: Store, now: datetime) -> None:
    name = platform.destination.platform
    assert plan_digests(store, [name], now, lambda _: platform.adapter.limits) == 1
    with store.write() as tx:
        (claim,) = outbox.claim(tx, [name], now, timedelta(hours=1), 10)
        outbox.settle_sent(tx, [(claim, "1")], now)
    await platform.adapter.send(claim.delivery)


def _note(store: Store, fetch: Fetch) -> None:
    with store.write() as tx:
        fetches.put_fetch(tx, fetch)


def _read(said: Sequence[str]) -> str:
    return " ".join(" ".join(said).split())
