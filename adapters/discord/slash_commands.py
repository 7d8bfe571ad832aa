"""The slash commands: `/papers` with a subcommand for each verb of the grammar."""

import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.message import Verb

Interaction = discord.Interaction[discord.Client]
Answer = Callable[[Interaction, str], Awaitable[None]]
Choices = list[app_commands.Choice[str]]
Complete = Callable[[Interaction, str], Coroutine[Any, Any, Choices]]
Command = app_commands.Command[app_commands.Group, ..., None]
Tree = app_commands.CommandTree[discord.Client]

log = logging.getLogger(__name__)

_NAME_LENGTH, _SUMMARY_LENGTH = 32, 100
# Contexts are not compared: discord.py 2.7 reads them back other than it wrote them.
_ESSENTIAL = ("name", "description", "type")


def fill(tree: Tree, verbs: Sequence[Verb], answer: Answer, complete: Complete) -> None:
    """Put all verbs into the tree; `alert add` becomes `add` in the group `alert`."""
    papers = app_commands.Group(
        name="papers",
        description="Papers of the day: search, digests and alerts",
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=False
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    groups: dict[str, app_commands.Group] = {}
    for verb in verbs:
        first, _, second = verb.name.partition(" ")
        if not second:
            papers.add_command(_command(verb, first, answer, complete))
            continue
        if first not in groups:
            groups[first] = _group(first, verbs)
            papers.add_command(groups[first])
        groups[first].add_command(_command(verb, second, answer, complete))
    tree.clear_commands(guild=None)
    tree.add_command(papers)


async def sync_if_different(tree: Tree) -> bool:
    """Tell Discord the commands where it knows others; return whether it did.

    Each process asks at its start, and a bot may write only 200 commands a day.
    """
    known = [_essence(command.to_dict()) for command in await tree.fetch_commands()]
    wanted = [_essence(command.to_dict(tree)) for command in tree.get_commands()]
    if known == wanted:
        return False
    await tree.sync()
    log.info("Told Discord the new slash commands; clients may show the old ones for a while")
    return True


def _group(name: str, verbs: Sequence[Verb]) -> app_commands.Group:
    seconds = [v.name.split(" ", 1)[1] for v in verbs if v.name.startswith(f"{name} ")]
    summary = f"{name.capitalize()}: {', '.join(seconds)}"
    return app_commands.Group(name=name, description=summary[:_SUMMARY_LENGTH])


def _command(verb: Verb, name: str, answer: Answer, complete: Complete) -> Command:
    async def alone(interaction: Interaction) -> None:
        await answer(interaction, verb.name)

    async def with_words(interaction: Interaction, words: str) -> None:
        await answer(interaction, f"{verb.name} {words}".strip())

    async def perhaps_with_words(interaction: Interaction, words: str = "") -> None:
        await answer(interaction, f"{verb.name} {words}".strip())

    summary = verb.summary[:_SUMMARY_LENGTH] or name
    if not verb.argument:
        return app_commands.Command(name=name, description=summary, callback=alone)
    callback = with_words if verb.is_required else perhaps_with_words
    example = verb.example.removeprefix(f"{verb.name} ")
    hint = f"For example: {example}" if example else verb.argument
    app_commands.rename(words=_option_name(verb.argument))(callback)
    app_commands.describe(words=hint[:_SUMMARY_LENGTH])(callback)
    command: Command = app_commands.Command(name=name, description=summary, callback=callback)
    if verb.is_completed:
        command.autocomplete("words")(_completing(verb, complete))
    return command


def _completing(verb: Verb, complete: Complete) -> Complete:
    async def become(interaction: Interaction, typed: str) -> Choices:
        return await complete(interaction, f"{verb.name} {typed}")

    return become


def _option_name(argument: str) -> str:
    return re.sub(r"[^\w-]+", "_", argument.lower()).strip("_")[:_NAME_LENGTH] or "words"


def _essence(command: Mapping[str, object]) -> dict[str, object]:
    """Keep what people see: Discord adds ids, versions and defaults to what it was told."""
    essence = {key: command[key] for key in _ESSENTIAL if command.get(key) is not None}
    essence["required"] = bool(command.get("required"))
    essence["autocomplete"] = bool(command.get("autocomplete"))
    options = command.get("options")
    essence["options"] = (
        [_essence(option) for option in options] if isinstance(options, list) else []
    )
    return essence
