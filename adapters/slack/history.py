"""Reading back what was posted, to find a delivery by its marker."""

from collections.abc import Mapping

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.blocks import Json
from adapters.slack.render import block_id_of
from bot.errors import AmbiguousDelivery

# The strict tier of conversations.history: 15 messages a call, one call a minute.
# https://docs.slack.dev/changelog/2025/05/29/tos-updates
_PAGE = 15
_MOST_PAGES = 10


def metadata_of(marker: str) -> Json:
    """Return the message metadata that carries a marker."""
    return {"event_type": "papers_delivery", "event_payload": {"delivery": marker}}


async def find_marker(
    client: AsyncWebClient, channel: str, marker: str, oldest: float, thread: str | None = None
) -> str | None:
    """Return the `ts` of the bot's message with a marker, posted since `oldest` (Unix time).

    It is looked for below `thread` where that is given: a channel's history holds no replies.
    Raises AmbiguousDelivery where too much was said since for all of it to be read.
    """
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        page = await _page(client, channel, thread, oldest=f"{oldest:.6f}", cursor=cursor)
        for message in page["messages"]:
            if message.get("bot_id") and _carries(message, marker):
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
    raise AmbiguousDelivery("Too much was posted there since to find out whether it arrived.")


async def _page(
    client: AsyncWebClient, channel: str, thread: str | None, **where: str | None
) -> AsyncSlackResponse:
    asked = {"channel": channel, "limit": _PAGE, "include_all_metadata": True, **where}
    if thread:
        return await client.api_call("conversations.replies", data=asked | {"ts": thread})
    return await client.api_call("conversations.history", data=asked)


def _carries(message: Mapping[str, object], marker: str) -> bool:
    metadata = message.get("metadata")
    if isinstance(metadata, Mapping) and metadata.get("event_payload") == {"delivery": marker}:
        return True
    blocks = message.get("blocks")
    wanted = block_id_of(marker)
    return isinstance(blocks, list) and any(b.get("block_id") == wanted for b in blocks)
