"""How far a request of Discord to wait reaches, which discord.py does not pass on."""

from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

from bot.errors import Scope

_newest: ContextVar[list[Scope] | None] = ContextVar("newest", default=None)


class Noticed:
    """Notices, in a `with` block, the newest answer "too many requests" to this task."""

    def __enter__(self) -> "Noticed":
        self._scopes: list[Scope] = []
        self._token = _newest.set(self._scopes)
        return self

    def __exit__(self, *_: object) -> None:
        _newest.reset(self._token)

    @property
    def scope(self) -> Scope:
        """How far the wait reaches; that one place where nothing was noticed."""
        return self._scopes[-1] if self._scopes else "destination"


def make_trace() -> aiohttp.TraceConfig:
    """Return what a client must be made with for its waits to be noticed."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_look)
    return trace


async def _look(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    ended: aiohttp.TraceRequestEndParams,
) -> None:
    scopes = _newest.get()
    if scopes is not None and ended.response.status == 429:
        scopes.append(scope_of(ended.response))


def scope_of(response: aiohttp.ClientResponse) -> Scope:
    """Read how far a 429 reaches: without `Via` it is Cloudflare's, and meant for this address.

    https://discord.com/developers/docs/topics/rate-limits#header-format
    """
    headers = response.headers
    is_global = "X-RateLimit-Global" in headers or headers.get("X-RateLimit-Scope") == "global"
    return "platform" if is_global or "Via" not in headers else "destination"
