"""Folders that replace one another: whenever one is in doubt, the next is made beside it.

It takes its place when it is done, for all processes at once, so that search goes on meanwhile.
"""

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = re.compile(r"v(\d+)")


class Versions:
    """The folders v1, v2, … of a folder; a file names the current one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pointer = folder / "current"

    @property
    def current(self) -> Path | None:
        """The version in use, None where there is none."""
        try:
            found = self._folder / self._pointer.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        return found if _NAME.fullmatch(found.name) and found.is_dir() else None

    def next(self) -> Path:
        """Return the version after the current one: one begun before, else a new folder."""
        current = _number(self.current)
        begun = [path for path in self._all() if _number(path) > current]
        path = min(begun, key=_number, default=self._folder / f"v{current + 1}")
        path.mkdir(parents=True, exist_ok=True)
        return path

    def switch_to(self, version: Path) -> None:
        """Make a version the current one."""
        put(self._pointer, version.name)

    def sweep(self) -> None:
        """Remove all versions but the current one; who still reads them keeps the files."""
        current = self.current
        for path in self._all():
            if current and path != current:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def lock(self, name: str, *, is_patient: bool = False) -> Iterator[bool]:
        """Hold a lock until the end of the block; yields False where somebody else has it.

        Who is patient waits for it. It is the operating system's, and so goes with its process,
        however that ends.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{name}.lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if is_patient else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True

    def _all(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return [path for path in self._folder.iterdir() if _NAME.fullmatch(path.name)]


def put(path: Path, text: str) -> None:
    """Write a small file so that others see the old text or the new, never a part."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _number(version: Path | None) -> int:
    match = _NAME.fullmatch(version.name) if version else None
    return int(match[1]) if match else 0
