"""A terminal with a person before it, played over a pseudo-terminal."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

PAPERS = Path(sys.executable).with_name("papers")
UP, TAB, CTRL_C, CTRL_D = "\x1b[A", "\t", "\x03", "\x04"

_PROMPT = "\x1b[?2004h"
"""Bracketed paste is switched on while somebody may type."""

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")
_WHERE_IS_THE_CURSOR, _THERE = b"\x1b[6n", b"\x1b[1;1R"
_PATIENCE_S = 20.0
_AT_THE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Takes the terminal over, so that Ctrl-C comes as a signal, and becomes the command."""


class Screen:
    """Runs `papers …` and sees what it draws; `seen` holds all of it, escapes included."""

    def __init__(self, home: Path, *words: str, columns: int = 80, **settings: str) -> None:
        self._words = words
        self._home = home
        self._columns = columns
        self._settings: Mapping[str, str] = {
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "HF_ENDPOINT": "http://127.0.0.1:9",
            "ARXIV_ENDPOINT": "http://127.0.0.1:9",
            **settings,
        }
        self.seen = ""
        self._read_until = 0

    def __enter__(self) -> Self:
        self._ours, theirs = pty.openpty()
        size = struct.pack("HHHH", 24, self._columns, 0, 0)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _AT_THE_TERMINAL, str(PAPERS), *self._words],
            cwd=self._home,
            env=self._settings,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def type(self, keys: str) -> None:
        """Press some keys."""
        os.write(self._ours, keys.encode())

    def say(self, line: str) -> str:
        """Type a line at the prompt and return what is drawn until the next one."""
        self.type(f"{line}\r")
        return self.until_prompt()

    def until_prompt(self) -> str:
        """Wait until something can be typed; return what is drawn before, escapes taken off."""
        return self.until(_PROMPT)

    def until(self, text: str) -> str:
        """Return what is drawn from here to a text, escapes taken off."""
        deadline = time.monotonic() + _PATIENCE_S
        while (start := self.seen.find(text, self._read_until)) < 0:
            if not self._look(deadline):
                raise AssertionError(f"{text!r} was not drawn, but {plain(self.seen)!r}")
        drawn = self.seen[self._read_until : start]
        self._read_until = start + len(text)
        return plain(drawn)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, as `kill` would."""
        self._process.send_signal(number)

    def press_until_the_end(self, key: str) -> int:
        """Press a key, again where it came before anybody waited for keys; return the code."""
        for _ in range(20):
            self.type(key)
            if (code := self.end(patience_s=1)) is not None:
                return code
        raise AssertionError(f"nothing ends it: {plain(self.seen)!r}")

    def end(self, patience_s: float = _PATIENCE_S) -> int | None:
        """Look until the command ends; return its exit code, None where it goes on."""
        deadline = time.monotonic() + patience_s
        while self._look(deadline):
            pass
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(max(deadline - time.monotonic(), 0.1))
        return None

    def _look(self, deadline: float) -> bool:
        """Take in what is drawn; False at the end."""
        ready, _, _ = select.select([self._ours], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            return False
        try:
            drawn = os.read(self._ours, 65_536)
        except OSError:  # how Linux says that nobody holds the other end any more
            return False
        if _WHERE_IS_THE_CURSOR in drawn:
            os.write(self._ours, _THERE)
        self.seen += drawn.decode(errors="replace")
        return bool(drawn)


def plain(drawn: str) -> str:
    """Take the escapes off."""
    return _ESCAPES.sub("", drawn)
