"""Calls to Slack: one try each, over TLS, through the proxy that the environment names."""

import logging
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

# The SDK writes response_urls, tickets and payloads into its debug lines and tracebacks.
QUIET = logging.getLogger("adapters.slack.sdk")
QUIET.setLevel(logging.CRITICAL)

_log = logging.getLogger(__name__)
_CONNECT_S = 10.0
_ANSWER_S = 30.0
_KEEP_S = 5.0
_REPLIES_AT_ONCE = 100


def open_session() -> aiohttp.ClientSession:
    """Open a session whose connect timeout can be told from a lost answer.

    Connections are not kept: a kept one that Slack has closed meanwhile would make the next
    post ambiguous. aiohttp's default TLS context honours SSL_CERT_FILE.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(force_close=True),
        timeout=aiohttp.ClientTimeout(total=_ANSWER_S, sock_connect=_CONNECT_S),
    )


def make_client(
    api_url: str, token: str | None = None, session: aiohttp.ClientSession | None = None
) -> AsyncWebClient:
    """Make a client that never sends again by itself.

    The SDK's default re-sends once when a connection drops, which posts twice. The SDK reads
    HTTPS_PROXY but not NO_PROXY; that is mended here.
    """
    client = AsyncWebClient(
        token=token, base_url=api_url, session=session, logger=QUIET, retry_handlers=[]
    )
    if proxy_bypass(urlsplit(api_url).hostname or ""):
        client.proxy = None
    return client


def open_reply_session() -> aiohttp.ClientSession:
    """Open a session for replies, which keeps its connections for a few seconds.

    A reply is no delivery: one that is lost with a stale connection is asked for again by whoever
    misses it, and most answers save the time of a handshake.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(keepalive_timeout=_KEEP_S, limit=_REPLIES_AT_ONCE),
        timeout=aiohttp.ClientTimeout(total=_ANSWER_S, sock_connect=_CONNECT_S),
    )


async def post_to_response_url(
    url: str, body: dict[str, object], proxy: str | None, session: aiohttp.ClientSession
) -> None:
    """Answer through a response_url; a failure is logged without the url, which is a secret."""
    client = AsyncWebhookClient(url, session=session, logger=QUIET, retry_handlers=[])
    client.proxy = proxy
    try:
        answer = await client.send_dict(body)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        _log.warning("a reply did not reach Slack: %s", type(error).__name__)
        return
    if answer.status_code != 200:
        _log.warning("Slack refused a reply with HTTP status %d", answer.status_code)
