"""The Bolt app: acknowledges at once whatever Slack sends, and hands it to who answers it."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import QUIET
from adapters.slack.conversation import Conversation
from adapters.slack.modals import submission_of
from adapters.slack.precedence import Precedence
from adapters.slack.requests import Json, name_of_press, press_from
from adapters.slack.tenants import Clients
from bot.errors import PapersError
from bot.message import Desk, Destination

_log = logging.getLogger(__name__)
_DRAIN_S = 5.0

# Slack repeats an event after one and five minutes: https://docs.slack.dev/apis/events-api/#retries
_EVENT_S = 3600.0
_DOUBLE_CLICK_S = 3.0

OnLeaving = Callable[[str, str], Awaitable[None]]
"""Hears of which workspace, or which organisation, the bot may have been taken out."""


class Listener:
    """Hears all that Slack sends; each thing once, by whichever process."""

    def __init__(self, clients: Clients, desk: Desk, on_leaving: OnLeaving | None = None) -> None:
        self._desk = desk
        self._clients = clients
        self._on_leaving = on_leaving
        self._conversation = Conversation(clients, desk)
        self.precedence = Precedence()
        self._answering: set[asyncio.Task[None]] = set()

    def make_app(self) -> AsyncApp:
        """Build the Bolt app; who signed a request is checked before it comes here."""

        # Whose token speaks is looked up when something is answered: Bolt only hears.
        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            self._clients.note_organisation(team_id or "", enterprise_id or "")
            return AuthorizeResult(
                enterprise_id=enterprise_id, team_id=team_id, bot_id="B", bot_user_id="U"
            )

        app = AsyncApp(
            name="papers",
            logger=QUIET,
            # Without a token of its own Bolt asks `authorize`, not Slack, before each listener.
            client=AsyncWebClient(logger=QUIET, retry_handlers=[]),
            authorize=authorize,
            request_verification_enabled=False,
            raise_error_for_unhandled_request=True,
        )
        anything = re.compile(".*", re.DOTALL)
        app.command(anything)(self._on_command)
        app.action(anything)(self._on_press)
        app.shortcut(anything)(self._on_shortcut)
        app.view_submission(anything)(self._on_submission)
        app.view_closed(anything)(_only_acknowledge)
        app.options(anything)(_offer_nothing)
        for name, hear in self._events().items():
            app.event(name)(hear)
        app.event(anything)(_only_acknowledge)
        app.error(_report)
        return app

    async def drain(self) -> None:
        """Let the answers under way finish, for a few seconds, then drop them."""
        if self._answering:
            _, late = await asyncio.wait(self._answering, timeout=_DRAIN_S)
            for task in late:
                task.cancel()
        await self._conversation.close()

    def _events(self) -> dict[str, Callable[..., Awaitable[None]]]:
        talk = self._conversation
        return {
            "app_mention": self._hearing(talk.answer_mention),
            "message": self._hearing(talk.answer_direct_message),
            "app_home_opened": self._hearing(talk.show_home),
            "link_shared": self._hearing(talk.unfurl),
            "reaction_added": self._hearing(talk.hear_reaction),
            "reaction_removed": self._hearing(talk.hear_reaction),
            "channel_deleted": self._hearing(self._hear_deleted),
            "group_deleted": self._hearing(self._hear_deleted),
            "app_uninstalled": self._on_app_uninstalled,
            "tokens_revoked": self._on_tokens_revoked,
        }

    def _hearing(
        self, hear: Callable[[Json, Json], Coroutine[None, None, None]]
    ) -> Callable[..., Awaitable[None]]:
        """Return a listener that acknowledges an event and hears it once."""

        async def listen(ack: AsyncAck, body: Json, event: Json) -> None:
            await ack()
            name = f"slack event {body.get('event_id')}"
            self._start(self._once(name, _EVENT_S, hear(body, event)))

        return listen

    async def _on_command(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        self._start(self._conversation.answer_command(body))

    async def _on_press(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        if press := press_from(body):
            answering = self._conversation.answer_press(body, press)
            self._start(self._once(name_of_press(body), _DOUBLE_CLICK_S, answering))

    async def _on_shortcut(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        self._start(self._conversation.answer_shortcut(body))

    async def _on_submission(self, ack: AsyncAck, body: Json, view: Json) -> None:
        submission = submission_of(view)
        if submission is None:
            await ack()
            return
        told, rest = await self._conversation.take(body, submission)
        await ack(response_action=told.response_action, errors=told.errors or None, view=told.view)
        if rest is not None:
            self._start(rest)

    async def _hear_deleted(self, body: Json, event: Json) -> None:
        place = f"{body.get('team_id')}/{event.get('channel')}"
        await self._desk.closed(Destination("slack", place))

    async def _on_app_uninstalled(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        self._start(self._leave(body))

    async def _on_tokens_revoked(self, ack: AsyncAck, body: Json, event: Json) -> None:
        await ack()
        tokens = event.get("tokens")
        # Somebody who only takes away a token of their own leaves the bot where it is.
        if not isinstance(tokens, dict) or tokens.get("bot") or not tokens:
            self._start(self._leave(body))

    async def _leave(self, body: Json) -> None:
        if self._on_leaving:
            team, enterprise = body.get("team_id"), body.get("enterprise_id")
            await self._on_leaving(str(team or ""), str(enterprise or ""))

    async def _once(self, name: str, for_s: float, answering: Coroutine[None, None, None]) -> None:
        """Answer unless this was heard before, by whichever process."""
        try:
            is_new = await self._desk.is_new(name, for_s)
        except PapersError as error:
            _log.warning("not known whether something was heard before: %s", error)
            is_new = True
        if is_new:
            await answering
        else:
            answering.close()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(self._in_turn(work))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _in_turn(self, work: Coroutine[None, None, None]) -> None:
        await self.precedence.wait()
        try:
            await work
        except PapersError as error:
            # One workspace that cannot be reached is no matter for any other.
            _log.warning("an answer did not reach Slack: %s", error)
        except Exception:
            _log.exception("something from Slack could not be answered")


async def _only_acknowledge(ack: AsyncAck) -> None:
    """Acknowledge what nobody has to hear: Slack repeats what is not."""
    await ack()


async def _offer_nothing(ack: AsyncAck) -> None:
    await ack(options=[])


async def _report(error: Exception) -> BoltResponse | None:
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    # The SDK's own report would show the payload, which holds a response_url.
    _log.error("something from Slack was not understood", exc_info=error)
    return None
