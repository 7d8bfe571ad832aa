"""Asking a source politely: bounded in time and size, and every failure said in a sentence."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.sources import redirects
from bot.sources.bounded_body import Overflow, Unreadable, read_bounded
from bot.sources.bounded_values import integer

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 20_000_000
WHOLE_S = 60.0
"""How long an answer as a whole may take."""

_LONGEST_PAUSE_S, _MOST_DIGITS = 86_400.0, 9
_LONGEST_MARK = 500

TRIES = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 10.0
"""The wait before the second try, doubled for each one after; who is told to wait longer gives up
and leaves it to a later time."""

_OK, _UNCHANGED, _NOT_FOUND, _TOO_MANY, _TROUBLE = 200, 304, 404, 429, 500


class NotFound(SourceError):
    """The source says that there is no such thing."""


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a source tells whether an answer is still the one that was seen."""

    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers that ask for an answer only where it has changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source sent; the body is empty where nothing changed since `validators`."""

    body: bytes
    validators: Validators
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Heard:
    status: int
    wait_s: float
    answer: Answer


class PoliteClient:
    """Asks one source: one request at a time, `spacing_s` apart, a few tries each.

    It outlives connections, so that requests stay apart however often it is used.
    """

    def __init__(
        self,
        name: str,
        spacing_s: float = 0.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        mirrors: Collection[str] = (),
    ) -> None:
        self.name = name
        self._mirrors = frozenset(mirrors)
        self._spacing_s = spacing_s
        self._sleep = sleep
        self._monotonic = monotonic
        self._free_at = 0.0
        self._one_at_a_time = asyncio.Lock()

    async def get(
        self, client: "httpx.AsyncClient", url: str, seen: Validators | None = None
    ) -> Answer:
        """Get a page; what may pass (429, 5xx) is asked for again, later each time.

        Raises NotFound, or SourceError with a sentence and with the wait that the source asks
        for where it does.
        """
        async with self._one_at_a_time:
            for attempt in range(1, TRIES + 1):
                heard = await self._spaced(client, url, seen)
                if heard.status in (_OK, _UNCHANGED):
                    return heard.answer
                wait_s = heard.wait_s or _backoff(attempt)
                may_pass = heard.status == _TOO_MANY or heard.status >= _TROUBLE
                if not may_pass or attempt == TRIES or wait_s > LONGEST_WAIT_S:
                    break
                await self._sleep(wait_s)
        if heard.status == _NOT_FOUND:
            raise NotFound(url, f"{self.name} does not have that.")
        raise SourceError(url, _refusal(self.name, heard.status), heard.wait_s or None)

    async def _spaced(
        self, client: "httpx.AsyncClient", url: str, seen: Validators | None
    ) -> _Heard:
        if (wait_s := self._free_at - self._monotonic()) > 0:
            await self._sleep(wait_s)
        try:
            heard, pause_s = await self._ask(client, url, seen)
        finally:
            self._free_at = self._monotonic() + self._spacing_s
        self._free_at += pause_s
        return heard

    async def _ask(
        self, client: "httpx.AsyncClient", url: str, seen: Validators | None
    ) -> tuple[_Heard, float]:
        """Ask once; returns also how long to pause before the next request."""
        import httpx  # noqa: PLC0415 - slow to import, and most commands ask nobody

        headers = seen.headers if seen else {}
        try:
            async with asyncio.timeout(WHOLE_S):
                return await self._follow(client, url, headers)
        except (httpx.TimeoutException, TimeoutError) as error:
            reason = f"{self.name} could not be reached (no answer in time)."
            raise SourceError(url, reason) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise SourceError(url, f"{self.name} could not be reached ({_why(error)}).") from error

    async def _follow(
        self, client: "httpx.AsyncClient", url: str, headers: dict[str, str]
    ) -> tuple[_Heard, float]:
        """Ask, and go where the source sends us as far as that is safe."""
        asked = url
        for _ in range(redirects.MOST):
            async with client.stream("GET", url, headers=headers) as got:
                if not got.has_redirect_location:
                    heard = await self._hear(got, asked)
                    return heard, pause_in(got.headers)
                location = got.headers["Location"]
            onward = await asyncio.to_thread(redirects.next_url, url, location, self._mirrors)
            if onward is None:
                where = redirects.host_of(location)
                raise SourceError(asked, f"{self.name} sent us on to {where}, which I don't trust.")
            url = onward
        raise SourceError(asked, f"{self.name} sent us around in circles.")

    async def _hear(self, got: "httpx.Response", url: str) -> _Heard:
        encoding = got.headers.get("Content-Encoding", "")
        try:
            body = await read_bounded(got.aiter_raw(), encoding, MOST_BYTES)
        except Overflow as error:
            raise SourceError(
                url, f"{self.name} sent more than {MOST_BYTES // 10**6} MB."
            ) from error
        except Unreadable as error:
            raise SourceError(url, f"{self.name} sent an answer I can't unpack.") from error
        validators = Validators(
            got.headers.get("ETag", "")[:_LONGEST_MARK],
            got.headers.get("Last-Modified", "")[:_LONGEST_MARK],
        )
        answer = Answer(body, validators, got.status_code == _UNCHANGED)
        return _Heard(got.status_code, wait_in(got.headers), answer)


def wait_in(headers: "httpx.Headers") -> float:
    """Return the seconds that Retry-After asks for, as a number or as an instant; 0 for none."""
    written = headers.get("Retry-After", "")
    if written.isascii() and written.isdigit():
        return float(min(int(written[:_MOST_DIGITS]), _LONGEST_PAUSE_S))
    try:
        # By the source's own clock, which ours need not agree with.
        until, now = (parsedate_to_datetime(one) for one in (written, headers.get("Date", "")))
        return min(max((until - now).total_seconds(), 0.0), _LONGEST_PAUSE_S)
    except (ValueError, TypeError, OverflowError):
        return 0.0


def pause_in(headers: "httpx.Headers") -> float:
    """Return how long to leave a source alone that says how much it will still answer.

    `RateLimit: "api";r=3;t=120` (the IETF's draft) or the older `RateLimit-Remaining` and
    `RateLimit-Reset`: nothing is asked any more before the reset when one request is left.
    """
    parts = dict(
        part.strip().split("=", 1)
        for part in headers.get("RateLimit", "").split(";")
        if part.count("=") == 1
    )
    left = integer(parts.get("r", headers.get("RateLimit-Remaining", "")))
    reset = integer(parts.get("t", headers.get("RateLimit-Reset", "")))
    if left is None or reset is None or left > 1:
        return 0.0
    return float(min(reset, WHOLE_S))


def _backoff(attempt: int) -> float:
    """Return twice as long a wait each time, jittered so that many do not come at once."""
    return float(FIRST_WAIT_S * 2 ** (attempt - 1) * random.uniform(0.8, 1.2))


def _why(error: Exception) -> str:
    """Say what failed without the numbers and brackets of the system's own words."""
    said = str(error)
    for sign, meaning in (
        ("CERTIFICATE_VERIFY_FAILED", "its certificate is not trusted; see SSL_CERT_FILE"),
        ("Name or service", "its name cannot be looked up: is there a network?"),
        ("getaddrinfo", "its name cannot be looked up: is there a network?"),
        ("onnection refused", "connection refused"),
        ("connection attempts failed", "connection refused"),
        ("isconnected", "the connection broke off"),
        ("Connection reset", "the connection broke off"),
    ):
        if sign in said:
            return meaning
    return said.partition("\n")[0].rstrip(".") or type(error).__name__


def _refusal(name: str, status: int) -> str:
    if status == _TOO_MANY:
        return f"{name} asks for a pause (too many requests)."
    if status >= _TROUBLE:
        return f"{name} is in trouble (it answered {status})."
    return f"{name} refused to answer (status {status})."
