"""Keeping an index up in a thread of its own, so that no answer waits for it."""

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread

from bot.errors import PapersError

log = logging.getLogger(__name__)

PATIENCE_S = 10.0
"""How long a process that ends waits for the thread to come to a stop."""


OnPapers = Callable[[int, int], None]
"""Hears how many papers were read, and of how many."""


class Stopped(Exception):
    """The process ends: whoever hears this leaves off, and goes on the next time."""


class Keeping:
    """Does one piece of work at a time, again whenever it is asked to."""

    def __init__(self, work: Callable[[Callable[[], None]], None]) -> None:
        """Take the work; it is handed a check to call often, which raises Stopped."""
        self._work = work
        self._thread: Thread | None = None
        self._starting = Lock()
        self._is_stopping = Event()
        self._trouble = ""

    def begin(self) -> None:
        """Begin, unless it is at work already or stopped for good."""
        with self._starting:
            if self._is_stopping.is_set() or (self._thread and self._thread.is_alive()):
                return
            self._thread = Thread(target=self._run, name="keeping the index", daemon=True)
            self._thread.start()

    def wait(self, timeout_s: float) -> None:
        """Wait until it is done, but no longer than that."""
        if self._thread:
            self._thread.join(timeout_s)

    def stop(self) -> None:
        """Let the work leave off where it is."""
        self._is_stopping.set()
        self.wait(PATIENCE_S)

    def _run(self) -> None:
        try:
            self._work(self._check)
        except Stopped:
            log.info("stopped keeping the index; it goes on the next time")
        except PapersError as error:
            # What an operator must mend fails each time; to say it once is enough.
            if str(error) != self._trouble:
                log.error("keeping the index: %s", error)
            self._trouble = str(error)
        except Exception:
            log.exception("keeping the index failed; the next round tries again")

    def _check(self) -> None:
        if self._is_stopping.is_set():
            raise Stopped
