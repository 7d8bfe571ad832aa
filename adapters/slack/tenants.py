"""Which token speaks for a workspace: the one that is set, or the one of its installation."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import WorkspaceGone
from bot.message import Destination

_KEPT_S = 60.0
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Tenant:
    """The bot in one workspace, or in a whole organisation that installed it for all of its own."""

    team: str
    bot_token: str = field(repr=False)
    bot_user: str = ""
    enterprise: str = ""
    app: str = ""

    @property
    def key(self) -> str:
        """What it is kept under: the workspace, or the organisation for all of its own."""
        return self.team or self.enterprise


class Tenants(Protocol):
    """Tells who the bot is in a workspace."""

    async def find(self, team: str, enterprise: str = "") -> Tenant | None:
        """Return the bot in a workspace, None where it is not installed there (any more)."""
        ...


class OneTenant:
    """The workspace whose token is set."""

    def __init__(self, ask: Callable[[], Awaitable[Tenant]]) -> None:
        self._ask = ask
        self._known: Tenant | None = None

    async def sign_in(self) -> Tenant:
        """Ask Slack who the bot is; raises ConfigError where its token is refused."""
        if self._known is None:
            self._known = await self._ask()
        return self._known

    async def find(self, team: str, enterprise: str = "") -> Tenant | None:
        """Return the only one: in a channel that is shared, people come from other workspaces."""
        return self._known


class Clients:
    """Web clients by workspace, each made once for its token and asked for once a minute."""

    def __init__(
        self, tenants: Tenants, make: Callable[[str], AsyncWebClient], only_token: str = ""
    ) -> None:
        """With `only_token` that speaks for whatever workspace there is."""
        self._tenants = tenants
        self._make = make
        self._only_token = only_token
        self._known: dict[str, tuple[str, float]] = {}
        self._organisations: dict[str, str] = {}

    @property
    def proxy(self) -> str | None:
        """The proxy that calls to Slack go through."""
        return self._make("").proxy

    async def of_place(self, place: Destination) -> AsyncWebClient:
        """Return the client that may post in a place; raises WorkspaceGone where none may."""
        return await self.of_team(place.address.partition("/")[0])

    async def of_team(self, team: str, enterprise: str = "") -> AsyncWebClient:
        """Return the client of a workspace; raises WorkspaceGone where the bot is not in it."""
        if self._only_token:
            return self._make(self._only_token)
        token, until = self._known.get(team, ("", 0.0))
        if time.monotonic() >= until:
            tenant = await self._tenants.find(team, enterprise or self._organisations.get(team, ""))
            if tenant is None:
                raise WorkspaceGone("I'm not installed in that Slack workspace any more.")
            token = tenant.bot_token
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[team] = (token, time.monotonic() + _KEPT_S)
        return self._make(token)

    def note_organisation(self, team: str, enterprise: str) -> None:
        """Remember which organisation a workspace belongs to, as a request told."""
        if team and enterprise and self._organisations.get(team) != enterprise:
            if len(self._organisations) >= _MOST:
                self._organisations.clear()
            self._organisations[team] = enterprise
            self._known.pop(team, None)

    def forget(self, team: str) -> None:
        """Ask anew for a workspace whose installation has changed."""
        self._known.pop(team, None)
