"""What Discord tells the bot of, turned into requests: commands, buttons, forms, messages."""

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from adapters.discord import sentences
from adapters.discord.answers import Answers, TellLate
from adapters.discord.autocomplete import choices_of
from adapters.discord.buttons import asks_first, command_of, opens_form, pressed_in, sure_id
from adapters.discord.conversation import Conversation
from adapters.discord.first_response import FirstResponse, attempt
from adapters.discord.modals import asking_of, values_of
from adapters.discord.payload import walk
from adapters.discord.places import Places
from adapters.discord.requests import Interaction, is_elsewhere, request_of
from adapters.discord.slash_commands import spelled
from adapters.discord.typed_commands import Typed, read_begun, read_command
from bot.errors import PapersError, UserError
from bot.message import Action, Desk, Message, Reply, Text

log = logging.getLogger(__name__)

_DOUBLE_CLICK_S = 3.0


class Listener:
    """Asks one desk whatever is heard; `who` are the roles that may change a channel."""

    def __init__(
        self, desk: Desk, places: Places, conversation: Conversation, who: Collection[str]
    ) -> None:
        self._desk = desk
        self._places = places
        self._conversation = conversation
        self._who = who
        self._answers = Answers()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a command, a button, a form, or what is being typed."""
        kind, data = interaction.type, dict(interaction.data or {})
        if kind is discord.InteractionType.autocomplete:
            await self._complete(interaction)
        elif kind is discord.InteractionType.application_command:
            typed = read_command(data, self._desk.verbs)
            await self._command(interaction, typed)
        elif kind is discord.InteractionType.component:
            await self._press(interaction, pressed_in(data))
        elif kind is discord.InteractionType.modal_submit:
            await self._submit(interaction)

    async def stop(self) -> None:
        """Give up answers that are still being tried again."""
        await self._answers.stop()

    async def _command(self, interaction: Interaction, typed: Typed | None) -> None:
        if typed is None:
            return await self._say(interaction, sentences.OUTDATED)
        if problem := self._not_here(interaction, typed):
            return await self._say(interaction, problem)
        is_private = not typed.is_shared or is_elsewhere(interaction)
        first = FirstResponse(interaction, typed.text, is_private=is_private)
        return await self._give(first, typed)

    async def _press(self, interaction: Interaction, pressed: str) -> None:
        command = command_of(pressed)
        if command is None:
            return
        if asks_first(pressed):
            await self._ask_first(interaction, pressed)
            return
        first = FirstResponse(interaction, command, pressed, is_own=_is_own(interaction))
        await self._give(first, Typed(command), waits_for_form=opens_form(pressed))

    async def _submit(self, interaction: Interaction) -> None:
        """Answer a form: the command that asks for it is asked again for its blanks."""
        data: dict[str, Any] = dict(interaction.data or {})
        asking = asking_of(str(data.get("custom_id", "")))
        if asking is None:
            return
        first = FirstResponse(interaction, asking, is_own=_is_own(interaction))
        values = values_of(data.get("components", ()))

        async def ask() -> Reply:
            form = (await self._answer(interaction, Typed(asking))).form
            if form is None:
                return Reply(Message(lead=Text(sentences.OUTDATED)), is_error=True)
            try:
                text = form.fill(values)
            except UserError as error:
                again = (Action(sentences.OPEN_FORM, asking, form=form),)
                return Reply(Message(lead=Text(str(error)), actions=again), is_error=True)
            return await self._answer(interaction, Typed(text))

        await self._answers.give(first, ask, self._late(interaction))

    async def _give(
        self, first: FirstResponse, typed: Typed, *, waits_for_form: bool = False
    ) -> None:
        interaction = first.interaction

        async def ask() -> Reply | None:
            if not await self._is_new(interaction, first.pressed):
                return None
            return await self._answer(interaction, typed)

        await self._answers.give(first, ask, self._late(interaction), waits_for_form=waits_for_form)

    async def _answer(self, interaction: Interaction, typed: Typed) -> Reply:
        with self._places.as_told_by(interaction, typed.place):
            reply = await self._desk.answer(request_of(interaction, typed, self._who))
        return replace(reply, message=spelled(reply.message, self._desk.verbs))

    async def _complete(self, interaction: Interaction) -> None:
        """Show what a command may become; nothing where that cannot be told."""
        data = dict(interaction.data or {})
        begun = read_begun(data, self._desk.verbs)
        found: list[app_commands.Choice[str]] = []
        if begun:
            found = await choices_of(request_of(interaction, begun), self._desk)
        await attempt(lambda: interaction.response.autocomplete(found))

    async def _ask_first(self, interaction: Interaction, pressed: str) -> None:
        """Ask once more before something that cannot be undone."""
        command = command_of(sure_id(pressed)) or ""
        first = FirstResponse(interaction, command)
        await first.say(sentences.are_you_sure(_label_of(interaction, pressed), command))

    async def _say(self, interaction: Interaction, words: str) -> None:
        await FirstResponse(interaction, "").say(Message(lead=Text(words)))

    def _not_here(self, interaction: Interaction, typed: Typed) -> str:
        """Say why nothing can be posted in a server that the bot is no member of."""
        posts = any(
            verb.changes_place and typed.text.partition(" ")[0] == verb.name
            for verb in self._desk.verbs
        )
        if not posts or not is_elsewhere(interaction):
            return ""
        return sentences.NOT_HERE.format(invite=self._places.invitation)

    def _late(self, interaction: Interaction) -> TellLate:
        async def tell_late(message: Message) -> None:
            await self._conversation.tell_late(interaction.user.id, message)

        return tell_late

    async def _is_new(self, interaction: Interaction, pressed: str) -> bool:
        """Tell a press from its double click, whichever process heard the first."""
        if interaction.message is None or not pressed:
            return True
        name = f"discord press {interaction.user.id} {interaction.message.id} {pressed}"
        try:
            return await self._desk.is_new(name, _DOUBLE_CLICK_S)
        except PapersError as error:
            log.warning("not known whether something was heard before: %s", error)
            return True


def _is_own(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


def _label_of(interaction: Interaction, pressed: str) -> str:
    """Return what the pressed button is called."""
    message = interaction.message
    parts = [part.to_dict() for part in message.components] if message else []
    for one in walk([dict(part) for part in parts]):
        if one.get("custom_id") == pressed:
            return str(one.get("label", ""))
        for option in one.get("options") or ():
            if option["value"] == pressed:
                return str(option["label"]).rpartition(" · ")[2]
    return ""
