"""Looking through a channel for a message that may have arrived."""

from collections.abc import Iterator
from datetime import timedelta

import discord

from adapters.discord.buttons import marker_of
from adapters.discord.embeds import bare, marker_in, render_embeds
from adapters.discord.render import number_of
from bot.errors import AmbiguousDelivery
from bot.message import Delivery

Place = discord.DMChannel | discord.PartialMessageable

_MOST = 1000
_CLOCKS_DIFFER = timedelta(minutes=5)
_UNKNOWN_MESSAGE = 10008


async def look(place: Place, me: discord.ClientUser | None, delivery: Delivery) -> int | None:
    """Return the id of our message that carries the delivery's marker; None where it surely is not.

    Raises AmbiguousDelivery where too much was said since the first try to read it all.
    """
    since = delivery.first_tried_at - _CLOCKS_DIFFER
    wordings = {
        render_embeds(delivery.message, delivery.marker).content,
        bare(delivery.message).content,
    }
    count = 0
    async for said in place.history(limit=_MOST, after=since, oldest_first=True):
        count += 1
        is_bare = not said.embeds and not said.components
        # A bare heading in old clothes has no place for a marker; its words must do.
        is_it = carries(said, delivery.marker) or (is_bare and said.content in wordings)
        if said.author == me and is_it:
            return said.id
    if count == _MOST:
        raise AmbiguousDelivery("Too much was said since to find out whether it arrived.")
    await _check_history(place, discord.utils.time_snowflake(since))
    return None


def carries(said: discord.Message, marker: str) -> bool:
    """Tell whether a message was sent with a marker."""
    parts = parts_of(said)
    if any(getattr(part, "id", None) == number_of(marker) for part in parts):
        return True
    ids = [str(getattr(part, "custom_id", "")) for part in parts]
    ids += [option.value for part in parts for option in getattr(part, "options", ())]
    return marker in {*map(marker_of, ids), *(marker_in(embed.url or "") for embed in said.embeds)}


def parts_of(said: discord.Message) -> list[object]:
    """Return all components of a message, whatever they stand in."""
    return list(_walk(said.components))


def _walk(parts: object) -> Iterator[object]:
    """Yield components, whatever they stand in."""
    for part in parts if isinstance(parts, list | tuple) else ():
        yield part
        yield from _walk(getattr(part, "children", ()))
        if (accessory := getattr(part, "accessory", None)) is not None:
            yield accessory


async def _check_history(place: Place, snowflake: int) -> None:
    """Fail unless history can be read: without the permission Discord shows an empty one.

    https://discord.com/developers/docs/resources/message#get-channel-messages
    """
    try:
        await place.fetch_message(snowflake)
    except discord.NotFound as error:
        if error.code != _UNKNOWN_MESSAGE:  # which is the answer to one who may read
            raise
