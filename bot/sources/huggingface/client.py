"""Fetching from Hugging Face: the list of a day, a week or a month, and single papers."""

from datetime import date
from typing import TYPE_CHECKING

from bot.model import Arrival, Skipped
from bot.sources.huggingface.parser import parse_daily, parse_paper
from bot.sources.parse_result import Fetched, Parsed
from bot.sources.polite_http import NotFound, PoliteClient, Validators

if TYPE_CHECKING:
    import httpx

SPACING_S = 0.7
"""Between requests of a long walk: 500 in five minutes are answered, and others ask too."""

PAGE = 100
MOST_PAGES = 40


async def fetch_day(
    asker: PoliteClient,
    client: "httpx.AsyncClient",
    endpoint: str,
    day: date,
    seen: Validators | None = None,
) -> Fetched:
    """Fetch all pages of the list of a day; raises SourceError with a sentence."""
    return await _fetch_list(asker, client, f"{endpoint}/api/daily_papers?date={day}", day, seen)


async def fetch_span(
    asker: PoliteClient, client: "httpx.AsyncClient", endpoint: str, kind: str, span: str
) -> Parsed:
    """Fetch the list of a `week` such as 2024-W22 or a `month` such as 2024-05.

    Each paper is listed on the day on which it says it was submitted; before 2025-03 none says
    so, and the papers come without a listing.
    """
    fetched = await _fetch_list(
        asker, client, f"{endpoint}/api/daily_papers?{kind}={span}", None, None
    )
    return fetched.parsed or Parsed()


async def fetch_paper(
    asker: PoliteClient, client: "httpx.AsyncClient", endpoint: str, known: str
) -> Arrival | None:
    """Fetch one paper; None where Hugging Face does not have it."""
    url = f"{endpoint}/api/papers/{known}"
    try:
        return parse_paper((await asker.get(client, url)).body, url)
    except NotFound:
        return None


async def _fetch_list(
    asker: PoliteClient,
    client: "httpx.AsyncClient",
    address: str,
    day: date | None,
    seen: Validators | None,
) -> Fetched:
    arrivals: dict[str, Arrival] = {}
    skipped: list[Skipped] = []
    validators, told = Validators(), None
    for page in range(MOST_PAGES):
        url = f"{address}&limit={PAGE}&p={page}"
        answer = await asker.get(client, url, seen if page == 0 else None)
        if answer.is_unchanged:
            return Fetched(None, seen or validators)
        parsed = parse_daily(answer.body, day, url, first=page * PAGE + 1)
        validators, told = (answer.validators, parsed.day) if page == 0 else (validators, told)
        before = len(arrivals)
        for arrival in parsed.arrivals:
            arrivals.setdefault(arrival.paper.id, arrival)
        skipped += parsed.skipped
        is_last = len(parsed.arrivals) + len(parsed.skipped) < PAGE
        if is_last or len(arrivals) == before:
            break
    # Only the first page carries a validator: a longer list is read again as a whole.
    kept = validators if page == 0 else Validators()
    return Fetched(Parsed(tuple(arrivals.values()), tuple(skipped), told), kept)
