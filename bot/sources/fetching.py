"""Asking Hugging Face politely: bounded in time and size, and every failure said in a sentence."""

import asyncio
import ssl
from datetime import date
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.model import Arrival, Skipped
from bot.sources.huggingface import NAME, parse_daily, parse_paper
from bot.sources.parsed import Parsed

if TYPE_CHECKING:
    import httpx

USER_AGENT = "daily-papers-bot/0.1 (a chat bot for research groups)"
MOST_BYTES = 20_000_000
PAGE = 100
MOST_PAGES = 10
CONNECT_S, READ_S, WHOLE_S = 5.0, 15.0, 60.0
"""How long a connection, the next bytes, and an answer as a whole may take."""

TRIES = 3
LONGEST_WAIT_S = 10.0


def open_client() -> "httpx.AsyncClient":
    """Return a client that follows SSL_CERT_FILE and HTTPS_PROXY."""
    import httpx  # noqa: PLC0415 - slow to import, and most commands ask nobody

    return httpx.AsyncClient(
        headers={"User-Agent": USER_AGENT},
        timeout=httpx.Timeout(READ_S, connect=CONNECT_S),
        verify=ssl.create_default_context(),
        follow_redirects=True,
    )


async def fetch_day(client: "httpx.AsyncClient", day: date, endpoint: str) -> Parsed:
    """Fetch all pages of the list of a day; raises SourceError with a sentence."""
    arrivals: dict[str, Arrival] = {}
    skipped: list[Skipped] = []
    for page in range(MOST_PAGES):
        url = f"{endpoint}/api/daily_papers?date={day}&limit={PAGE}&p={page}"
        parsed = parse_daily(await _get(client, url), day, url, first=page * PAGE + 1)
        before = len(arrivals)
        for arrival in parsed.arrivals:
            arrivals.setdefault(arrival.paper.id, arrival)
        skipped += parsed.skipped
        is_last = len(parsed.arrivals) + len(parsed.skipped) < PAGE
        if is_last or len(arrivals) == before:
            break
    return Parsed(tuple(arrivals.values()), tuple(skipped))


async def fetch_paper(client: "httpx.AsyncClient", known: str, endpoint: str) -> Arrival | None:
    """Fetch one paper; None where Hugging Face does not have it."""
    url = f"{endpoint}/api/papers/{known}"
    try:
        return parse_paper(await _get(client, url), url)
    except NotFound:
        return None


class NotFound(SourceError):
    """The source says that there is no such thing."""


async def _get(client: "httpx.AsyncClient", url: str) -> bytes:
    """Get a page; what may pass (429, 5xx) is asked for again, a few times and not at once."""
    for attempt in range(1, TRIES + 1):
        status, wait_s, body = await _ask(client, url)
        if status == 200:
            return body
        if status == 404:
            raise NotFound(url, f"{NAME} does not have that.")
        may_pass = status == 429 or status >= 500
        if not may_pass or attempt == TRIES or wait_s > LONGEST_WAIT_S:
            break
        await asyncio.sleep(wait_s or attempt)
    raise SourceError(url, _refusal(status, wait_s))


async def _ask(client: "httpx.AsyncClient", url: str) -> tuple[int, float, bytes]:
    """Return the status, the wanted wait in seconds (0 where none is named) and the body."""
    import httpx  # noqa: PLC0415

    try:
        async with asyncio.timeout(WHOLE_S), client.stream("GET", url) as answer:
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise SourceError(url, f"{NAME} sent more than {MOST_BYTES // 10**6} MB.")
            return answer.status_code, _seconds(answer.headers.get("Retry-After", "")), bytes(body)
    except (httpx.TimeoutException, TimeoutError) as error:
        raise SourceError(url, f"{NAME} could not be reached (no answer in time).") from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise SourceError(url, f"{NAME} could not be reached ({_why(error)}).") from error


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


def _seconds(written: str) -> float:
    return float(written) if written.isascii() and written.isdigit() else 0.0


def _refusal(status: int, wait_s: float) -> str:
    if status == 429:
        when = f"in {wait_s:.0f} seconds" if wait_s else "later"
        return f"{NAME} asks for a pause (too many requests); I try again {when}."
    if status >= 500:
        return f"{NAME} is in trouble (it answered {status}); I try again later."
    return f"{NAME} refused to answer (status {status})."
