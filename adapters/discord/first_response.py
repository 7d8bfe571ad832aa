"""The first response to an interaction, which Discord waits three seconds for, and what follows."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from enum import Enum, auto
from typing import Any

import discord

from adapters.discord.embeds import render_embeds
from adapters.discord.modals import ReadyModal
from adapters.discord.payload import Json, Layout
from adapters.discord.refusals import FAILURES
from adapters.discord.render import render
from adapters.discord.sdk_objects import dressed, in_embeds
from bot.message import Message

Interaction = discord.Interaction[discord.Client]
Step = Callable[[], Awaitable[object]]
Arguments = dict[str, Any]
"""What discord.py's methods that say something take."""

log = logging.getLogger(__name__)

PATIENCE_S = 10.0
"""How long a request to Discord may take before it counts as lost; all of them can be repeated."""

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_ALREADY_TAKEN = 40060
_EXPIRED = (10062, 10015, 10008, 50027)
_INVALID = 400


class Fate(Enum):
    """What became of a request: where it is unknown, it may have been taken all the same."""

    TAKEN = auto()
    REFUSED = auto()
    EXPIRED = auto()
    UNKNOWN = auto()


class State(Enum):
    """How far an interaction is: nothing said, said to be thinking, about to be updated."""

    OPEN = auto()
    THINKING = auto()
    UPDATING = auto()
    LOST = auto()


class FirstResponse:
    """One interaction's way from being heard to being answered.

    `command` is what was asked, `pressed` the button's custom_id where it was by one. `is_own` is
    whether that stands under a message that only that person sees, which may be changed in place;
    `is_private` whether only they may see the answer.
    """

    def __init__(
        self,
        interaction: Interaction,
        command: str,
        pressed: str = "",
        *,
        is_private: bool = True,
        is_own: bool = False,
    ) -> None:
        self.interaction = interaction
        self.command = command
        self.pressed = pressed
        self.is_private = is_private
        self.is_own = is_own
        self.state = State.OPEN

    async def defer(self) -> None:
        """Gain fifteen minutes; under one's own message, without a word about thinking."""
        response = self.interaction.response
        step: Step = response.defer
        if not self.is_own:
            step = lambda: response.defer(ephemeral=self.is_private, thinking=True)  # noqa: E731
        fate = await attempt(step)
        waiting = State.UPDATING if self.is_own else State.THINKING
        # One that may have been taken is gone on with: what follows settles it.
        self.state = waiting if fate in (Fate.TAKEN, Fate.UNKNOWN) else State.LOST

    async def open_modal(self, written: Json) -> Fate:
        """Answer with a form."""
        return await attempt(lambda: self.interaction.response.send_modal(ReadyModal(written)))

    async def say(self, message: Message) -> Fate:
        """Say the answer where it belongs: now, or in the place of what was said before."""
        return await self._in_clothes(message, self._say)

    async def replace(self, message: Message) -> Fate:
        """Put the answer in place of the message whose button was pressed."""
        return await self._in_clothes(message, self._replace)

    async def turn(self, components: Sequence[Json]) -> Fate:
        """Change the pressed message itself."""
        return await self._replace(dict(dressed(Layout(tuple(components)))))

    async def follow(self, message: Message, *, is_private: bool) -> Fate:
        """Say something more."""
        followup = self.interaction.followup
        return await attempt(
            lambda: followup.send(**dressed(render(message)), ephemeral=is_private)
        )

    async def take_back(self) -> None:
        """Leave no trace of having thought."""
        if self.state is State.THINKING:
            await attempt(self.interaction.delete_original_response)

    async def _in_clothes(
        self, message: Message, put: Callable[[Arguments], Awaitable[Fate]]
    ) -> Fate:
        """Put a message as a layout, and as embeds where Discord takes no layout."""
        fate = await put(dict(dressed(render(message))))
        if fate is Fate.REFUSED:
            log.warning("Discord took no layout; trying embeds")
            fate = await put(dict(in_embeds(render_embeds(message))))
        return fate

    async def _say(self, arguments: Arguments) -> Fate:
        interaction = self.interaction
        if self.state is State.OPEN:
            fate = await attempt(
                lambda: interaction.response.send_message(**arguments, ephemeral=self.is_private)
            )
            if fate is not Fate.UNKNOWN:
                return fate
            # It may stand there already: saying the same in its place changes nothing then.
            return await attempt(lambda: interaction.edit_original_response(**arguments))
        if self.state is State.UPDATING:
            return await attempt(lambda: interaction.followup.send(**arguments, ephemeral=True))
        return await attempt(lambda: interaction.edit_original_response(**arguments))

    async def _replace(self, arguments: Arguments) -> Fate:
        interaction = self.interaction
        # What was content and embeds before goes.
        changed = {"content": None, "embeds": [], **arguments}
        if self.state is State.OPEN:
            fate = await attempt(lambda: interaction.response.edit_message(**changed))
            if fate is not Fate.UNKNOWN:
                return fate
        return await attempt(lambda: interaction.edit_original_response(**changed))


async def attempt(step: Step) -> Fate:
    """Do something that Discord may refuse, and say what became of it."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            await step()
    except (TimeoutError, *FAILURES) as error:
        fate = _fate(error)
        if fate is not Fate.TAKEN:
            log.warning("Discord took no answer (%s): %s", fate.name.lower(), brief(error))
        return fate
    return Fate.TAKEN


def brief(error: Exception) -> str:
    """Say what failed without addresses: those of an interaction hold its token."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status} (code {error.code}): {error.text}"
    return type(error).__name__


def _fate(error: Exception) -> Fate:
    if isinstance(error, discord.InteractionResponded):
        return Fate.TAKEN
    if isinstance(error, discord.DiscordServerError) or not isinstance(
        error, discord.HTTPException
    ):
        return Fate.UNKNOWN
    if error.code == _ALREADY_TAKEN:
        return Fate.TAKEN
    if error.code in _EXPIRED or error.status == 404:
        return Fate.EXPIRED
    return Fate.REFUSED if error.status == _INVALID else Fate.UNKNOWN
