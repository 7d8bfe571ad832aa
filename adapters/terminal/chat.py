"""The local chat: a prompt where there is a terminal, line by line where there is a pipe."""

import asyncio
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TextIO

from adapters.terminal.render import render
from bot.errors import AmbiguousDelivery
from bot.message import CheckResult, Delivery, Desk, Destination, Limits, Message, Request, Sent

HERE = Destination("terminal", "local")
WORKSPACE = "terminal:local"
WIDEST = 100
"""Columns of text that are still easy to read."""

LEAVE = ("quit", "exit", "bye", ":q")


class Terminal:
    """Implements `bot.message.Adapter` on standard input and output."""

    name = HERE.platform
    is_heard_by_web = False
    repeat_window_s = 0.0

    def __init__(self, settings: Mapping[str, str], output: TextIO | None = None) -> None:
        self._home = Path(settings["PAPERS_HOME"]) if "PAPERS_HOME" in settings else None
        self._is_plain = "NO_COLOR" in settings or settings.get("TERM") == "dumb"
        self._output = output

    @property
    def limits(self) -> Limits:
        """Nothing is too long for a terminal."""
        from adapters.terminal import LIMITS  # noqa: PLC0415 - the room imports this module

        return LIMITS

    async def run(self, desk: Desk) -> None:
        """Answer what is typed until the input ends."""
        if sys.stdin.isatty() and sys.stdout.isatty():
            await self._prompt(desk)
        else:
            await self._read_lines(desk)

    def show(self, message: Message, prefix: str = "") -> None:
        """Print a message, dressed as the output allows; `prefix` begins what it suggests."""
        output = self._output or sys.stdout
        is_colourful = output.isatty() and not self._is_plain
        width = min(shutil.get_terminal_size().columns, WIDEST)
        words = render(message, width, is_colourful=is_colourful, prefix=prefix)
        print(words, end="\n\n", file=output, flush=True)

    async def check(self) -> Sequence[CheckResult]:
        """Find nothing: there is no token."""
        return ()

    async def authorize(self, request: Request) -> None:
        """Let whoever sits there decide."""

    async def prepare(self, request: Request) -> Request:
        """Return the request as it is: the screen can always be written on."""
        return request

    async def send(self, delivery: Delivery) -> Sent:
        """Print a digest or an alert."""
        self.show(delivery.message)
        return Sent(delivery.marker)

    async def edit(self, sent: Sent, message: Message) -> None:
        """Print the new words: what was printed cannot be changed."""
        self.show(message)

    async def look_up(self, delivery: Delivery) -> Sent | None:
        """Raise AmbiguousDelivery: a screen cannot be read back."""
        raise AmbiguousDelivery("a terminal cannot be read back.")

    def ailing(self) -> str:
        """Nothing can be wrong with a screen."""
        return ""

    async def close(self) -> None:
        """Hold nothing."""

    async def _read_lines(self, desk: Desk) -> None:
        lines: asyncio.Queue[str] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def listen() -> None:
            # The loop is gone where the bot was told to stop meanwhile.
            with suppress(RuntimeError):
                for line in sys.stdin:
                    loop.call_soon_threadsafe(lines.put_nowait, line)
                loop.call_soon_threadsafe(lines.put_nowait, "")

        # A daemon thread, since nothing can interrupt a read when the bot is told to stop.
        Thread(target=listen, daemon=True).start()
        while (line := await lines.get()) and await self._hear(desk, line):
            pass

    async def _prompt(self, desk: Desk) -> None:
        from prompt_toolkit import PromptSession  # noqa: PLC0415 - only for people
        from prompt_toolkit.history import FileHistory, InMemoryHistory  # noqa: PLC0415
        from prompt_toolkit.patch_stdout import patch_stdout  # noqa: PLC0415

        from adapters.terminal.tab_completion import Completing  # noqa: PLC0415

        history = FileHistory(str(self._home / "history")) if self._home else InMemoryHistory()
        session: PromptSession[str] = PromptSession(
            history=history, completer=Completing(desk, request_of)
        )
        is_open = True
        while is_open:
            try:
                # Digests and alerts may be printed while somebody types.
                with patch_stdout(raw=True):
                    # Its own handler of Ctrl-C would stay after it, deaf, in the place of ours.
                    line = await session.prompt_async("papers> ", handle_sigint=False)
            except KeyboardInterrupt:
                if session.default_buffer.text:
                    continue  # as in a shell: what was begun is dropped, and one may begin anew
                return
            except EOFError:
                return
            is_open = await self._hear(desk, line)

    async def _hear(self, desk: Desk, line: str) -> bool:
        """Answer a line; False where it says goodbye."""
        text = line.strip()
        if text.lower() in LEAVE:
            return False
        if text:
            self.show((await desk.answer(request_of(text))).message)
        return True


def request_of(text: str) -> Request:
    """Return what somebody types here as a request."""
    return Request(text, HERE, HERE, WORKSPACE, prefix="", completes=True)
