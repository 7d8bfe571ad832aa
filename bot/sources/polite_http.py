"""Asking a source politely: bounded in time and size, and every failure said in a sentence."""

import asyncio
import random
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from bot.errors import SourceError

if TYPE_CHECKING:
    import httpx

USER_AGENT = "daily-papers-bot/0.1 (a chat bot for research groups; asks rarely, backs off)"
MOST_BYTES = 20_000_000
CONNECT_S, READ_S, WHOLE_S = 5.0, 15.0, 60.0
"""How long a connection, the next bytes, and an answer as a whole may take."""

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
    ) -> None:
        self.name = name
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
            async with asyncio.timeout(WHOLE_S), client.stream("GET", url, headers=headers) as got:
                body = await self._read(got, url)
                validators = Validators(
                    got.headers.get("ETag", ""), got.headers.get("Last-Modified", "")
                )
                answer = Answer(body, validators, got.status_code == _UNCHANGED)
                heard = _Heard(got.status_code, wait_in(got.headers), answer)
                return heard, pause_in(got.headers)
        except (httpx.TimeoutException, TimeoutError) as error:
            reason = f"{self.name} could not be reached (no answer in time)."
            raise SourceError(url, reason) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise SourceError(url, f"{self.name} could not be reached ({_why(error)}).") from error

    async def _read(self, got: "httpx.Response", url: str) -> bytes:
        body = bytearray()
        async for chunk in got.aiter_bytes():
            body += chunk
            if len(body) > MOST_BYTES:
                raise SourceError(url, f"{self.name} sent more than {MOST_BYTES // 10**6} MB.")
        return bytes(body)


def open_client() -> "httpx.AsyncClient":
    """Return a client that names us and follows SSL_CERT_FILE and HTTPS_PROXY."""
    import httpx  # noqa: PLC0415 - slow to import, and most commands ask nobody

    return httpx.AsyncClient(
        headers={"User-Agent": USER_AGENT},
        timeout=httpx.Timeout(READ_S, connect=CONNECT_S),
        verify=ssl.create_default_context(),
        follow_redirects=True,
    )


def wait_in(headers: "httpx.Headers") -> float:
    """Return the seconds that Retry-After asks for, as a number or as an instant; 0 for none."""
    written = headers.get("Retry-After", "")
    if written.isascii() and written.isdigit():
        return float(written)
    try:
        # By the source's own clock, which ours need not agree with.
        until, now = (parsedate_to_datetime(one) for one in (written, headers.get("Date", "")))
        return max((until - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
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
    left = parts.get("r", headers.get("RateLimit-Remaining", ""))
    reset = parts.get("t", headers.get("RateLimit-Reset", ""))
    if not (left.isdigit() and reset.isdigit()) or int(left) > 1:
        return 0.0
    return float(min(int(reset), WHOLE_S))


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
