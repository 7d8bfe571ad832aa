"""The hands of all clocks of a test: turned by it, and seen by a process that sleeps as well."""

import mmap
from datetime import timedelta
from pathlib import Path
from struct import calcsize, pack_into, unpack_from

SECONDS = "d"


class Hands:
    """A number of seconds in memory that processes share through a file."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(calcsize(SECONDS)))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), calcsize(SECONDS))

    @property
    def ahead(self) -> timedelta:
        """How far the clocks were turned."""
        (seconds,) = unpack_from(SECONDS, self._memory)
        return timedelta(seconds=seconds)

    def turn(self, by: timedelta) -> None:
        """Turn all clocks, at once."""
        pack_into(SECONDS, self._memory, 0, (self.ahead + by).total_seconds())
