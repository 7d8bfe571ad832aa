"""The composition root: builds everything, and alone reads the clock and the environment."""

import importlib
import os
import pkgutil
import secrets
import socket
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import commands
from bot.config import HOME, Config, load
from bot.message import Adapter, Desk, Limits, Message, Reply, Request, Vault
from bot.model import Change, Paper
from bot.search import Search
from bot.store import Store, open_store, papers

if TYPE_CHECKING:
    from bot.jobs.intake import Intake
    from bot.runtime.desk.front_desk import Count, Problems
    from bot.runtime.summarizer import Summarizer
    from bot.store.coordination.clock import SharedClock
    from bot.store.coordination.ownership import Owner

LOCAL, PAGES = "terminal", "web"


def clock() -> datetime:
    """Return this instant, in UTC."""
    return datetime.now(UTC)


class App:
    """All rooms of one process, each built when it is first asked for."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or load(os.environ, Path.cwd())
        self.site = self.config.public_url

    @cached_property
    def clock(self) -> "SharedClock":
        """The clock that this process shares with all others on its database."""
        from bot.store.coordination.clock import SharedClock  # noqa: PLC0415 - most answers share nothing

        return SharedClock(clock)

    @cached_property
    def store(self) -> Store:
        """The database, its tables up to date."""
        return open_store(self.config.database_url, self.config.home)

    @cached_property
    def search(self) -> Search:
        """The search over this machine's copy of the index."""
        return Search(
            self.config.index_folder,
            self._read_changes,
            self._load_papers,
            clock,
            self.config.embeddings,
        )

    @cached_property
    def intake(self) -> "Intake":
        """The way papers come in from the sources."""
        from bot.jobs.intake import Intake  # noqa: PLC0415 - most answers fetch nothing
        from bot.sources.network import Network  # noqa: PLC0415
        from bot.sources.registry import open_sources  # noqa: PLC0415

        network = Network(self.config.environ)
        return Intake(self.store, open_sources(self.config), self.owner, self.clock, network)

    @cached_property
    def summarizer(self) -> "Summarizer | None":
        """Whoever writes summaries where there are none; None where no model is set."""
        if not self.config.language_model.address:
            return None
        from bot.runtime.summarizer import Summarizer  # noqa: PLC0415 - most have no model
        from bot.sources.language_model import ModelClient  # noqa: PLC0415
        from bot.sources.network import Network  # noqa: PLC0415

        model = self.config.language_model
        client = ModelClient(model, Network(self.config.environ))
        return Summarizer(self.store, client, model.per_day, self.owner, self.clock)

    @cached_property
    def owner(self) -> "Owner":
        """This process among the others that share its database."""
        from bot.store.coordination.ownership import Owner  # noqa: PLC0415 - most answers own nothing

        return Owner(self.store, _process_name(), self.clock)

    @cached_property
    def timezone(self) -> str:
        """The zone for people whose platform tells none: the setting, else the machine's."""
        if self.config.timezone:
            return self.config.timezone
        from tzlocal import get_localzone_name  # noqa: PLC0415 - rarely needed

        # Containers call it Etc/UTC, which people would be told of in every answer.
        return (get_localzone_name() or "UTC").replace("Etc/UTC", "UTC")

    def desk(
        self,
        adapters: Mapping[str, Adapter],
        count: "Count" = lambda _verb, _seconds, _is_error: None,
        problems: "Problems | None" = None,
    ) -> Desk:
        """Return the desk that answers for these platforms.

        `count` hears of each answer; `problems` tells what is wrong with this process.
        """
        from bot.runtime.desk import FrontDesk  # noqa: PLC0415 - most answers need no network

        intake, owner = self.intake, self.owner
        return FrontDesk(
            self.store,
            self.search,
            intake,
            adapters,
            owner,
            self.clock,
            self.timezone,
            count,
            problems,
            self.site,
        )

    def connect(self, name: str) -> Adapter | None:
        """Return a platform's adapter, None where its tokens are not set.

        Raises ConfigError where they are set wrongly.
        """
        made, settings = room(name), self.settings_of(name)
        if getattr(made, "KEEPS_SECRETS", False):
            keeping: Adapter | None = made.connect(settings, self.open_vault)
            return keeping
        adapter: Adapter | None = made.connect(settings)
        return adapter

    def open_vault(self) -> Vault:
        """Return what platforms keep their secrets in; raises ConfigError without a key."""
        from bot.runtime.vault import StoreVault  # noqa: PLC0415 - most keep none

        return StoreVault(lambda: self.store, self.config.secret_keys, self.clock)

    def show(self, message: Message, prefix: str = "") -> None:
        """Print a message in the terminal; `prefix` begins the commands that it suggests."""
        room(LOCAL).connect(self.settings_of(LOCAL)).show(message, prefix)

    @property
    def secrets(self) -> list[str]:
        """The values that no log may hold."""
        words = ("TOKEN", "SECRET", "PASSWORD", "DATABASE_URL", "API_KEY", "SMTP_URL", "LLM_KEY")
        environ = self.config.environ.items()
        return [value for name, value in environ if any(word in name for word in words)]

    def close(self) -> None:
        """Let go of the index and the database, where they were opened."""
        if "search" in self.__dict__:
            self.search.close()
        if "store" in self.__dict__:
            self.store.close()

    def settings_of(self, name: str) -> dict[str, str]:
        """Return the settings that a platform names as its own, and the data folder."""
        return {HOME: str(self.config.home)} | {
            key: value
            for key, value in self.config.environ.items()
            if key in room(name).SETTINGS and key != HOME
        }

    def _read_changes(self, after: int, limit: int) -> Sequence[Change]:
        with self.store.read() as tx:
            return papers.read_changes(tx, after, limit)

    def _load_papers(self, ids: Sequence[str]) -> dict[str, Paper]:
        with self.store.read() as tx:
            return papers.get_papers(tx, ids)


def platforms() -> list[str]:
    """Return the names of all platforms: the rooms of `adapters`."""
    return [
        module.name for module in pkgutil.iter_modules(importlib.import_module("adapters").__path__)
    ]


def room(platform: str) -> Any:  # noqa: ANN401 - a module has no protocol
    """Return the room of a platform, which offers LIMITS, SETTINGS and connect()."""
    return importlib.import_module(f"adapters.{platform}")


def limits_of(platform: str) -> Limits:
    """Return what one message of a platform can hold, without connecting to it."""
    limits: Limits = room(platform).LIMITS
    return limits


def answer_now(app: App, request: Request) -> Reply:
    """Answer a command that needs no network, without starting an event loop."""
    return commands.answer(app.store, app.search, request, clock(), app.timezone, app.site)


def connected(app: App) -> dict[str, Adapter]:
    """Return the adapters whose tokens are set, or the local terminal where none are."""
    found = {name: app.connect(name) for name in platforms() if name != LOCAL}
    adapters = {name: adapter for name, adapter in found.items() if adapter}
    return adapters or local(app)


def pages_beside(app: App) -> tuple[dict[str, Adapter], str]:
    """Return pages for this machine alone and their address; none where their port is busy."""
    pages = room(PAGES).connect_locally(app.settings_of(PAGES))
    if pages is None:
        return {}, ""
    app.site = pages.address
    return {PAGES: pages}, pages.address


def local(app: App) -> dict[str, Adapter]:
    """Return the terminal alone."""
    terminal = app.connect(LOCAL)
    return {LOCAL: terminal} if terminal else {}


def _process_name() -> str:
    """Return a name that no other process has, on whichever machine and at whatever time."""
    return f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"
