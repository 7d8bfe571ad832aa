"""From an interaction to the desk and back: a first response at once, the answer later."""

import logging
from collections.abc import Collection

import discord

from adapters.discord.limits import LIMITS
from adapters.discord.refusals import FAILURES
from adapters.discord.render import render
from adapters.discord.rights import may_change
from adapters.discord.sdk_objects import dressed
from bot.errors import PapersError
from bot.message import Desk, Destination, Message, Request, Text, fit

Interaction = discord.Interaction[discord.Client]

log = logging.getLogger(__name__)

_DOUBLE_CLICK_S = 3.0

_SORRY = Message(
    lead=Text(
        "Something went wrong on my side. Please try again; if it stays so, tell my operator."
    )
)


async def answer(
    interaction: Interaction, text: str, desk: Desk, who: Collection[str] = ()
) -> None:
    """Answer a command or a button, visible to that person alone.

    Discord waits three seconds for a first response, so that comes before everything else;
    the answer itself may take fifteen minutes. `who` are the roles that may change a channel.
    """
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
    except FAILURES as error:
        log.warning("Discord took no first response: %s", _brief(error))
        return
    if not await _is_new(interaction, desk):
        await _take_back(interaction)
        return
    try:
        message = (await desk.answer(request_of(interaction, text, who))).message
    except Exception:  # whatever a desk raises, the person hears of it and the bot goes on
        log.exception("The desk failed")
        message = _SORRY
    await _say(interaction, message)


async def apologize(interaction: Interaction) -> None:
    """Say that something went wrong, as the first response or after it."""
    try:
        if interaction.response.is_done():
            await interaction.edit_original_response(**dressed(render(_SORRY)))
        else:
            await interaction.response.send_message(_SORRY.lead.plain, ephemeral=True)
    except FAILURES as error:
        log.warning("Discord took no apology: %s", _brief(error))


def request_of(interaction: Interaction, text: str, who: Collection[str] = ()) -> Request:
    """Name the person, the place and the tenant; in direct messages all three are the person."""
    person = Destination("discord", f"@{interaction.user.id}")
    if interaction.guild_id is None or interaction.channel_id is None:
        tenant = f"discord:@{interaction.user.id}"
        return Request(text, person, person, tenant, completes=True)
    place = Destination("discord", str(interaction.channel_id))
    tenant = f"discord:{interaction.guild_id}"
    allowed = may_change(interaction, who)
    return Request(text, person, place, tenant, may_change=allowed, completes=True)


async def _is_new(interaction: Interaction, desk: Desk) -> bool:
    """Tell a press from its double click, whichever process heard the first."""
    if interaction.message is None or not interaction.data:
        return True
    pressed = f"{interaction.message.id} {interaction.data.get('custom_id')}"
    try:
        name = f"discord press {interaction.user.id} {pressed}"
        return await desk.is_new(name, _DOUBLE_CLICK_S)
    except PapersError as error:
        log.warning("not known whether something was heard before: %s", error)
        return True


async def _take_back(interaction: Interaction) -> None:
    try:
        await interaction.delete_original_response()
    except FAILURES as error:
        log.warning("Discord kept a response: %s", _brief(error))


async def _say(interaction: Interaction, message: Message) -> None:
    first, *others = fit(message, LIMITS)
    try:
        await interaction.edit_original_response(**dressed(render(first)))
    except FAILURES as error:
        log.error("Discord took no answer: %s", _brief(error))
        await apologize(interaction)
        return
    try:
        for part in others:
            await interaction.followup.send(**dressed(render(part)), ephemeral=True)
    except FAILURES as error:
        log.error("Discord took only a part of an answer: %s", _brief(error))


def _brief(error: Exception) -> str:
    """Say what failed without addresses: those of an interaction hold its token."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status} (code {error.code}): {error.text}"
    return type(error).__name__
