"""Where a delivery goes: a channel, direct messages, below its head, or a post in a forum."""

import asyncio
import logging

import discord

from adapters.discord import forums, history, refusals
from adapters.discord.client import PapersClient
from adapters.discord.embeds import bare, render_embeds
from adapters.discord.payload import Layout, text
from adapters.discord.places import FORUM, MEDIA, NEWS, Places
from adapters.discord.render import number_of, render
from adapters.discord.sdk_objects import dressed, in_embeds
from bot.message import Delivery, Sent

log = logging.getLogger(__name__)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_UNKNOWN_CHANNEL, _HAS_THREAD, _INVALID_FORM = 10003, 160004, 50035


class Routes:
    """Sends deliveries and finds them again, each where it belongs."""

    def __init__(self, client: PapersClient, places: Places) -> None:
        self._client = client
        self._places = places
        self._publishing: set[asyncio.Task[None]] = set()

    async def send(self, delivery: Delivery) -> Sent:
        """Send, with the marker as nonce where Discord knows nonces."""
        if delivery.destination.address.startswith("@"):
            return await self._say(await self._direct(delivery), delivery)
        if delivery.parent:
            return await self._send_below(delivery, delivery.parent)
        channel_id = _channel_of(delivery)
        kind = await self._places.kind_of(channel_id)
        if kind in (FORUM, MEDIA):
            layout = _layout_of(delivery)
            post_id = await forums.post(self._client, channel_id, delivery, layout)
            return _sent(post_id, post_id)
        sent = await self._say(self._channel(channel_id), delivery)
        if kind == NEWS:
            self._publish(sent)
        return sent

    async def look_up(self, delivery: Delivery) -> Sent | None:
        """Look for a delivery that may have arrived; None where it surely did not."""
        if delivery.destination.address.startswith("@"):
            return await self._look(await self._direct(delivery), delivery)
        if delivery.parent:
            try:
                return await self._look(self._channel(_thread_of(delivery)), delivery)
            except discord.NotFound:
                return None  # the thread was never begun
        channel_id = _channel_of(delivery)
        if await self._places.kind_of(channel_id) in (FORUM, MEDIA):
            post_id = await forums.find_post(self._client, channel_id, delivery)
            return _sent(post_id, post_id) if post_id else None
        return await self._look(self._channel(channel_id), delivery)

    async def stop(self) -> None:
        """Let publishing that is under way end."""
        if self._publishing:
            _, late = await asyncio.wait(self._publishing, timeout=5)
            for task in late:
                task.cancel()

    async def _send_below(self, delivery: Delivery, parent: Sent) -> Sent:
        """Send into the thread of a message, which is begun where it is not there yet."""
        thread_id = _thread_of(delivery)
        try:
            return await self._say(self._channel(thread_id), delivery)
        except discord.NotFound as error:
            if error.code != _UNKNOWN_CHANNEL:
                raise
        channel_id, message_id = map(int, parent.platform_id.split("/"))
        try:
            await self._client.http.start_thread_with_message(
                channel_id,
                message_id,
                name=forums.title_of(delivery.message),
                auto_archive_duration=1440,
            )
        except discord.HTTPException as error:
            if error.code != _HAS_THREAD:
                raise
        return await self._say(self._channel(thread_id), delivery)

    async def _say(self, place: history.Place, delivery: Delivery) -> Sent:
        """Say it as a layout, and in embeds where Discord takes no layout.

        What it refused it did not take: the same nonce is still free.
        """
        message, marker = delivery.message, delivery.marker
        if delivery.is_plain:
            said = await place.send(**in_embeds(bare(message)), nonce=marker)
            return _sent(place.id, said.id)
        try:
            said = await place.send(**dressed(render(message, marker)), nonce=marker)
        except discord.HTTPException as error:
            if error.code != _INVALID_FORM:
                raise
            log.warning("Discord took no layout (%s); trying embeds", error.text)
            said = await place.send(**in_embeds(render_embeds(message, marker)), nonce=marker)
        return _sent(place.id, said.id)

    async def _look(self, place: history.Place, delivery: Delivery) -> Sent | None:
        message_id = await history.look(place, self._client.user, delivery)
        return _sent(place.id, message_id) if message_id else None

    async def _direct(self, delivery: Delivery) -> discord.DMChannel:
        person = discord.Object(int(delivery.destination.address[1:]))
        try:
            return await self._client.create_dm(person)
        except refusals.FAILURES as error:
            raise refusals.before_sending(error) from error

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel_id)

    def _publish(self, sent: Sent) -> None:
        """Let those who follow a news channel have it too, as far as Discord's limits go."""
        task = asyncio.create_task(self._crosspost(sent))
        self._publishing.add(task)
        task.add_done_callback(self._publishing.discard)

    async def _crosspost(self, sent: Sent) -> None:
        channel_id, message_id = map(int, sent.platform_id.split("/"))
        try:
            await self._client.http.publish_message(channel_id, message_id)
        except refusals.FAILURES as error:
            log.info("not passed on to those who follow the channel: %s", type(error).__name__)


def _layout_of(delivery: Delivery) -> Layout:
    """Return what begins a post, which keeps its marker even in bare words."""
    if not delivery.is_plain:
        return render(delivery.message, delivery.marker)
    return Layout((text(bare(delivery.message).content, number_of(delivery.marker)),))


def _channel_of(delivery: Delivery) -> int:
    """Return the channel of a delivery; a later part stands where the first one does."""
    if delivery.head and not delivery.message.is_apart:
        return int(delivery.head.platform_id.partition("/")[0])
    return int(delivery.destination.address)


def _thread_of(delivery: Delivery) -> int:
    """Return the thread below a head: a post is its own, any other has its message's id."""
    assert delivery.parent
    channel, _, message = delivery.parent.platform_id.partition("/")
    return int(channel if channel != delivery.destination.address else message)


def _sent(channel_id: int, message_id: int) -> Sent:
    return Sent(f"{channel_id}/{message_id}")
