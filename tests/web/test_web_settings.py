"""What is said about settings of the pages that can't be used."""

import socket
from collections.abc import Mapping

import pytest

from adapters.web import connect, connect_locally
from adapters.web.settings import WebSettings, read_settings
from bot.errors import ConfigError, DestinationGone
from bot.message import Destination, Request


def test_without_a_port_there_are_no_pages() -> None:
    assert connect({}) is None
    assert connect({"PUBLIC_URL": "https://papers.example.org"}) is None


@pytest.mark.parametrize(
    ("settings", "variable"),
    [
        *[
            ({"PAPERS_WEB_PORT": port}, "PAPERS_WEB_PORT")
            for port in ("0", "70000", "x", "²", "-1")
        ],
        *[
            ({"PUBLIC_URL": url}, "PUBLIC_URL")
            for url in ("papers.org", "ftp://x", "https://", "x y")
        ],
        *[({"PAPERS_API_KEYS": keys}, "PAPERS_API_KEYS") for keys in ("ann", "ann=short", "=")],
        ({"SLACK_INSTALL_URL": "javascript:alert(1)"}, "SLACK_INSTALL_URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(settings: Mapping[str, str], variable: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_settings(settings)
    assert caught.value.variable == variable
    assert settings[variable][:3] not in "short"  # a key is never said


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (WebSettings(8017), "http://127.0.0.1:8017"),
        (WebSettings(8017, "0.0.0.0"), "http://127.0.0.1:8017"),
        (WebSettings(8017, "::1"), "http://[::1]:8017"),
        (WebSettings(8017, public_url="https://papers.example.org"), "https://papers.example.org"),
    ],
)
def test_links_begin_with_the_address_that_readers_use(settings: WebSettings, address: str) -> None:
    assert settings.address == address


async def test_beside_the_local_chat_a_busy_port_is_no_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert connect_locally({"PAPERS_WEB_PORT": port}) is None
    beside = connect_locally({"PAPERS_WEB_PORT": port, "PAPERS_WEB_HOST": "0.0.0.0"})
    assert beside
    assert beside.address == f"http://127.0.0.1:{port}"
    await beside.close()


async def test_nothing_can_be_posted_on_a_page() -> None:
    adapter = connect({"PAPERS_WEB_PORT": "8017"})
    assert adapter
    place = Destination("web", "x")
    with pytest.raises(DestinationGone, match="e-mail"):
        await adapter.prepare(Request("subscribe", place, place, "web:x"))
