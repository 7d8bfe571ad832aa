"""Modals and App Home as places where something is answered."""

import asyncio
import logging
from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answers import ask, parts_of
from adapters.slack.blocks import Json
from adapters.slack.modals import form_view, message_view, waiting_view
from adapters.slack.refusals import FAILURES, translate
from adapters.slack.render import Payload, render
from bot.message import Desk, Form, Reply, Request

_log = logging.getLogger(__name__)

PATIENCE_S = 1.5
"""How long an answer may take before a window is opened for it: triggers last three seconds."""

HOME = "home"
"""The verb that App Home shows the answer of."""


class Window:
    """A modal: opened by the first thing that it shows, and changed by the next."""

    def __init__(self, client: AsyncWebClient, trigger_id: str, view_id: str = "") -> None:
        self._client = client
        self._trigger_id = trigger_id
        self.view_id = view_id

    async def show(self, view: Json) -> bool:
        """Show a view; False where Slack does not let it, since it took too long."""
        try:
            if self.view_id:
                await self._client.views_update(view_id=self.view_id, view=view)
            else:
                answer = await self._client.views_open(trigger_id=self._trigger_id, view=view)
                self.view_id = str((answer.get("view") or {}).get("id") or "")
        except FAILURES as error:
            _log.info("a window was not opened: %s", translate(error))
            return False
        return True

    async def show_form(self, form: Form, channel: str = "", reply_url: str = "") -> bool:
        """Show a form; False where that cannot be done."""
        view = form_view(form, channel, reply_url)
        return view is not None and await self.show(view)

    async def show_reply(self, reply: Reply, request: Request) -> None:
        """Show an answer, or the form that it asks for."""
        if not (reply.form and await self.show_form(reply.form)):
            await self.show(message_view(reply.message, request.text))


async def answer_in_window(desk: Desk, request: Request, window: Window) -> Reply:
    """Answer in a modal, which says that it takes a moment where it does."""
    asking = asyncio.ensure_future(ask(desk, request))
    await asyncio.wait({asking}, timeout=PATIENCE_S)
    if not asking.done() and not window.view_id:
        await window.show(waiting_view())
    reply = await asking
    await window.show_reply(reply, request)
    return reply


async def publish_home(desk: Desk, client: AsyncWebClient, request: Request) -> None:
    """Show a person's home anew; `request` says who, and may be about anything."""
    asked = replace(request, text=HOME, destination=request.person)
    reply = await ask(desk, asked)
    await show_home(client, request, render(parts_of(reply.message)[0], origin=HOME))


async def show_home(client: AsyncWebClient, request: Request, payload: Payload) -> None:
    """Put something into App Home."""
    user = request.person.address.rpartition("/")[2]
    view = {"type": "home", "blocks": list(payload.blocks)}
    try:
        await client.views_publish(user_id=user, view=view)
    except FAILURES as error:
        _log.info("App Home was not renewed: %s", translate(error))
