"""How a reply reaches whoever asked: to them alone, to all, or in place of what they pressed."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from adapters.slack.buttons import turned
from adapters.slack.limits import LIMITS
from adapters.slack.render import Payload, render
from adapters.slack.requests import Press
from bot.message import Desk, Form, Message, Reply, Request, Text, fit

_log = logging.getLogger(__name__)

# A response_url takes 5 posts: https://docs.slack.dev/interactivity/handling-user-interaction
_MOST_PARTS = 4
_TOO_LONG = Message(lead=Text("There's more than fits here. Ask for less at a time."))
_BROKEN = Message(lead=Text("Something went wrong on my side. Please try again in a minute."))


@dataclass(frozen=True, slots=True)
class How:
    """For whom something is said, and whether in place of the message that was pressed."""

    to_all: bool = False
    replaces: bool = False


Say = Callable[[Payload, How], Awaitable[None]]
ShowForm = Callable[[Form], Awaitable[bool]]


async def ask(desk: Desk, request: Request) -> Reply:
    """Ask the desk; a fault of ours is logged and said plainly."""
    try:
        return await desk.answer(request)
    except Exception:
        _log.exception("a command in Slack could not be answered")
        return Reply(_BROKEN, is_error=True)


async def answer(
    desk: Desk,
    request: Request,
    say: Say,
    press: Press | None = None,
    show_form: ShowForm | None = None,
) -> None:
    """Ask, and say what is answered where and as it is meant to be."""
    reply = await ask(desk, request)
    if reply.form and show_form and await show_form(reply.form):
        return
    is_own = bool(press and press.is_own)
    if press and press.is_toggle and is_own and not reply.is_error:
        is_shown = await _turn(desk, press, reply, say)
    else:
        is_shown = False
    if not is_shown:
        await say_reply(reply, request, say, is_own=is_own)


async def say_reply(reply: Reply, request: Request, say: Say, *, is_own: bool = False) -> None:
    """Say a reply, in as many messages as may be."""
    to_all = reply.audience == "place" and not reply.is_error
    how = How(to_all, replaces=reply.replaces and is_own and not to_all)
    for part in parts_of(reply.message):
        await say(render(part, origin="" if to_all else request.text), how)
        how = replace(how, replaces=False)


def parts_of(message: Message) -> list[Message]:
    """Return the messages that an answer takes, the last of which says where there are too many."""
    first, *others = fit(message, LIMITS)
    parts = [first, *others, *first.thread]
    if len(parts) > _MOST_PARTS:
        parts[_MOST_PARTS:] = [_TOO_LONG]
    return parts


async def _turn(desk: Desk, press: Press, reply: Reply, say: Say) -> bool:
    """Show a toggle's new state where it stands; False where nobody knows what stands there.

    Slack does not say what an ephemeral message holds: its command is answered anew.
    """
    if press.origin:
        renewed = await ask(desk, replace(press.request, text=press.origin))
        parts = fit(renewed.message, LIMITS)
        if not renewed.is_error and len(parts) == 1:
            await say(render(parts[0], origin=press.origin), How(replaces=True))
            return True
    if press.blocks and reply.turned:
        blocks = turned([dict(one) for one in press.blocks], press.action_id, reply.turned)
        await say(Payload(render(reply.message).text, tuple(blocks)), How(replaces=True))
        return True
    return False
