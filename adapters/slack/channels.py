"""What Slack tells of channels: may I post here, and where is what I said to a person."""

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.refusals import FAILURES, code_of, translate
from bot.errors import DestinationGone


async def check_channel(client: AsyncWebClient, channel: str) -> None:
    """Raise DestinationGone, with what to do, where the bot cannot post in a channel."""
    try:
        answer = await client.conversations_info(channel=channel)
    except FAILURES as error:
        meaning = translate(error)
        # Without the scope to look, or the time to answer, the first post will tell.
        if isinstance(meaning, DestinationGone) and code_of(error) != "missing_scope":
            raise meaning from error
        return
    if answer["channel"].get("is_archived"):
        raise DestinationGone("This channel is archived: unarchive it, or choose another one.")
    if not answer["channel"].get("is_member"):
        raise DestinationGone(
            "I am not in this channel: type /invite and my name here, then try again."
        )


async def readable(client: AsyncWebClient, place: str) -> str:
    """Return the channel whose history holds a place's messages: a person's is their DM."""
    if not place.startswith(("U", "W")):
        return place
    answer = await client.conversations_open(users=place)
    return str(answer["channel"]["id"])
