"""All that can be said about alerts, at a keyboard."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.store import Store
from tests.alerts.dialogue import hold, make_desk
from tests.terminal.test_contract import PlayedTerminal


class Keyboard(PlayedTerminal):
    """A terminal, where a button is a command to be typed."""

    async def press(self, label: str) -> None:
        """Type what the newest answer suggests for a button."""
        suggested = [line.removeprefix("→ ") for line in self.screen.messages[-1].splitlines()
                     if line.startswith("→ ")]  # fmt: skip
        words = {
            "Save alert": "alert save",
            "Change": "alert change",
            "Cancel": "alert cancel",
            "Alert me": "alert add",
            "Resume it": "alert resume",
            "Speak again": "alert snooze",
            "Delete all of it": "privacy delete yes",
        }[label]
        await self.type_command(next(line for line in suggested if line.startswith(words)))


async def test_the_whole_dialogue(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = Keyboard()
    monkeypatch.setattr("sys.stdin", played.keyboard)
    running = asyncio.create_task(played.adapter.run(make_desk(store, tmp_path)))
    await hold(played)
    running.cancel()
    os.close(played._keys)
