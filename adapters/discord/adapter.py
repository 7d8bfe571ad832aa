"""The adapter: one client that sends without a gateway and listens when it is run."""

import asyncio
import logging
from collections.abc import Sequence

import discord

from adapters.discord import refusals
from adapters.discord.client import PapersClient
from adapters.discord.command_sync import sync_commands
from adapters.discord.conversation import Conversation
from adapters.discord.gateway import Gateway
from adapters.discord.limits import LIMITS
from adapters.discord.listener import Listener
from adapters.discord.places import Places
from adapters.discord.rate_limit import Turns
from adapters.discord.render import render
from adapters.discord.requests import Interaction
from adapters.discord.retry_after import Noticed
from adapters.discord.rights import NOT_ALLOWED
from adapters.discord.routes import Routes
from adapters.discord.sdk_objects import edited
from adapters.discord.settings import DiscordSettings
from bot.errors import ConfigError, DeliveryError, NotAllowed
from bot.message import (
    CheckResult,
    Delivery,
    Desk,
    Destination,
    Limits,
    Message,
    Request,
    Sent,
    Verb,
    fit,
)

log = logging.getLogger(__name__)

# Longer than discord.py's own five tries at an answer of 5xx; the nonce makes them safe.
_PATIENCE_S = 60
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 5.0, 300.0


class DiscordAdapter:
    """Discord: a channel is addressed by its id, a person's direct messages by `@` and theirs."""

    name = "discord"
    is_heard_by_web = False

    # A nonce is remembered "for a few minutes": two are sure, and the answer takes its time.
    repeat_window_s = 100.0

    def __init__(self, settings: DiscordSettings) -> None:
        self._settings = settings
        self.client = PapersClient(settings.proxy, reads_links=settings.reads_links)
        self._login = asyncio.Lock()
        self._listeners: list[Listener] = []
        self._verbs: Sequence[Verb] = ()
        self._gateway: Gateway | None = None
        self._turns = Turns()
        self._places = Places(self.client, self._turns)
        self._routes = Routes(self.client, self._places)

    @property
    def limits(self) -> Limits:
        """What one Discord message can hold."""
        return LIMITS

    async def check(self) -> Sequence[CheckResult]:
        """Ask Discord who the token's bot is, and how much of the day's sessions is left."""
        try:
            await self._ensure_login()
            shards, _, limit = await self.client.http.get_bot_gateway()
        except (DeliveryError, discord.GatewayNotFound) as error:
            return [CheckResult(False, f"DISCORD_TOKEN: {error}")]
        left = f"{limit['remaining']} of {limit['total']} sessions are left today"
        is_plenty = limit["remaining"] > limit["total"] // 10
        advice = "" if is_plenty else ": something restarts over and over; stop it and look why"
        return [
            CheckResult(True, f"signed in as {self.client.user}, {shards} shard(s) recommended"),
            CheckResult(is_plenty, left + advice),
        ]

    async def list_commands(self, verbs: Sequence[Verb], place: str = "") -> str:
        """Tell Discord the commands now, changed or not, for everybody or for one server."""
        if place and not place.isdigit():
            raise DeliveryError(f"“{place}” isn't a server's id: copy it in Discord, by its menu.")
        await self._ensure_login()
        try:
            await sync_commands(self.client, verbs, int(place or 0), is_forced=True)
        except refusals.FAILURES as error:
            raise refusals.before_sending(error) from error
        where = f"server {place}" if place else "everybody"
        return f"Discord has the commands now, for {where}."

    async def run(self, desk: Desk) -> None:
        """Register the commands, then listen until cancelled; waits for a Discord that is away."""
        await self._log_in_patiently()
        self._attend(desk, self.client)
        self._verbs = desk.verbs
        await desk.while_held("discord commands", self._sync)
        self._gateway = Gateway(
            self._settings, self.client, desk, lambda client: self._attend(desk, client)
        )
        try:
            await self._gateway.run()
        except* ConfigError as group:
            raise group.exceptions[0] from None

    async def authorize(self, request: Request) -> None:
        """Let those decide who may manage the server, or have a role that was set for it."""
        if not request.may_change:
            raise NotAllowed(NOT_ALLOWED)

    async def prepare(self, request: Request) -> Request:
        """Refuse where the bot may not post; the interaction itself says what it may."""
        if not request.destination.address.startswith("@"):
            await self._ensure_login()
            await self._places.check(int(request.destination.address))
        return request

    async def send(self, delivery: Delivery) -> Sent:
        """Send with the marker as nonce: within some minutes Discord takes it only once.

        https://discord.com/developers/docs/resources/message#create-message (enforce_nonce)
        """
        await self._ensure_login()
        await self._turns.wait()
        with Noticed() as noticed:
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    return await self._routes.send(delivery)
            except refusals.FAILURES as error:
                raise refusals.sending(error, noticed.scope) from error

    async def edit(self, sent: Sent, message: Message) -> None:
        """Replace words, pictures and buttons; of a message that is too long, the first part."""
        channel_id, message_id = map(int, sent.platform_id.split("/"))
        await self._ensure_login()
        place = self.client.get_partial_messageable(channel_id)
        shown = fit(message, LIMITS)[0]
        await self._turns.wait()
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await place.get_partial_message(message_id).edit(**edited(render(shown)))
        except refusals.FAILURES as error:
            raise refusals.before_sending(error) from error

    async def look_up(self, delivery: Delivery) -> Sent | None:
        """Read back what was said since the first try; a place too busy to read is ambiguous."""
        await self._ensure_login()
        await self._turns.wait()
        try:
            return await self._routes.look_up(delivery)
        except refusals.FAILURES as error:
            raise refusals.reading(error) from error

    def ailing(self) -> str:
        """Say what keeps commands from being heard, "" if nothing."""
        return self._gateway.ailing() if self._gateway else ""

    async def close(self) -> None:
        """Leave the gateway and close all connections."""
        for listener in self._listeners:
            await listener.stop()
        await self._routes.stop()
        await self.client.close()

    def _attend(self, desk: Desk, client: PapersClient) -> None:
        """Let what a client hears ask this desk."""
        conversation = Conversation(self.client, desk, reads_links=self._settings.reads_links)
        listener = Listener(desk, self._places, conversation, self._settings.who_may_subscribe)
        self._listeners.append(listener)

        async def on_interaction(interaction: Interaction) -> None:
            await listener.on_interaction(interaction)

        async def on_message(message: discord.Message) -> None:
            await conversation.on_message(message)

        async def on_raw_reaction_add(reaction: discord.RawReactionActionEvent) -> None:
            await conversation.on_reaction(reaction)

        async def on_raw_reaction_remove(reaction: discord.RawReactionActionEvent) -> None:
            await conversation.on_reaction(reaction)

        async def on_guild_remove(guild: discord.Guild) -> None:
            # An outage is told otherwise (on_guild_unavailable); whoever came back is not gone.
            if await self._is_gone(guild.id):
                await desk.left(f"discord:{guild.id}")

        async def on_guild_channel_delete(channel: discord.abc.GuildChannel) -> None:
            await desk.closed(Destination("discord", str(channel.id)))

        async def on_raw_thread_delete(thread: discord.RawThreadDeleteEvent) -> None:
            await desk.closed(Destination("discord", str(thread.thread_id)))

        for heard in (
            on_guild_channel_delete,
            on_raw_thread_delete,
            on_interaction,
            on_message,
            on_raw_reaction_add,
            on_raw_reaction_remove,
            on_guild_remove,
        ):
            client.event(heard)

    async def _is_gone(self, guild_id: int) -> bool:
        try:
            await self.client.fetch_guild(guild_id)
        except (discord.NotFound, discord.Forbidden):
            return True
        except refusals.FAILURES as error:
            log.warning("whether server %d is gone cannot be told: %s", guild_id, error)
        return False

    async def _sync(self) -> None:
        log.info("Invite me to a server: %s", self._places.invitation)
        try:
            await sync_commands(self.client, self._verbs)
        except refusals.FAILURES as error:
            # Old commands are better than none: listen all the same.
            log.error("Discord did not take the slash commands: %s", refusals.before_sending(error))

    async def _log_in_patiently(self) -> None:
        """Log in; a Discord that is away is tried again, ever more rarely."""
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                return await self._ensure_login()
            except DeliveryError as error:
                if isinstance(error.__cause__, discord.LoginFailure):
                    raise ConfigError("DISCORD_TOKEN", refusals.REFUSED) from error
                log.warning("%s Trying again in %.0f s.", error, pause_s)
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)

    async def _ensure_login(self) -> None:
        async with self._login:
            if self.client.user is not None:
                return
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    await self.client.login(self._settings.token)
            except refusals.FAILURES as error:
                await self.client.forget_connections()
                raise refusals.before_sending(error) from error
