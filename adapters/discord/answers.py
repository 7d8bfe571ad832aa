"""Answering interactions: quickly without a flash, slowly with patience, and never not at all."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

from adapters.discord import sentences
from adapters.discord.buttons import turn
from adapters.discord.first_response import Fate, FirstResponse, State
from adapters.discord.limits import LIMITS
from adapters.discord.modals import modal_of
from adapters.discord.payload import Json
from bot.message import Action, Form, Message, Reply, Text, fit

Ask = Callable[[], Awaitable[Reply | None]]
"""Asks the desk; None where there is nothing to say, as to a double click."""

TellLate = Callable[[Message], Awaitable[None]]
"""Tells the person by direct message what could not be said in time."""

Put = Callable[[Message], Awaitable[Fate]]
"""Puts a message where an answer belongs, and says what became of it."""

log = logging.getLogger(__name__)

QUICK_S = 1.0
"""An answer that is there by then comes at once; a slower one is announced as being thought of."""

FORM_S = 2.0
"""A form can only be opened as the first response: it is waited for longer."""

CROWD = 4
"""With so many at once everybody is first told to wait: each has three seconds, all together."""

EXPIRES_S = 14 * 60.0
"""For how long an interaction can still be answered."""

PAUSES_S = (2.0, 5.0, 15.0, 30.0, 60.0, 120.0, 240.0)


class Answers:
    """Gives answers, many at once, and tries again those that Discord does not take."""

    def __init__(self) -> None:
        self._under_way = 0
        self._trying_again: set[asyncio.Task[None]] = set()

    async def give(
        self, first: FirstResponse, ask: Ask, tell_late: TellLate, *, waits_for_form: bool = False
    ) -> None:
        """Answer one interaction; whatever happens, the person hears something."""
        self._under_way += 1
        try:
            if self._under_way > CROWD and not waits_for_form:
                await first.defer()
            reply = await self._reply(first, ask, FORM_S if waits_for_form else QUICK_S)
            if reply is None:
                await _say_nothing(first)
            else:
                await self._put(first, reply, tell_late)
        except Exception:  # the person hears of it, and the bot goes on
            log.exception("an answer could not be given")
            await self._put(first, Reply(sentences.SORRY, is_error=True), tell_late)
        finally:
            self._under_way -= 1

    async def stop(self) -> None:
        """Give up what is still being tried again."""
        for task in tuple(self._trying_again):
            task.cancel()
        await asyncio.gather(*self._trying_again, return_exceptions=True)

    async def _reply(self, first: FirstResponse, ask: Ask, quick_s: float) -> Reply | None:
        asking = asyncio.ensure_future(ask())
        try:
            if first.state is State.OPEN:
                if quick_s:
                    await asyncio.wait({asking}, timeout=quick_s)
                if not asking.done():
                    await first.defer()
            return await asking
        except Exception:  # whatever a desk raises
            log.exception("The desk failed")
            return Reply(sentences.SORRY, is_error=True)

    async def _put(self, first: FirstResponse, reply: Reply, tell_late: TellLate) -> None:
        if first.state is State.LOST:
            return await tell_late(reply.message)
        if reply.form and await _open_form(first, reply.form):
            return None
        if reply.turned and first.is_own and await _turn(first, reply.turned):
            return None
        message, *others = fit(_with_form(reply, first), LIMITS)
        if reply.audience == "place" and first.state is not State.OPEN and first.is_private:
            return await self._share(first, [message, *others])
        if reply.audience == "place":
            first.is_private = False
        is_in_place = reply.replaces and first.is_own
        put = first.replace if is_in_place else first.say
        match await put(message):
            case Fate.TAKEN:
                await _follow(first, others, is_private=first.is_private)
            case Fate.EXPIRED:
                await tell_late(reply.message)
            case Fate.REFUSED:
                await first.say(Message(lead=Text(sentences.TOO_STRANGE)))
            case Fate.UNKNOWN:
                self._try_again(first, put, [message, *others], partial(tell_late, reply.message))
        return None

    async def _share(self, first: FirstResponse, parts: Sequence[Message]) -> None:
        """Show everybody what was thought of in private."""
        await first.take_back()
        await _follow(first, parts, is_private=False)

    def _try_again(
        self,
        first: FirstResponse,
        put: Put,
        parts: Sequence[Message],
        give_up: Callable[[], Awaitable[None]],
    ) -> None:
        """Say it later, while it can be said: saying the same again in its place does no harm."""
        if first.state is State.OPEN:
            first.state = State.THINKING
        task = asyncio.create_task(_repeat(first, put, parts, give_up))
        self._trying_again.add(task)
        task.add_done_callback(self._trying_again.discard)


async def _repeat(
    first: FirstResponse,
    put: Put,
    parts: Sequence[Message],
    give_up: Callable[[], Awaitable[None]],
) -> None:
    began = monotonic()
    message, *others = parts
    for pause_s in (*PAUSES_S, *PAUSES_S[-1:] * 4):
        if monotonic() - began + pause_s > EXPIRES_S:
            break
        await asyncio.sleep(pause_s)
        fate = await put(message)
        if fate is Fate.TAKEN:
            await _follow(first, others, is_private=first.is_private)
            return
        if fate is not Fate.UNKNOWN:
            break
    log.error("an answer was not taken by Discord while it could be; telling it otherwise")
    await give_up()


async def _say_nothing(first: FirstResponse) -> None:
    """Answer what needs no words, such as a second click."""
    if first.state is State.OPEN:
        first.is_own = True  # an update that changes nothing is a silent response
        await first.defer()
    else:
        await first.take_back()


async def _open_form(first: FirstResponse, form: Form) -> bool:
    """Open a form, where that is still the first response, and can be asked for again."""
    if first.state is not State.OPEN or len(first.command) > LIMITS.command:
        return False
    fate = await first.open_modal(modal_of(form, first.command))
    return fate in (Fate.TAKEN, Fate.UNKNOWN)


async def _turn(first: FirstResponse, action: Action) -> bool:
    """Show the pressed button as what it became."""
    message = first.interaction.message
    if message is None:
        return False
    components: list[Json] = [dict(part.to_dict()) for part in message.components]
    return await first.turn(turn(components, first.pressed, action)) is Fate.TAKEN


def _with_form(reply: Reply, first: FirstResponse) -> Message:
    """Offer a form that came too late for its first chance behind a button."""
    if reply.form is None:
        return reply.message
    again = Action(sentences.OPEN_FORM, first.command, form=reply.form)
    return replace(reply.message, actions=(again, *reply.message.actions))


async def _follow(first: FirstResponse, parts: Sequence[Message], *, is_private: bool) -> None:
    for part in parts:
        await first.follow(part, is_private=is_private)
