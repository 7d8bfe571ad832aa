"""One dialogue through all that can be said about alerts, held on every platform."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from bot.model import Paper
from bot.runtime.desk import FrontDesk
from bot.store import Store
from bot.store.coordination.ownership import Owner
from tests.adapter_contract import until
from tests.conftest import NOW, make_paper
from tests.newsroom import TODAY, Newsroom
from tests.talk import Talk

PRESS = "→ "
"""Begins a line that is a button and not typed."""

LORA = make_paper(
    "2611.00001", "LoRA for speech", abstract="Low rank.", authors=("Ann Lee",), upvotes=3
)

DIALOGUE = [
    ("explain lora -survey", "“lora”, without “survey”"),
    ("alert add lora daily at 9am", "Nothing is saved yet."),
    (f"{PRESS}Save alert", "Alert 1 is set"),
    ("alert list", "1. lora — every day at 09:00 UTC"),
    ("alert test 1", "1 of 1 paper."),
    ("alert edit 1 at once max 3", "at once, at most 3 papers a day"),
    ("alert edit 1 -survey", "Alert 1, changed"),
    (f"{PRESS}Save alert", "Alert 1 is changed"),
    ("follow author Ann Lee", "“Ann Lee” as an author"),
    (f"{PRESS}Change", "Say what it should be"),
    ("follow author Ann Lee", "Nothing is saved yet."),
    (f"{PRESS}Cancel", "Nothing was saved."),
    ("search lora", "1 paper for “lora”"),
    (f"{PRESS}Alert me", "I look for “lora”."),
    ("alert pause 1", "is paused"),
    (f"{PRESS}Resume it", "is running again"),
    ("alert snooze 1 3d", "says nothing until Fri 27 Nov 2026"),
    (f"{PRESS}Speak again", "speaks again"),
    ("alert quiet 22:00-7:00", "Quiet hours: 22:00 to 07:00"),
    ("alert cap 5", "at most 5 messages a day"),
    ("alert settings", "Quiet hours: 22:00 to 07:00"),
    ("alert missed", "Nothing was kept back"),
    ("alert count", "1 person has 1 alert"),
    (f"why {LORA.id}", "there already"),
    (f"less {LORA.id}", "brings it"),
    ("privacy export", "alerts: 1"),
    ("privacy delete", "This cannot be undone"),
    (f"{PRESS}Delete all of it", "I have forgotten"),
    ("alert list", "You have no alerts"),
    ("alert remove 1", "You have no alerts"),
]
"""What is said or pressed, and what must be in the answer."""


class Stage(Protocol):
    """Where the dialogue is held."""

    async def type_command(self, text: str) -> None: ...

    async def press(self, label: str) -> None: ...

    async def private_replies(self) -> list[str]: ...


class StockedIntake:
    """An intake that never needs to fetch."""

    def is_stored(self, _paper_id: str) -> bool:
        return True


def make_desk(store: Store, folder: Path, *papers: Paper) -> FrontDesk:
    """Return a real desk over a store with a list of today, as seen a month after its first."""
    newsroom = Newsroom(store)
    newsroom.list_papers(date(2026, 10, 1), make_paper("2610.00001", "The first"))
    newsroom.now = NOW - timedelta(hours=1)
    newsroom.list_papers(TODAY, *(papers or (LORA,)))
    talk = Talk(store, folder)
    talk.search.catch_up()
    owner = Owner(store, "one", lambda: NOW)
    intake = StockedIntake()
    return FrontDesk(store, talk.search, intake, {}, owner, lambda: NOW, "UTC")  # type: ignore[arg-type]


async def hold(stage: Stage, dialogue: Sequence[tuple[str, str]] = DIALOGUE) -> None:
    """Say and press each line in turn, and be answered each time."""
    for said, answer in dialogue:
        before = len(await stage.private_replies())
        if said.startswith(PRESS):
            await stage.press(said.removeprefix(PRESS))
        else:
            await stage.type_command(said)

        async def is_answered(before: int = before, answer: str = answer) -> bool:
            replies = (await stage.private_replies())[before:]
            return any(answer in " ".join(reply.split()) for reply in replies)

        try:
            await until(is_answered)
        except TimeoutError as error:
            replies = (await stage.private_replies())[before:]
            raise AssertionError(f"{said!r} was answered with {replies}") from error
