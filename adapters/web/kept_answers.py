"""Answers that many ask for, kept in memory until something stored changes."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from time import monotonic

from aiohttp import web

from adapters.web.answers import Answer, Handler
from bot.message import Catalogue

MOST = 1024
LONGEST_ADDRESS = 300
FOR_S = 60.0
"""What a page says of the time ("asked 3 minutes ago") may be this old."""

VERSION_FOR_S = 0.5


class KeptAnswers:
    """Keeps public answers of one process, the least recently asked for going first."""

    def __init__(self, catalogue: Catalogue, version_for_s: float = VERSION_FOR_S) -> None:
        self._catalogue = catalogue
        self._version_for_s = version_for_s
        self._kept: OrderedDict[str, tuple[str, float, Answer]] = OrderedDict()
        self._version = ""
        self._asked_at = float("-inf")

    def around(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Return a handler for the server that answers from memory where it can."""

        async def handle(request: web.Request) -> web.StreamResponse:
            version = await self._current_version()
            key = request.path_qs
            if kept := self._get(key, version):
                return kept.response(request)
            answer = await handler(request)
            if answer.status == 200 and not answer.is_private and len(key) <= LONGEST_ADDRESS:
                self._put(key, version, answer)
            return answer.response(request)

        return handle

    def forget_version(self) -> None:
        """Look at once whether anything has changed."""
        self._asked_at = float("-inf")

    async def _current_version(self) -> str:
        if monotonic() - self._asked_at >= self._version_for_s:
            self._version = await self._catalogue.version()
            self._asked_at = monotonic()
        return self._version

    def _get(self, key: str, version: str) -> Answer | None:
        known, until, answer = self._kept.get(key, ("", 0.0, None))
        if answer is None or known != version or until < monotonic():
            return None
        self._kept.move_to_end(key)
        return answer

    def _put(self, key: str, version: str, answer: Answer) -> None:
        self._kept[key] = (version, monotonic() + FOR_S, answer)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
