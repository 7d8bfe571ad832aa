"""The unmodified bot as a process of its own, with nothing but an environment."""

import asyncio
import os
import signal
import sys
from pathlib import Path

PAPERS = Path(sys.executable).with_name("papers")
_PATIENCE_S = 30


class Bot:
    """Starts `papers …` as often as it is told, and keeps what each process wrote to its log."""

    def __init__(self, home: Path, settings: dict[str, str]) -> None:
        self._home = home
        self._settings = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **settings}
        self._process: asyncio.subprocess.Process | None = None
        self.logs: list[Path] = []

    async def start(self, *words: str) -> None:
        """Start a command; its output and its log go into one file."""
        self.logs.append(self._home / f"log-{len(self.logs) + 1}")
        with self.logs[-1].open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                PAPERS, *words, cwd=self._home, env=self._settings, stdout=log, stderr=log
            )

    def says(self, words: str) -> bool:
        """Tell whether the process that runs has written some words; fails where it has ended."""
        said = self.logs[-1].read_text(encoding="utf-8")
        assert self._process and self._process.returncode is None, said
        return words in said

    async def end(self, number: signal.Signals | None = None) -> int:
        """Send a signal, if any, and wait for the end; return the exit code."""
        assert self._process
        if number is not None:
            self._process.send_signal(number)
        async with asyncio.timeout(_PATIENCE_S):
            return await self._process.wait()

    async def make_sure_it_is_gone(self) -> None:
        """Kill what still runs."""
        if self._process and self._process.returncode is None:
            await self.end(signal.SIGKILL)
