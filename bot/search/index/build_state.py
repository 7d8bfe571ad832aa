"""How far a build of the index has come, written down after each commit."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.search.versions import put

_NAME = "state.json"


@dataclass(frozen=True, slots=True)
class State:
    """The revision of the store that is indexed, and how many rows were given to papers.

    A build is whole once it had everything that was stored.
    """

    revision: int = 0
    rows: int = 0
    is_whole: bool = False


def read_state(version: Path) -> State:
    """Return how far a build has come; nowhere where that cannot be read."""
    try:
        return State(**json.loads((version / _NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return State()


def write_state(version: Path, state: State) -> None:
    """Write it down after the commit: a crash in between only repeats work."""
    put(version / _NAME, json.dumps(asdict(state)))


def written_at(version: Path) -> int:
    """Return when the state was last written, which changes with every commit."""
    try:
        return (version / _NAME).stat().st_mtime_ns
    except OSError:
        return 0
