"""What is on the rise, and what was best, as lists with their reasons."""

from collections.abc import Sequence
from dataclasses import replace

from bot.compose.cards import hit_card, paper_card
from bot.compose.list_messages import PAGE
from bot.message import Action, Card, Message, Text
from bot.model import SearchResult, Trend

_TOP = {"week": "of the week", "month": "of the month", "year": "of the year", "all": "of all time"}
_SPANS = {"day": "today", "week": "this week", "month": "this month"}


def trending(trends: Sequence[Trend], span: str, topic: str, page: int, has_more: bool) -> Message:
    """Show one page of what is on the rise, and by how much."""
    title = f"Trending {_SPANS[span]}" + (f": {topic}" if topic else "")
    others = tuple(
        Action(f"Trending {_SPANS[one]}", f"trending {one} {topic}".strip())
        for one in _SPANS
        if one != span
    )
    if not trends:
        return Message(title=title, lead=Text(_why_none(topic, page)), actions=others)
    first = (page - 1) * PAGE
    again = f"trending {span} {topic}".strip()
    more = (Action("More", f"{again} page {page + 1}"),) if has_more else ()
    return Message(
        title=title,
        lead=Text("What's gaining votes fastest; recent votes count more."),
        cards=tuple(_card(trend, first + n) for n, trend in enumerate(trends, start=1)),
        actions=(*more, *others),
    )


def top(found: SearchResult, span: str, topic: str, page: int) -> Message:
    """Show one page of the papers with the most votes of a span."""
    title = f"Top papers {_TOP[span]}" + (f": {topic}" if topic else "")
    others = tuple(
        Action(f"Top {_TOP[one]}", f"top {one} {topic}".strip()) for one in _TOP if one != span
    )
    exact = [hit for hit in found.hits if not hit.is_near]
    if not exact:
        lead = "That's all of them." if page > 1 else "I hold nothing with votes for that."
        return Message(title=title, lead=Text(lead), actions=others)
    first = (page - 1) * PAGE
    again = f"top {span} {topic}".strip()
    is_more = first + len(exact) < found.total
    more = (Action("More", f"{again} page {page + 1}"),) if is_more else ()
    return Message(
        title=title,
        lead=Text("By upvotes, the most first."),
        cards=tuple(hit_card(hit, number=first + n) for n, hit in enumerate(exact, start=1)),
        actions=(*more, *others),
    )


def say_gain(gained: int) -> str:
    """Say how many votes came since yesterday: "+38 since yesterday"."""
    return f"+{gained:,} since yesterday" if gained > 0 else ""


def _card(trend: Trend, number: int) -> Card:
    card = paper_card(trend.paper, number=number)
    facts = " · ".join(filter(None, (say_gain(trend.gained), card.facts)))
    # The world's votes come first, where those of the group are put behind them.
    upvotes, _, rest = card.facts.partition(" · ")
    if upvotes.startswith("↑"):
        facts = " · ".join(filter(None, (upvotes, say_gain(trend.gained), rest)))
    return replace(card, facts=facts)


def _why_none(topic: str, page: int) -> str:
    if page > 1:
        return "That's all that's on the rise."
    if topic:
        return f"Nothing on “{topic}” is gaining votes right now. Try a longer span."
    return "I haven't seen votes move in that time. Try a longer span, or come back tomorrow."
