"""Forum and media channels: each message becomes a post of its own, tagged with its topic."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.http import Route

from adapters.discord import refusals
from adapters.discord.client import PapersClient
from adapters.discord.history import carries
from adapters.discord.payload import Json, Layout
from bot.message import Delivery, Message, Text

log = logging.getLogger(__name__)

POST_TITLE = 100
MOST_TAGS, TAG_LENGTH = 20, 20
MOST_APPLIED = 5
A_DAY_MIN = 1440
"""After so many minutes of silence Discord archives a post or a thread."""

_CLOCKS_DIFFER = timedelta(minutes=5)
_MUST_BE_TAGGED = 1 << 4


async def post(client: PapersClient, forum_id: int, delivery: Delivery, layout: Layout) -> int:
    """Create a post, and return its id: that of its thread, and of its first message.

    Discord knows no nonce for posts: one that may be there already is looked for first.
    """
    forum: Any = await client.http.get_channel(forum_id)
    if found := await _find(client, forum, delivery):
        return found
    tags = await _tags(client, forum, delivery.message)
    nobody = discord.AllowedMentions.none().to_dict()
    payload: Json = {
        "name": title_of(delivery.message),
        "auto_archive_duration": A_DAY_MIN,
        "message": {**layout.payload(), "allowed_mentions": nobody},
        **({"applied_tags": tags} if tags else {}),
    }
    route = Route("POST", "/channels/{channel_id}/threads", channel_id=forum_id)
    made = await client.request_once(route, payload)
    return int(made["id"])


async def find_post(client: PapersClient, forum_id: int, delivery: Delivery) -> int | None:
    """Return the post that carries a delivery's marker, None where surely none does."""
    return await _find(client, await client.http.get_channel(forum_id), delivery)


async def _find(client: PapersClient, forum: Mapping[str, Any], delivery: Delivery) -> int | None:
    """Look through the posts since a delivery's first try."""
    since = delivery.first_tried_at - _CLOCKS_DIFFER
    for thread_id in await _posts_since(client, forum, since):
        place = client.get_partial_messageable(thread_id)
        try:
            first = await place.fetch_message(thread_id)
        except discord.NotFound:
            continue
        if first.author == client.user and carries(first, delivery.marker):
            return thread_id
    return None


def title_of(message: Message) -> str:
    """Return what a post is called: the message's heading, else its first paper."""
    first = message.cards[0].title.plain if message.cards else message.lead.plain
    name = " ".join((message.title or message.alt or first).split())
    return Text(name).cut(POST_TITLE).plain or "Papers"


async def _posts_since(
    client: PapersClient, forum: Mapping[str, Any], since: datetime
) -> Sequence[int]:
    """Return the bot's own posts of a forum, those that are archived already included."""
    active: Any = await client.http.get_active_threads(int(forum["guild_id"]))
    archived: Any = await client.http.get_public_archived_threads(int(forum["id"]))
    me = str(client.user.id) if client.user else ""
    oldest = discord.utils.time_snowflake(since)
    return [
        int(one["id"])
        for one in (*active["threads"], *archived["threads"])
        if str(one.get("parent_id")) == str(forum["id"])
        and str(one.get("owner_id")) == me
        and int(one["id"]) >= oldest
    ]


async def _tags(client: PapersClient, forum: Mapping[str, Any], message: Message) -> list[str]:
    """Return the tags of a post: its topic's, which is created where it is lacking and may be."""
    known: list[Json] = list(forum.get("available_tags") or ())
    wanted = Text(" ".join(message.topic.split())).cut(TAG_LENGTH).plain
    found = [str(tag["id"]) for tag in known if wanted and _is_alike(str(tag["name"]), wanted)]
    if wanted and not found and len(known) < MOST_TAGS:
        found = await _create_tag(client, forum, known, wanted)
    if not found and int(forum.get("flags") or 0) & _MUST_BE_TAGGED:
        # Somebody wants every post tagged: any is better than no post.
        found = [str(tag["id"]) for tag in known[:1]]
    return found[:MOST_APPLIED]


async def _create_tag(
    client: PapersClient, forum: Mapping[str, Any], known: Sequence[Json], name: str
) -> list[str]:
    """Add a tag, where the bot may manage the forum; return its id."""
    tags = [*known, {"name": name}]
    try:
        changed: Any = await client.http.edit_channel(int(forum["id"]), available_tags=tags)
    except refusals.FAILURES as error:
        log.info("no tag “%s” was made: %s", name, type(error).__name__)
        return []
    made = changed.get("available_tags") or ()
    return [str(tag["id"]) for tag in made if _is_alike(str(tag["name"]), name)]


def _is_alike(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()
