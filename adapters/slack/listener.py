"""The Bolt app: acknowledges at once, then asks the desk in a task that shutdown waits for."""

import asyncio
import logging
import re
from collections.abc import Coroutine

from aiohttp import ClientSession
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import QUIET, open_reply_session, post_to_response_url
from adapters.slack.precedence import Precedence
from adapters.slack.refusals import BAD_TOKENS, FAILURES, code_of, translate
from adapters.slack.render import Payload
from adapters.slack.requests import (
    Json,
    Say,
    answer,
    command_from,
    name_of_press,
    press_from,
    words_from,
)
from bot.errors import PapersError
from bot.message import Desk

_log = logging.getLogger(__name__)
_DRAIN_S = 5.0

# Slack repeats an event after one and five minutes: https://docs.slack.dev/apis/events-api/#retries
_EVENT_S = 3600.0
_DOUBLE_CLICK_S = 3.0


class Listener:
    """Hears commands, buttons, mentions and direct messages, and answers each."""

    def __init__(self, client: AsyncWebClient, identity: AuthorizeResult, desk: Desk) -> None:
        self._client = client
        self._identity = identity
        self._desk = desk
        self.precedence = Precedence()
        self._answering: set[asyncio.Task[None]] = set()
        self._replies: ClientSession | None = None

    def make_app(self) -> AsyncApp:
        """Build the Bolt app; who signed a request is checked before it comes here."""
        identity = self._identity

        # Bolt looks at the names of arguments, and would take `self` for one of its own.
        async def authorize() -> AuthorizeResult:
            return identity

        app = AsyncApp(
            name="papers",
            logger=QUIET,
            # Without a token of its own Bolt asks `authorize`, not Slack, before each listener.
            client=AsyncWebClient(base_url=self._client.base_url, logger=QUIET, retry_handlers=[]),
            authorize=authorize,
            request_verification_enabled=False,
        )
        app.command(re.compile(".*"))(self._on_command)
        app.action(re.compile(".*"))(self._on_press)
        app.event("app_mention")(self._on_mention)
        app.event("message")(self._on_message)
        app.event("app_uninstalled")(self._on_leaving)
        app.event("tokens_revoked")(self._on_leaving)
        app.error(_report)
        return app

    async def drain(self) -> None:
        """Let the answers under way finish, for a few seconds, then drop them."""
        if self._answering:
            _, late = await asyncio.wait(self._answering, timeout=_DRAIN_S)
            for task in late:
                task.cancel()
        if self._replies is not None:
            await self._replies.close()

    async def _on_command(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        self._start(answer(self._desk, command_from(body), self._privately(body)))

    async def _on_press(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        if request := press_from(body):
            answering = answer(self._desk, request, self._privately(body))
            self._start(self._once(name_of_press(body), _DOUBLE_CLICK_S, answering))

    async def _on_mention(self, ack: AsyncAck, body: Json, event: Json) -> None:
        await ack()
        self._hear(body, self._aside(event))

    async def _on_message(self, ack: AsyncAck, body: Json, event: Json) -> None:
        await ack()
        if event.get("channel_type") == "im":
            self._hear(body, self._in_direct_message(event))

    async def _on_leaving(self, ack: AsyncAck) -> None:
        await ack()
        self._start(self._purge_if_gone())

    async def _purge_if_gone(self) -> None:
        """Purge only what is gone: an event may come late, after the app was installed again."""
        try:
            await self._client.auth_test()
        except FAILURES as error:
            if code_of(error) in BAD_TOKENS:
                await self._desk.left(f"slack:{self._identity.team_id}")

    def _hear(self, body: Json, say: Say) -> None:
        if heard := words_from(body):
            answering = answer(self._desk, heard.request, say)
            self._start(self._once(f"slack event {heard.event_id}", _EVENT_S, answering))

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
        await work

    def _privately(self, body: Json) -> Say:
        url = str(body["response_url"])

        async def say(payload: Payload) -> None:
            await post_to_response_url(
                url,
                {
                    "response_type": "ephemeral",
                    "replace_original": False,
                    "text": payload.text,
                    "blocks": list(payload.blocks),
                },
                self._client.proxy,
                self._reply_session(),
            )

        return say

    def _reply_session(self) -> ClientSession:
        # A session belongs to a running loop: it is opened by the first reply.
        if self._replies is None or self._replies.closed:
            self._replies = open_reply_session()
        return self._replies

    def _aside(self, event: Json) -> Say:
        async def say(payload: Payload) -> None:
            await self._post(
                "chat.postEphemeral", payload, event, user=event["user"], **_thread_of(event)
            )

        return say

    def _in_direct_message(self, event: Json) -> Say:
        async def say(payload: Payload) -> None:
            await self._post("chat.postMessage", payload, event, **_thread_of(event))

        return say

    async def _post(self, method: str, payload: Payload, event: Json, **more: object) -> None:
        body = {"channel": event["channel"], "text": payload.text, "blocks": list(payload.blocks)}
        quiet = {"unfurl_links": False, "unfurl_media": False}
        try:
            await self._client.api_call(method, json=body | quiet | more)
        except FAILURES as error:
            _log.warning("a reply did not reach Slack: %s", translate(error))


async def _report(error: Exception) -> None:
    # The SDK's own report would show the payload, which holds a response_url.
    _log.error("something from Slack was not understood", exc_info=error)


def _thread_of(event: Json) -> dict[str, object]:
    return {"thread_ts": event["thread_ts"]} if event.get("thread_ts") else {}
