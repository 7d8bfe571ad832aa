"""How topics move, in numbers, and as a picture where there are pages."""

from collections.abc import Sequence
from urllib.parse import urlencode

from bot.compose.cards import say_day
from bot.message import Action, Card, Image, Message, Text, TopicTrend

HALF = 4
"""Weeks that are held against the ones before them."""


def topic_trends(trends: Sequence[TopicTrend], site: str) -> Message:
    """Say how topics move; the picture stands on a card, with all of it said in words."""
    topics = ", ".join(one.topic for one in trends)
    asked = urlencode({"topics": topics})
    title = "How topics are moving"
    first, last = trends[0].weeks[0][0], trends[0].weeks[-1][0]
    picture = Image(f"{site}/trends.png?{asked}", say_trends(trends), 960, 480) if site else None
    url = f"{site}/trends?{asked}" if site else ""
    cards = (Card(Text("The picture"), url=url, image=picture),) if picture else ()
    return Message(
        title=title,
        lead=Text("\n".join(map(_line, trends))),
        cards=cards,
        note=f"New papers a week, from {say_day(first)} to the week of {say_day(last)}. Others: "
        "/papers trends lora, video generation",
        actions=tuple(Action(f"Search {one.topic}", f"search {one.topic}") for one in trends[:3]),
    )


def say_trends(trends: Sequence[TopicTrend]) -> str:
    """Say in a sentence each what a picture of topics shows."""
    return " ".join(f"{_line(one)}." for one in trends)


def _line(one: TopicTrend) -> str:
    counts = [count for _, count in one.weeks]
    lately, before = sum(counts[-HALF:]), sum(counts[-2 * HALF : -HALF])
    return f"{one.topic}: {lately:,} in the last {HALF} weeks, {_change(lately, before)}"


def _change(lately: int, before: int) -> str:
    if lately == before:
        return "as many as in the four before"
    return f"{'up' if lately > before else 'down'} from {before:,} in the four before"
