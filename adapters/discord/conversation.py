"""Messages to the bot and reactions to its own: read like commands, answered where they stand."""

import logging
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from time import monotonic

import discord

from adapters.discord import refusals, sentences
from adapters.discord.buttons import command_of
from adapters.discord.client import PapersClient
from adapters.discord.first_response import attempt
from adapters.discord.history import parts_of
from adapters.discord.limits import LIMITS
from adapters.discord.render import render
from adapters.discord.requests import request_of_message, server_of
from adapters.discord.sdk_objects import dressed, reference_to
from bot.errors import PapersError
from bot.message import Desk, Destination, Message, Reply, Request, Text, fit

log = logging.getLogger(__name__)

HEARD_S = 24 * 3600.0
"""A resumed session tells of messages again: each is answered once."""

LATE_AT_MOST, LATE_WITHIN_S = 20, 600.0
"""Direct messages to people that a lost answer may open, since Discord bars who opens many."""

_MENTION = re.compile(r"<@!?(\d+)>")
_PAPER_LINK = re.compile(
    r"https?://(?:www\.)?(?:arxiv\.org|huggingface\.co/papers|alphaxiv\.org)/[^\s<>)]+",
    re.IGNORECASE,
)
_PAPER = re.compile(r"^(?:paper|card|similar|vote|save) (\S+)$")


class Conversation:
    """Answers what is written to the bot; of what others write, only links to papers are read.

    And those only where it `reads_links`, which an operator has to want.
    """

    def __init__(self, client: PapersClient, desk: Desk, *, reads_links: bool = False) -> None:
        self._client = client
        self._desk = desk
        self._reads_links = reads_links
        self._late: deque[float] = deque(maxlen=LATE_AT_MOST)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a direct message, or one that mentions the bot."""
        me = self._client.user
        if me is None or message.author.bot or message.author.id == me.id:
            return
        is_mentioned = any(str(me.id) == found for found in _MENTION.findall(message.content))
        if server_of(message) is not None and not is_mentioned:
            await self._remember_links(message)
            return
        text = _MENTION.sub(lambda found: "" if found[1] == str(me.id) else found[0],
                            message.content).strip()  # fmt: skip
        if await self._is_new(f"discord message {message.id}"):
            await self._answer(message, _as_command(text))

    async def on_reaction(self, reaction: discord.RawReactionActionEvent) -> None:
        """Take an emoji below a paper of the bot's own as a vote or a save, or as its end."""
        me, gesture = self._client.user, _GESTURES.get(str(reaction.emoji).rstrip("\ufe0f"))
        if me is None or gesture is None or reaction.user_id == me.id:
            return
        if reaction.message_author_id not in (None, me.id):
            return
        if paper := await self._paper_of(reaction.channel_id, reaction.message_id):
            verb = "react" if reaction.event_type == "REACTION_ADD" else "unreact"
            text = f"{verb} {gesture} {paper} below {reaction.message_id}"
            await self._desk.answer(_request_of_reaction(reaction, text))

    async def tell_late(self, user_id: int, message: Message) -> None:
        """Tell a person by direct message what could not be said in time."""
        now = monotonic()
        if len(self._late) == LATE_AT_MOST and now - self._late[0] < LATE_WITHIN_S:
            log.error("an answer came too late, and too many were sent by direct message already")
            return
        self._late.append(now)
        opened = replace(message, lead=Text(f"{sentences.LATE}\n{message.lead.plain}".strip()))
        try:
            place = await self._client.create_dm(discord.Object(user_id))
        except refusals.FAILURES as error:
            log.error("an answer was lost: %s", refusals.before_sending(error))
            return
        for part in fit(opened, LIMITS):
            await attempt(partial(place.send, **dressed(render(part))))

    async def _answer(self, message: discord.Message, text: str) -> None:
        reply = await self._desk.answer(request_of_message(message, text))
        is_private = server_of(message) is not None and not _is_public(reply, text)
        if is_private:
            await self._whisper(message, reply)
            return
        reference = reference_to(message)
        for part in fit(reply.message, LIMITS):
            await attempt(
                partial(message.channel.send, **dressed(render(part)), reference=reference)
            )

    async def _remember_links(self, message: discord.Message) -> None:
        """Let a channel remember the papers that were linked to, without a word."""
        links = _PAPER_LINK.findall(message.content) if self._reads_links else []
        if links and await self._is_new(f"discord links {message.id}"):
            await self._desk.answer(request_of_message(message, f"shared {' '.join(links)}"))

    async def _whisper(self, message: discord.Message, reply: Reply) -> None:
        """Answer by direct message what is nobody else's business."""
        for part in fit(reply.message, LIMITS):
            await attempt(partial(message.author.send, **dressed(render(part))))

    async def _paper_of(self, channel_id: int, message_id: int) -> str:
        """Return the paper that a message of ours shows alone, "" where it shows none or many."""
        place = self._client.get_partial_messageable(channel_id)
        try:
            said = await place.fetch_message(message_id)
        except refusals.FAILURES:
            return ""
        if self._client.user is None or said.author.id != self._client.user.id:
            return ""
        papers = _papers_in(said)
        return papers[0] if len(papers) == 1 else ""

    async def _is_new(self, name: str) -> bool:
        try:
            return await self._desk.is_new(name, HEARD_S)
        except PapersError as error:
            log.warning("not known whether something was heard before: %s", error)
            return True


_GESTURES = {"👍": "vote", "⬆": "vote", "🔥": "vote", "🔖": "save", "⭐": "save", "📌": "save"}
"""What a reaction means."""

_PUBLIC = ("search", "explain", "today", "yesterday", "day", "week", "month", "paper", "similar",
           "trending", "card", "help")  # fmt: skip
"""Verbs whose answers say nothing of whoever asks."""


def _is_public(reply: Reply, text: str) -> bool:
    return reply.audience == "place" or text.partition(" ")[0] in _PUBLIC


def _as_command(text: str) -> str:
    """Return what was written as a command; a bare mention asks for help."""
    words = text.removeprefix("/").strip()
    return words or "help"


def _papers_in(said: discord.Message) -> Sequence[str]:
    ids = [str(getattr(part, "custom_id", "")) for part in parts_of(said)]
    ids += [one.value for part in parts_of(said) for one in getattr(part, "options", ())]
    commands = [command_of(id_) or "" for id_ in ids]
    found = [match[1] for match in map(_PAPER.match, commands) if match]
    return list(dict.fromkeys(found))


def _request_of_reaction(reaction: discord.RawReactionActionEvent, text: str) -> Request:
    person = Destination("discord", f"@{reaction.user_id}")
    if reaction.guild_id is None:
        return Request(text, person, person, f"discord:{person.address}")
    place = Destination("discord", str(reaction.channel_id))
    return Request(text, person, place, f"discord:{reaction.guild_id}")
