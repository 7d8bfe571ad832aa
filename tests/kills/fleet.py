"""Workers as a test commands them: begun, killed, paused, waited for."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


class Nursery:
    """The process that forks workers for a test."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._orders = self._process.stdin
        self._said = self._process.stdout.fileno()
        self._unread = b""
        self._ended: dict[int, int] = {}
        self._began: list[int] = []

    def begin(self, **order: Any) -> int:
        """Begin a worker and return its process id."""
        self._orders.write(json.dumps(order).encode() + b"\n")
        self._orders.flush()
        while not self._began:
            self._hear(PATIENCE_S)
        return self._began.pop()

    def wait(self, pid: int, timeout_s: float = PATIENCE_S) -> int | None:
        """Return how a worker ended (-9 killed, 0 done), None where it is still at work."""
        until = monotonic() + timeout_s
        while pid not in self._ended and (left := until - monotonic()) > 0:
            self._hear(left)
        return self._ended.get(pid)

    def await_stop(self, pid: int) -> None:
        """Wait until a worker has stopped itself."""
        until = monotonic() + PATIENCE_S
        while monotonic() < until:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T":
                return
            self._hear(0.005)
        raise AssertionError("the worker did not stop")

    def kill(self, pid: int, how: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal, to a worker that may have ended already."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)

    def close(self) -> None:
        """End the nursery; its workers have ended."""
        self._orders.close()
        self._process.wait(PATIENCE_S)
        assert self._process.stdout
        self._process.stdout.close()

    def _hear(self, timeout_s: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._said, selectors.EVENT_READ)
            if not selector.select(timeout_s):
                return
        heard = os.read(self._said, 65536)
        assert heard, "the nursery died"
        *lines, self._unread = (self._unread + heard).split(b"\n")
        for line in lines:
            said = json.loads(line)
            if "began" in said:
                self._began.append(said["began"])
            else:
                self._ended[said["ended"]] = said["code"]
