"""What people do without words: emoji below a message, and links that they post."""

import re
from collections.abc import Iterator, Mapping, Sequence

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.refusals import FAILURES
from adapters.slack.requests import Json, as_typed

_VOTES = frozenset(
    "+1 thumbsup arrow_up arrow_up_small heart fire tada raised_hands clap 100".split()
)
_SAVES = frozenset(
    "bookmark bookmark_tabs floppy_disk pushpin round_pushpin star inbox_tray".split()
)
_PAPER_LINK = re.compile(r"https?://(?:[\w-]+\.)*(?:arxiv|alphaxiv)\.org/\S+|"
                         r"https?://(?:huggingface\.co|hf\.co)/papers/\S+")  # fmt: skip
_VOTE_BUTTON = re.compile(r"(?:un)?vote (\S+)")


def meaning_of(emoji: str) -> str:
    """Return "vote" or "save", "" for an emoji that means neither; a skin tone changes nothing."""
    name = emoji.partition("::")[0]
    return "vote" if name in _VOTES else "save" if name in _SAVES else ""


async def paper_below(client: AsyncWebClient, channel: str, ts: str) -> str:
    """Return the one paper that a message is about, "" where it is about none or several.

    Raises what the SDK raises where the message cannot be read.
    """
    answer = await client.conversations_replies(
        channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=2
    )
    messages = answer.get("messages") or []
    message = next((one for one in messages if one.get("ts") == ts), None)
    papers = set(_papers_on(message)) if message else set()
    return papers.pop() if len(papers) == 1 else ""


async def name_of(client: AsyncWebClient, user: str) -> str:
    """Return what others call a person, "" where Slack does not tell."""
    try:
        answer = await client.users_info(user=user)
    except FAILURES:
        return ""
    told = answer.get("user") or {}
    profile = told.get("profile") or {}
    return str(profile.get("display_name") or told.get("real_name") or told.get("name") or "")


def links_in(event: Json) -> list[str]:
    """Return the links to papers that an event tells of, each once."""
    shared = event.get("links")
    urls = [str(one.get("url") or "") for one in shared] if isinstance(shared, Sequence) else []
    return list(dict.fromkeys(url for url in urls if _PAPER_LINK.fullmatch(url)))


def _papers_on(message: Mapping[str, object]) -> Iterator[str]:
    """Yield the papers that a message of ours can be voted on, or that one of people's links to."""
    for block in _maps(message.get("blocks")):
        for element in _maps(block.get("elements")):
            if match := _VOTE_BUTTON.fullmatch(str(element.get("value") or "")):
                yield match[1]
    if not message.get("bot_id"):
        yield from _PAPER_LINK.findall(as_typed(str(message.get("text") or "")))


def _maps(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
