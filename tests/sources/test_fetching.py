"""Asking Hugging Face while it fails in every way that a server can."""

import asyncio
import gzip
import json
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date

import httpx
import pytest
from aiohttp import web

from bot.errors import SourceError
from bot.sources import huggingface, network, polite_http
from bot.sources.network import Network
from bot.sources.parse_result import Parsed
from bot.sources.polite_http import PoliteClient, Validators
from bot.sources.redirects import next_url
from tests import replay
from tests.replay import Fault, Replay, make_item

DAY = date(2026, 11, 24)
Fetch = Callable[[], Awaitable[Parsed]]


@pytest.fixture
async def server() -> AsyncIterator[Replay]:
    async with Replay({f"{DAY}": [make_item()]}, {"2611.00001": make_item()["paper"]}) as opened:
        yield opened


class Patience:
    """A clock and a sleep for an asker: it waits at once, and the waits are kept."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Patience:
    monkeypatch.setattr(network, "READ_S", 0.2)
    monkeypatch.setattr(polite_http, "WHOLE_S", 0.6)
    monkeypatch.setattr(polite_http, "MOST_BYTES", 1_000_000)
    return Patience()


@pytest.fixture
def asker(patience: Patience) -> PoliteClient:
    return PoliteClient("Hugging Face", sleep=patience.sleep, monotonic=patience.monotonic)


@pytest.fixture
def fetch(server: Replay, asker: PoliteClient) -> Fetch:
    async def fetch_day() -> Parsed:
        async with Network().open() as client:
            found = await huggingface.fetch_day(asker, client, server.endpoint, DAY)
        assert found.parsed
        return found.parsed

    return fetch_day


async def test_a_list_is_fetched_by_a_client_that_names_itself(
    server: Replay, fetch: Fetch
) -> None:
    assert [one.paper.id for one in (await fetch()).arrivals] == ["2611.00001"]
    (asked,) = server.log
    assert asked.query["date"] == "2026-11-24"
    assert "daily-papers-bot" in asked.user_agent


async def test_all_pages_of_a_long_list_are_fetched(server: Replay, fetch: Fetch) -> None:
    server.days[f"{DAY}"] = [make_item(f"2611.{n:05d}") for n in range(230)]
    arrivals = (await fetch()).arrivals
    assert [one.listing and one.listing.rank for one in arrivals] == list(range(1, 231))
    assert len(server.log) == 3


PASSING = [replay.status(500), replay.status(503), replay.too_many(), replay.too_many("2")]


@pytest.mark.parametrize("fault", PASSING)
async def test_what_passes_is_asked_for_again(server: Replay, fetch: Fetch, fault: Fault) -> None:
    server.fail(fault, fault)
    assert len((await fetch()).arrivals) == 1
    assert len(server.log) == 3


async def test_the_wait_that_was_asked_for_is_kept(
    server: Replay, fetch: Fetch, patience: Patience
) -> None:
    server.fail(replay.too_many("7"))
    await fetch()
    assert patience.waits == [7]


async def test_without_a_word_each_wait_is_twice_as_long_and_never_quite_the_same(
    server: Replay, fetch: Fetch, patience: Patience
) -> None:
    for _ in range(3):
        server.fail(replay.status(500), replay.status(500))
        await fetch()
    firsts, seconds = patience.waits[::2], patience.waits[1::2]
    assert all(0.8 <= wait <= 1.2 for wait in firsts)
    assert all(1.6 <= wait <= 2.4 for wait in seconds)
    assert len(set(firsts)) == 3


async def test_an_instant_to_wait_for_is_read_by_the_servers_own_clock(
    server: Replay, fetch: Fetch, patience: Patience
) -> None:
    server.fail(
        replay.status(
            503,
            Retry_After="Tue, 24 Nov 2026 15:00:09 GMT",
            Date="Tue, 24 Nov 2026 15:00:00 GMT",
        )
    )
    await fetch()
    assert patience.waits == [9]


LIMITS: list[tuple[dict[str, str], list[float]]] = [
    ({"RateLimit": '"api";r=0;t=30', "RateLimit-Policy": '"api";q=500;w=300'}, [0.6]),
    ({"RateLimit-Remaining": "1", "RateLimit-Reset": "20"}, [0.6]),
    ({"RateLimit": '"api";r=400;t=30'}, []),
    ({"RateLimit": "nonsense"}, []),
]


@pytest.mark.parametrize(("headers", "waits"), LIMITS)
async def test_a_source_that_will_answer_no_more_is_left_alone_until_its_reset(
    server: Replay, fetch: Fetch, patience: Patience, headers: dict[str, str], waits: list[float]
) -> None:
    async def answer(heard: Replay, request: web.Request) -> web.StreamResponse:
        response = await heard.answer(request)
        response.headers.update(headers)
        return response

    server.fail(answer)
    await fetch()
    await fetch()
    assert patience.waits == waits  # no longer than an answer may take as a whole


async def test_requests_of_one_asker_stay_apart_however_many_ask(
    server: Replay, patience: Patience
) -> None:
    asker = PoliteClient("arXiv", 3.0, patience.sleep, patience.monotonic)
    async with Network().open() as client:
        await asyncio.gather(*(asker.get(client, f"{server.endpoint}/rss/cs.CL") for _ in range(4)))
    assert patience.waits == [3.0, 3.0, 3.0]


async def test_what_has_not_changed_is_not_sent_again(server: Replay, asker: PoliteClient) -> None:
    async with Network().open() as client:
        first = await huggingface.fetch_day(asker, client, server.endpoint, DAY)
        assert first.validators.etag
        again = await huggingface.fetch_day(asker, client, server.endpoint, DAY, first.validators)
        assert again.parsed is None
        assert again.validators == first.validators
        server.days[f"{DAY}"].append(make_item("2611.00002"))
        grown = await huggingface.fetch_day(asker, client, server.endpoint, DAY, again.validators)
    assert grown.parsed
    assert len(grown.parsed.arrivals) == 2
    assert [bool(one.if_none_match) for one in server.log] == [False, True, True]


def test_validators_are_sent_as_they_came() -> None:
    seen = Validators('W/"1"', "Tue, 24 Nov 2026 15:00:00 GMT")
    assert seen.headers == {"If-None-Match": 'W/"1"', "If-Modified-Since": seen.last_modified}
    assert Validators().headers == {}


LASTING: list[tuple[Fault, str]] = [
    (replay.too_many("120"), r"asks for a pause .too many requests"),
    (replay.status(400), "refused to answer .status 400"),
    (replay.WEB_PAGE, "sent a web page"),
    (replay.HALF_AN_ANSWER, "sent half an answer"),
    (replay.hang, "could not be reached"),
    (replay.drip, "could not be reached"),
    (replay.drop, "could not be reached"),
    (replay.break_off, "could not be reached"),
    (replay.much(3_000_000), "sent more than 1 MB"),
]


@pytest.mark.parametrize(("fault", "said"), LASTING)
async def test_what_does_not_pass_is_said_in_a_sentence(
    server: Replay, fetch: Fetch, fault: Fault, said: str
) -> None:
    server.fail(fault, fault, fault)
    with pytest.raises(SourceError, match=said):
        await fetch()


async def test_a_server_in_trouble_is_left_alone_after_a_few_tries(
    server: Replay, fetch: Fetch
) -> None:
    server.fail(*[replay.status(500)] * 10)
    with pytest.raises(SourceError, match="in trouble"):
        await fetch()
    assert len(server.log) == 3


async def test_nobody_there_is_said(asker: PoliteClient) -> None:
    async with Network().open() as client:
        with pytest.raises(SourceError, match="connection refused"):
            await huggingface.fetch_day(asker, client, "http://127.0.0.1:1", DAY)


async def test_an_empty_list_is_no_failure(server: Replay, fetch: Fetch) -> None:
    server.fail(replay.EMPTY_LIST)
    assert (await fetch()).arrivals == ()


async def test_a_redirect_is_followed(server: Replay, fetch: Fetch) -> None:
    server.fail(replay.redirect("/moved"))
    assert len((await fetch()).arrivals) == 1


async def test_a_redirect_elsewhere_is_not_followed(server: Replay, fetch: Fetch) -> None:
    server.fail(replay.sent_on("http://169.254.169.254/latest/meta-data"))
    with pytest.raises(SourceError, match=r"sent us on to 169\.254\.169\.254, which I don't trust"):
        await fetch()


async def test_going_around_in_circles_ends(server: Replay, fetch: Fetch) -> None:
    server.fail(*[replay.redirect("/moved")] * 30)
    with pytest.raises(SourceError, match="around in circles"):
        await fetch()


LIST = json.dumps([make_item()]).encode()
ZEROS = gzip.compress(b"0" * 3_000_000, mtime=0)


@pytest.mark.parametrize(
    ("sent", "encoding"),
    [
        (gzip.compress(LIST, mtime=0), "gzip"),
        (zlib.compress(LIST), "deflate"),
        (zlib.compress(LIST)[2:-4], "deflate"),
        (LIST, "identity"),
    ],
)
async def test_a_packed_list_is_unpacked(
    server: Replay, fetch: Fetch, sent: bytes, encoding: str
) -> None:
    server.fail(replay.packed(sent, encoding))
    assert len((await fetch()).arrivals) == 1


@pytest.mark.parametrize(
    ("sent", "encoding", "said"),
    [
        (ZEROS, "gzip", "more than 1 MB"),
        (gzip.compress(ZEROS, mtime=0), "gzip, gzip", "can't unpack"),
        (LIST, "br", "can't unpack"),
        (b"not packed", "gzip", "can't unpack"),
        (gzip.compress(LIST, mtime=0)[:-12], "gzip", "can't unpack"),
    ],
)
async def test_what_would_burst_is_left_packed(
    server: Replay, fetch: Fetch, sent: bytes, encoding: str, said: str
) -> None:
    server.fail(replay.packed(sent, encoding))
    with pytest.raises(SourceError, match=said):
        await fetch()


@pytest.mark.parametrize(
    ("url", "location", "is_followed"),
    [
        ("https://huggingface.co/a", "/b", True),
        ("https://rss.arxiv.org/a", "https://export.arxiv.org/b", True),
        ("https://lab.ac.uk/a", "https://www.lab.ac.uk/b", True),
        ("https://lab.ac.uk/a", "https://evil.ac.uk/b", False),
        ("http://lab.example/a", "https://lab.example/b", True),
        ("https://lab.example/a", "http://lab.example/b", False),
        ("https://lab.example/a", "https://evil.example/b", False),
        ("https://lab.example/a", "https://mirror.example.net/b", True),
        ("https://lab.example/a", "https://127.0.0.1/b", False),
        ("https://lab.example/a", "https://[::1]/b", False),
        ("https://lab.example/a", "https://10.1.2.3/b", False),
        ("https://lab.example/a", "https://localhost/b", False),
        ("http://10.1.2.3/a", "http://10.1.2.4/b", False),
        ("http://127.0.0.1:80/a", "http://127.0.0.1:22/b", False),
        ("https://lab.example/a", "file:///etc/passwd", False),
        ("https://lab.example/a", "https://[bad", False),
        ("https://lab.example/a", "//evil.example/b", False),
        ("https://lab.example/a", "https://lab.example@evil.example/b", False),
    ],
)
def test_a_source_may_send_us_on_within_its_own_site(
    url: str, location: str, is_followed: bool
) -> None:
    assert (next_url(url, location, {"mirror.example.net"}) is not None) is is_followed


@pytest.mark.parametrize("said", ["9" * 5000, "-5", "²", "Tue, 99 Nov 2026 15:00:00 GMT", "1e9"])
async def test_a_strange_wait_is_bounded(server: Replay, fetch: Fetch, said: str) -> None:
    server.fail(*[replay.too_many(said.encode("utf-8").decode("latin-1"))] * 3)
    with pytest.raises(SourceError) as failed:
        await fetch()
    assert (failed.value.retry_after_s or 0) <= 86_400


SPARED = {"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "localhost,.lab.example,10.0.0.7"}


@pytest.mark.parametrize(
    ("settings", "url", "is_by_proxy"),
    [
        ({}, "https://huggingface.co", False),
        (SPARED, "https://huggingface.co", True),
        (SPARED, "https://www.lab.example", False),
        (SPARED, "https://lab.example", False),
        (SPARED, "https://10.0.0.7", False),
        (SPARED, "http://huggingface.co", False),
        ({"https_proxy": "proxy:3128"}, "https://huggingface.co", True),
        ({"ALL_PROXY": "http://proxy:3128"}, "http://huggingface.co", True),
        ({"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "*"}, "https://huggingface.co", False),
    ],
)
async def test_the_way_out_is_the_one_that_is_set(
    settings: dict[str, str], url: str, is_by_proxy: bool
) -> None:
    async with Network(settings).open() as client:
        transport = client._transport_for_url(httpx.URL(url))
        assert (transport is not client._transport) is is_by_proxy


def test_a_certificate_file_that_is_not_there_is_said() -> None:
    with pytest.raises(SourceError, match="SSL_CERT_FILE"):
        Network({"SSL_CERT_FILE": "/nowhere/ca.pem"}).open()


async def test_one_paper_is_fetched_or_is_not_there(server: Replay, asker: PoliteClient) -> None:
    async with Network().open() as client:
        found = await huggingface.fetch_paper(asker, client, server.endpoint, "2611.00001")
        assert found
        assert found.paper.id == "2611.00001"
        assert not await huggingface.fetch_paper(asker, client, server.endpoint, "2611.99999")


async def test_a_week_and_a_month_are_fetched_with_each_papers_own_day(
    server: Replay, asker: PoliteClient
) -> None:
    for day in ("2026-11-23", "2026-11-24"):
        told = {"submittedOnDailyAt": f"{day}T03:00:00.000Z"}
        server.days[day] = [make_item(f"2611.{day[-2:]}{n:03d}", **told) for n in range(70)]
    async with Network().open() as client:
        for kind, span in (("week", "2026-W48"), ("month", "2026-11")):
            parsed = await huggingface.fetch_span(asker, client, server.endpoint, kind, span)
            days = Counter(one.listing.day.day for one in parsed.arrivals if one.listing)
            assert days == {23: 70, 24: 70}
