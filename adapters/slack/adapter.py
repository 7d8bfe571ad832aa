"""The Slack adapter: sends, edits, finds and listens for one workspace."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack import history, http_mode
from adapters.slack.channels import check_channel, readable
from adapters.slack.client import make_client, open_session
from adapters.slack.departures import purge_if_gone
from adapters.slack.installations import Installations
from adapters.slack.limits import LIMITS
from adapters.slack.listener import Listener
from adapters.slack.oauth import INSTALL, InstallDoor
from adapters.slack.people import People
from adapters.slack.refusals import FAILURES, code_of, translate
from adapters.slack.render import Payload, bare, has_images, render
from adapters.slack.self_check import check_app, check_bot
from adapters.slack.settings import SlackSettings
from adapters.slack.sign_in import until_reached
from adapters.slack.signatures import SignatureGate
from adapters.slack.socket_mode import Line
from adapters.slack.tenants import Clients, OneTenant, Tenant
from bot.errors import AmbiguousDelivery, DeliveryError, DestinationGone
from bot.message import (
    CheckResult,
    Delivery,
    Desk,
    Destination,
    Limits,
    Message,
    Request,
    Sent,
    Vault,
)

_log = logging.getLogger(__name__)
_SKEW = timedelta(minutes=2)

BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format"})
"""What Slack answers to a message with a picture that it cannot fetch: nothing was posted."""


class SlackAdapter:
    """One Slack app, in one workspace or in all that install it.

    Addresses are `team/channel` and `team/user`.
    """

    repeat_window_s = 0.0  # Slack takes every post for a new one

    def __init__(
        self, settings: SlackSettings, vault: Vault | None = None, *, first_wait_s: float = 1.0
    ) -> None:
        self._settings = settings
        self._first_wait_s = first_wait_s
        self._session: ClientSession | None = None
        self._made: dict[str, AsyncWebClient] = {}
        self._vault = vault
        self._tenant = OneTenant(self._ask_who)
        tenants = Installations(vault) if vault else self._tenant
        self._clients = Clients(tenants, self._client, settings.bot_token)
        self._people = People()
        self._line = Line()

    @property
    def name(self) -> str:
        """The platform part of its destinations."""
        return "slack"

    @property
    def limits(self) -> Limits:
        """What one message can hold."""
        return LIMITS

    @property
    def is_heard_by_web(self) -> bool:
        """By HTTP where there is no app token for Socket Mode."""
        return not self._settings.app_token

    async def check(self) -> Sequence[CheckResult]:
        """Ask Slack about both tokens; where any workspace can install, each has its own."""
        if self._vault:
            return [CheckResult(True, f"any workspace can install it: {self._install_url}")]
        findings = await check_bot(self._client())
        if token := self._settings.app_token:
            findings.append(await check_app(self._client(token), token))
        return findings

    async def run(self, desk: Desk) -> None:
        """Listen until cancelled; raise ConfigError where Slack refuses a token."""
        if self._vault:
            await self._listen_for_all(desk, self._vault)
            return
        tenant = await self._tenant.sign_in()
        _log.info("Slack knows me in the workspace %s", tenant.team)
        await desk.joined(f"slack:{tenant.team}")

        async def leave(_team: str, _enterprise: str) -> None:
            await purge_if_gone(self._clients, desk, tenant.team)

        listener = Listener(self._clients, desk, leave)
        try:
            if token := self._settings.app_token:
                proxy = self._client(token).proxy
                await self._line.listen(listener.make_app(), self._next_socket, proxy)
            else:
                await self._serve(listener, desk)
        finally:
            await listener.drain()

    async def _listen_for_all(self, desk: Desk, vault: Vault) -> None:
        """Listen for every workspace that installs the app, and show the pages to install it."""
        installations = Installations(vault)

        async def leave(team: str, enterprise: str) -> None:
            await purge_if_gone(self._clients, desk, team, enterprise, installations.forget)

        async def welcome(tenant: Tenant) -> None:
            self._clients.forget(tenant.key)
            await desk.joined(f"slack:{tenant.key}")

        listener = Listener(self._clients, desk, leave)
        door = InstallDoor(self._settings, vault, self._client, welcome)
        _log.info("Slack workspaces can install the app at %s", self._install_url)
        try:
            await self._serve(listener, desk, door.routes())
        finally:
            await listener.drain()

    async def _serve(
        self, listener: Listener, desk: Desk, pages: Sequence[web.RouteDef] = ()
    ) -> None:
        gate = SignatureGate(self._settings.signing_secret)
        app = listener.make_app()
        server = http_mode.make_web_app(app, gate, desk, listener.precedence, pages)
        await http_mode.serve(server, self._settings.port)

    @property
    def _install_url(self) -> str:
        return self._settings.public_url + INSTALL

    async def authorize(self, request: Request) -> None:
        """See that a person may change what is posted in a channel, as SLACK_WHO_MAY_SUBSCRIBE
        says."""
        user, channel = _id_of(request.person), _id_of(request.destination)
        client = await self._clients.of_place(request.destination)
        await self._people.check(client, user, channel, self._settings.who_may_subscribe)

    async def prepare(self, request: Request) -> Request:
        """See that the bot is in the channel, and ask for the person's timezone.

        Needs channels:read, groups:read and users:read; without them the answer is "perhaps".
        """
        client = await self._clients.of_place(request.destination)
        if _id_of(request.destination).startswith(("C", "G")):
            await check_channel(client, _id_of(request.destination))
        person = await self._people.ask(client, _id_of(request.person))
        return replace(request, timezone=(person and person.timezone) or request.timezone)

    async def send(self, delivery: Delivery) -> Sent:
        """Post once; the marker travels as metadata and as a block id.

        Metadata can be dropped silently (python-slack-sdk#1501), hence both.
        """

        client = await self._clients.of_place(delivery.destination)

        async def post(payload: Payload) -> AsyncSlackResponse:
            return await client.chat_postMessage(
                channel=_id_of(delivery.destination),
                text=payload.text,
                blocks=list(payload.blocks) or None,
                metadata=history.metadata_of(delivery.marker),
                thread_ts=_ts_of(delivery.parent),
                unfurl_links=False,
                unfurl_media=False,
            )

        answer = await _shown(delivery.message, delivery.marker, post, is_plain=delivery.is_plain)
        if not (answer["channel"] and answer["ts"]):
            raise AmbiguousDelivery("Slack took the message, but not as it should.")
        return _sent(delivery.destination, answer["channel"], answer["ts"])

    async def edit(self, sent: Sent, message: Message) -> None:
        """Replace the words of a sent message."""
        # What was sent before workspaces were many says nothing of its own.
        *team, channel, ts = sent.platform_id.split("/")
        client = await self._clients.of_team(team[0] if team else "")

        async def post(payload: Payload) -> AsyncSlackResponse:
            return await client.chat_update(
                channel=channel, ts=ts, text=payload.text, blocks=list(payload.blocks)
            )

        await _shown(message, "", post)

    async def look_up(self, delivery: Delivery) -> Sent | None:
        """Read back where a delivery may stand; only a member of a channel can."""
        oldest = (delivery.first_tried_at - _SKEW).timestamp()
        client = await self._clients.of_place(delivery.destination)
        try:
            channel = await readable(client, _id_of(delivery.destination))
            thread = _ts_of(delivery.parent)
            ts = await history.find_marker(client, channel, delivery.marker, oldest, thread)
        except FAILURES as error:
            raise _cannot_look(error) from error
        return _sent(delivery.destination, channel, ts) if ts else None

    def ailing(self) -> str:
        """Say what keeps commands from being heard, "" if nothing."""
        return self._line.ailing()

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _client(self, token: str = "") -> AsyncWebClient:
        # A session belongs to a running loop: it is opened by the first call, not by `connect`.
        if self._session is None or self._session.closed:
            self._session = open_session()
            self._made.clear()
        token = token or self._settings.bot_token
        if token not in self._made:
            self._made[token] = make_client(self._settings.api_url, token, self._session)
        return self._made[token]

    async def _ask_who(self) -> Tenant:
        async def ask() -> Tenant:
            answer = await self._client().auth_test()
            team, user = str(answer.get("team_id") or ""), str(answer.get("user_id") or "")
            return Tenant(team, self._settings.bot_token, user)

        return await until_reached(ask, "SLACK_BOT_TOKEN", self._first_wait_s)

    async def _next_socket(self) -> str:
        return await until_reached(self._open_socket, "SLACK_APP_TOKEN", self._first_wait_s)

    async def _open_socket(self) -> str:
        token = self._settings.app_token
        answer = await self._client(token).apps_connections_open(app_token=token)
        return str(answer["url"])


async def _shown(
    message: Message,
    marker: str,
    post: Callable[[Payload], Awaitable[AsyncSlackResponse]],
    *,
    is_plain: bool = False,
) -> AsyncSlackResponse:
    """Post a message; without its pictures where Slack cannot fetch one and refuses it for that."""
    try:
        return await post(bare(message) if is_plain else render(message, marker))
    except FAILURES as error:
        if is_plain or code_of(error) not in BAD_BLOCKS or not has_images(message):
            raise translate(error) from error
    try:
        return await post(render(message, marker, has_images=False))
    except FAILURES as error:
        raise translate(error) from error


def _sent(place: Destination, channel: str, ts: str) -> Sent:
    return Sent(f"{place.address.partition('/')[0]}/{channel}/{ts}")


def _ts_of(parent: Sent | None) -> str | None:
    return parent.platform_id.rpartition("/")[2] if parent else None


def _id_of(destination: Destination) -> str:
    return destination.address.rpartition("/")[2]


def _cannot_look(error: Exception) -> DeliveryError:
    meaning = translate(error)
    if isinstance(meaning, DestinationGone):
        return AmbiguousDelivery(f"I may not read back what I sent: {meaning}")
    # Nothing was sent by looking, so that whatever else failed can simply be asked again.
    return DeliveryError(str(meaning), meaning.retry_after_s)
