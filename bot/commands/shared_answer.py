"""Sharing an answer: what one person asked for is shown to everybody in the place."""

from collections.abc import Callable
from dataclasses import replace

from bot.commands.context import Context
from bot.commands.grammar import Command, read
from bot.compose.shared_answers import shared
from bot.errors import UserError
from bot.message import SHORTEST_BUTTON, Action, Message, Reply

Handler = Callable[[Context, str], Message | Reply]

SHAREABLE = frozenset(
    "search today yesterday day week month paper similar trending top cite again explain".split()
)
"""Verbs that only read what is anybody's."""


def share(context: Context, argument: str, handlers: dict[str, Handler]) -> Reply:
    """Answer a command for all to see, and say who shares it."""
    command = read(argument)
    if command.verb.name not in SHAREABLE:
        raise UserError(f"“{command.verb.name}” is only for you: it can't be shared.")
    said = handlers[command.verb.name](context, command.argument)
    message = said.message if isinstance(said, Reply) else said
    return Reply(shared(message, context.request.name), audience="place")


def with_share_button(context: Context, command: Command, message: Message) -> Message:
    """Offer to share an answer where there are others to share it with."""
    request = context.request
    if command.verb.name not in SHAREABLE or request.destination == request.person:
        return message
    button = Action("Share here", f"share {command.verb.name} {command.argument}".strip())
    if not message.cards or len(button.command) > SHORTEST_BUTTON or "\n" in button.command:
        return message
    return replace(message, actions=(*message.actions, button))


def continues(command: Command) -> bool:
    """Tell whether a command goes on with a list: the next page, or the same in another order."""
    words = command.argument.lower().split()
    return "page" in words[-2:-1] or any(word.startswith("sort:") for word in words)


def seen_by_all(context: Context) -> Context:
    """Return a context in which nothing shows what one person has saved or voted for."""
    return replace(context, request=replace(context.request, person=context.request.destination))
