"""Which sources there are: each room of this folder that can connect, as the settings say."""

import importlib
import pkgutil
from collections.abc import Iterator

from bot.config import Config
from bot.sources.source_protocol import Source

PRIMARY = "huggingface"
"""The source whose days people mean, and whose list every digest waits for."""

_FIRST = (PRIMARY, "arxiv")
"""The order in which sources are asked, and believed where one has what another lacks."""

_LABELS = {PRIMARY: "Hugging Face", "arxiv": "arXiv", "openreview": "OpenReview"}


def open_sources(config: Config) -> list[Source]:
    """Return the sources that are set up, the primary one first.

    A room is a source when it has `connect(config)`, which returns one or several, or none.
    """
    return [source for room in _rooms() for source in _connect(room, config)]


def label_of(name: str) -> str:
    """Return what people call a source."""
    return _LABELS.get(name, name)


def _connect(room: str, config: Config) -> Iterator[Source]:
    connect = getattr(importlib.import_module(f"bot.sources.{room}"), "connect", None)
    yield from connect(config) if connect else ()


def _rooms() -> list[str]:
    path = importlib.import_module("bot.sources").__path__
    rooms = [module.name for module in pkgutil.iter_modules(path) if module.ispkg]
    return sorted(rooms, key=lambda name: (_FIRST.index(name) if name in _FIRST else 9, name))
