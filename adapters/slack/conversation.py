"""Answering people in Slack: each where they spoke, pressed or looked."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answers import How, Say, ShowForm, answer, ask, say_reply
from adapters.slack.blocks import Json as View
from adapters.slack.client import open_reply_session, post_to_response_url
from adapters.slack.form_values import unpack
from adapters.slack.gestures import links_in, meaning_of, name_of, paper_below
from adapters.slack.limits import LIMITS
from adapters.slack.modals import Submission, message_view, waiting_view
from adapters.slack.refusals import FAILURES, translate
from adapters.slack.render import Payload, render
from adapters.slack.requests import (
    Json,
    Press,
    command_from,
    event_request,
    message_shortcut_from,
    request_of_person,
    words_from,
)
from adapters.slack.tenants import Clients
from adapters.slack.windows import HOME, Window, answer_in_window, publish_home
from bot.errors import PapersError, UserError
from bot.message import Desk, Destination, Form, Reply, Request

_log = logging.getLogger(__name__)

PATIENCE_S = 2.0
"""How long a form that was sent waits for its answer: Slack waits three seconds."""

_DAY_S = 24 * 3600.0
_AT_HOME_S = 3600.0
_MOST_AT_HOME = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """What Slack is told of a form that was sent: nothing closes it."""

    response_action: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    view: dict[str, object] | None = None


class Conversation:
    """Turns what people do into requests, and says what the desk answers."""

    def __init__(self, clients: Clients, desk: Desk) -> None:
        self._clients = clients
        self._desk = desk
        self._replies: ClientSession | None = None
        self._at_home: dict[Destination, float] = {}

    async def close(self) -> None:
        """Let go of connections."""
        if self._replies is not None:
            await self._replies.close()

    async def answer_command(self, body: Json) -> None:
        """Answer a slash command."""
        request = command_from(body)
        say, form = self._privately(body), self._form_shower(body, request)
        await answer(self._desk, request, say, show_form=form)
        await self._renew_home(request)

    async def answer_press(self, body: Json, press: Press) -> None:
        """Answer a button or an entry of a menu, wherever it stands."""
        form = unpack(press.request.text) if press.asks_form else None
        if form is not None:
            await self._form_shower(body, press.request)(form)
        elif not body.get("response_url"):
            await self._answer_in_view(body, press)
        else:
            shower = self._form_shower(body, press.request)
            await answer(self._desk, press.request, self._privately(body), press, shower)
            await self._renew_home(press.request)

    async def answer_shortcut(self, body: Json) -> None:
        """Answer the shortcut on a message, or open the search from anywhere."""
        if body.get("type") == "message_action":
            await answer(self._desk, message_shortcut_from(body), self._privately(body))
            return
        request = request_of_person("form search", body)
        client = await self._client_of(request)
        await answer_in_window(self._desk, request, Window(client, str(body.get("trigger_id"))))

    async def take(
        self, body: Json, submission: Submission
    ) -> tuple[Told, Coroutine[None, None, None] | None]:
        """Take a form that was sent: return what Slack is told at once, and what is left to do.

        What is wrong is told at its field, and what was typed stays.
        """
        try:
            command = submission.form.fill(_without_place(submission))
        except UserError as error:
            return _at_field(submission.form, error.field, str(error)), None
        request = request_of_person(command, body, _place_of(submission))
        asking = asyncio.ensure_future(ask(self._desk, request))
        await asyncio.wait({asking}, timeout=PATIENCE_S)
        if not asking.done():
            rest = self._finish_late(body, request, asking)
            return Told("update", view=waiting_view()), rest
        reply = asking.result()
        if reply.is_error:
            said = reply.message.lead.plain or reply.message.title
            return _at_field(submission.form, reply.field, said), None
        if submission.reply_url:
            return Told(), self._finish(request, reply, submission.reply_url)
        view = message_view(reply.message, request.text)
        return Told("update", view=view), self._renew_home(request)

    async def answer_mention(self, body: Json, event: Json) -> None:
        """Answer whoever calls the bot by its name, to them alone."""
        if heard := words_from(body):
            client = await self._client_of(heard.request)
            await answer(self._desk, heard.request, _aside(client, event))
            await self._renew_home(heard.request)

    async def answer_direct_message(self, body: Json, event: Json) -> None:
        """Answer what somebody writes to the bot; what people say elsewhere is their own."""
        if event.get("channel_type") == "im" and (heard := words_from(body)):
            client = await self._client_of(heard.request)
            await answer(self._desk, heard.request, _in_direct_message(client, event))
            await self._renew_home(heard.request)

    async def show_home(self, body: Json, event: Json) -> None:
        """Show App Home to who opens it."""
        if event.get("tab", HOME) == HOME and event.get("user"):
            request = event_request(HOME, body, str(event["user"]), "")
            if len(self._at_home) >= _MOST_AT_HOME:
                self._at_home.clear()
            self._at_home[request.person] = time.monotonic() + _AT_HOME_S
            await publish_home(self._desk, await self._client_of(request), request)

    async def unfurl(self, body: Json, event: Json) -> None:
        """Show the papers that links lead to: each once a day in a channel, or not at all."""
        channel, user = str(event.get("channel") or ""), str(event.get("user") or "")
        shown: dict[str, View] = {}
        for url in (links := links_in(event)):
            reply = await ask(self._desk, event_request(f"card {url}", body, user, channel))
            cards = reply.message.cards
            if not reply.is_error and cards and await self._is_first(channel, cards[0].url or url):
                shown[url] = {"blocks": list(render(reply.message).blocks)}
        if links:
            request = event_request(f"shared {' '.join(links)}", body, user, channel)
            client = await self._client_of(request)
            if shown:
                await _unfurl(client, event, shown)
            # What was said of earlier links stands on the cards: only now is this one remembered.
            await ask(self._desk, replace(request, name=await name_of(client, user)))

    async def hear_reaction(self, body: Json, event: Json) -> None:
        """Take an emoji for a vote or a save, where the message is about one paper."""
        item = event.get("item")
        gesture = meaning_of(str(event.get("reaction") or ""))
        if not gesture or not isinstance(item, dict) or item.get("type") != "message":
            return
        channel, ts = str(item.get("channel")), str(item.get("ts"))
        verb = "react" if event.get("type") == "reaction_added" else "unreact"
        request = event_request("", body, str(event.get("user") or ""), channel)
        client = await self._client_of(request)
        try:
            paper = await paper_below(client, channel, ts)
        except FAILURES as error:
            _log.info("a message with a reaction could not be read: %s", translate(error))
            return
        if paper:
            said = f"{verb} {gesture} {paper} below {ts}"
            request = event_request(said, body, str(event.get("user") or ""), channel)
            await ask(self._desk, request)
            await self._renew_home(request)

    async def _answer_in_view(self, body: Json, press: Press) -> None:
        """Answer a button in App Home, or in a modal that it opened."""
        view = body.get("view")
        known = view if isinstance(view, dict) else {}
        request, is_home = press.request, known.get("type") == HOME
        client = await self._client_of(request)
        window_id = "" if is_home else str(known.get("id") or "")
        window = Window(client, str(body.get("trigger_id") or ""), window_id)
        if press.is_toggle and is_home:
            await ask(self._desk, request)
        else:
            await answer_in_window(self._desk, request, window)
        if is_home:
            self._at_home[request.person] = time.monotonic() + _AT_HOME_S
        await self._renew_home(request)

    async def _finish(self, request: Request, reply: Reply, url: str) -> None:
        await say_reply(reply, request, self._through(url))
        await self._renew_home(request)

    async def _finish_late(
        self, body: Json, request: Request, asking: "asyncio.Future[Reply]"
    ) -> None:
        reply = await asking
        view = body.get("view")
        view_id = str(view.get("id") or "") if isinstance(view, dict) else ""
        window = Window(await self._client_of(request), "", view_id)
        await window.show(message_view(reply.message, request.text))
        await self._renew_home(request)

    async def _renew_home(self, request: Request) -> None:
        """Show a home anew that was opened a short while ago: what was done may stand there."""
        if time.monotonic() < self._at_home.get(request.person, 0.0):
            await publish_home(self._desk, await self._client_of(request), request)

    async def _is_first(self, channel: str, url: str) -> bool:
        try:
            return await self._desk.is_new(f"slack link {channel} {url}"[:250], _DAY_S)
        except PapersError:
            return False

    async def _client_of(self, request: Request) -> AsyncWebClient:
        return await self._clients.of_place(request.person)

    def _form_shower(self, body: Json, request: Request) -> ShowForm:
        channel = request.destination.address.rpartition("/")[2]

        async def show(form: Form) -> bool:
            window = Window(await self._client_of(request), str(body.get("trigger_id") or ""))
            return await window.show_form(form, channel, str(body.get("response_url") or ""))

        return show

    def _privately(self, body: Json) -> Say:
        return self._through(str(body["response_url"]))

    def _through(self, url: str) -> Say:
        async def say(payload: Payload, how: How) -> None:
            said: View = {
                "response_type": "in_channel" if how.to_all else "ephemeral",
                "replace_original": how.replaces,
                "text": payload.text,
                "blocks": list(payload.blocks),
            }
            await post_to_response_url(url, said, self._clients.proxy, self._reply_session())

        return say

    def _reply_session(self) -> ClientSession:
        # A session belongs to a running loop: it is opened by the first reply.
        if self._replies is None or self._replies.closed:
            self._replies = open_reply_session()
        return self._replies


def _without_place(submission: Submission) -> dict[str, str]:
    """Return what was filled in; a place says where the command is meant, and is no part of it."""
    places = {one.name for one in submission.form.fields if one.kind == "place"}
    values = dict(submission.values)
    return values | dict.fromkeys(places, "")


def _place_of(submission: Submission) -> str:
    for one in submission.form.fields:
        if one.kind == "place" and (chosen := submission.values.get(one.name)):
            return chosen
    return submission.channel


def _at_field(form: Form, name: str, said: str) -> Told:
    """Return an error at the field that it names, or at the first."""
    names = [field.name for field in form.shown(LIMITS.fields)]
    return Told("errors", {name if name in names else names[0]: said})


def _aside(client: AsyncWebClient, event: Json) -> Say:
    async def say(payload: Payload, how: How) -> None:
        thread = _thread_of(event)
        if how.to_all:
            await _post(client, "chat.postMessage", payload, event, **thread)
        else:
            await _post(client, "chat.postEphemeral", payload, event, user=event["user"], **thread)

    return say


def _in_direct_message(client: AsyncWebClient, event: Json) -> Say:
    async def say(payload: Payload, how: How) -> None:
        await _post(client, "chat.postMessage", payload, event, **_thread_of(event))

    return say


async def _post(
    client: AsyncWebClient, method: str, payload: Payload, event: Json, **more: object
) -> None:
    body = {"channel": event["channel"], "text": payload.text, "blocks": list(payload.blocks)}
    quiet = {"unfurl_links": False, "unfurl_media": False}
    try:
        await client.api_call(method, json=body | quiet | more)
    except FAILURES as error:
        _log.warning("a reply did not reach Slack: %s", translate(error))


async def _unfurl(client: AsyncWebClient, event: Json, shown: dict[str, View]) -> None:
    where = {"channel": event.get("channel"), "ts": event.get("message_ts")}
    if event.get("unfurl_id") and event.get("source"):
        where = {"unfurl_id": event["unfurl_id"], "source": event["source"]}
    try:
        await client.api_call("chat.unfurl", json={**where, "unfurls": shown})
    except FAILURES as error:
        _log.info("a link was not unfurled: %s", translate(error))


def _thread_of(event: Json) -> dict[str, object]:
    return {"thread_ts": event["thread_ts"]} if event.get("thread_ts") else {}
