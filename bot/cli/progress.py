"""Progress on standard error: a bar for people, nothing where the output is no terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

Report = Callable[[int, int], None]
"""Hears how much is done, and of how much in all."""

PATIENCE_S = 0.5
"""What takes no longer than this needs no bar."""


@contextmanager
def progress(what: str, *, is_bytes: bool = False) -> Iterator[Report]:
    """Show a bar for work that takes longer than a moment."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    bar = _Bar(what, is_bytes)
    patience = Timer(PATIENCE_S, bar.show)
    patience.daemon = True
    patience.start()
    try:
        yield bar.report
    finally:
        patience.cancel()
        patience.join()
        bar.hide()


class _Bar:
    """A bar that is drawn only when it is shown, with what was reported until then."""

    def __init__(self, what: str, is_bytes: bool) -> None:
        self._what = what
        self._is_bytes = is_bytes
        self._done: tuple[int, int | None] = (0, None)
        self._shown: Progress | None = None

    def report(self, done: int, total: int) -> None:
        """Hear how far it is."""
        self._done = (done, total)
        if self._shown:
            self._shown.update(self._shown.task_ids[0], completed=done, total=total)

    def show(self) -> None:
        """Begin to draw."""
        shown = _draw(self._is_bytes)
        done, total = self._done
        shown.add_task(self._what, total=total, completed=done)
        shown.start()
        self._shown = shown

    def hide(self) -> None:
        """Leave nothing behind."""
        if self._shown:
            self._shown.stop()


def _draw(is_bytes: bool) -> "Progress":
    from rich import progress as rich  # noqa: PLC0415 - only where a person waits
    from rich.console import Console  # noqa: PLC0415

    return rich.Progress(
        rich.TextColumn("{task.description}"),
        rich.BarColumn(),
        rich.DownloadColumn() if is_bytes else rich.MofNCompleteColumn(),
        rich.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # Where lines are printed to the same terminal, they go above the bar.
        redirect_stdout=sys.stdout.isatty(),
    )
