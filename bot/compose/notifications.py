"""What is said when papers come that somebody's alerts match."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.compose.cards import paper_card
from bot.message import Action, Card, Message, Text
from bot.model import AlertMatch, Paper, Reason


@dataclass(frozen=True, slots=True)
class Tiding:
    """A paper to tell somebody of: the reasons that still stand, and the digests that hold it.

    `digests` are the topics of digests that its person set up, "" for one without a topic.
    """

    match: AlertMatch
    paper: Paper
    reasons: tuple[Reason, ...]
    digests: tuple[str, ...] = ()


def alert(tiding: Tiding) -> Message:
    """Tell one person of one paper, with all the reasons for it."""
    stops = tuple(
        Action(f"Pause alert {reason.number}", f"alert pause {reason.number}")
        for reason in tiding.reasons[:3]
    )
    return Message(
        title="A new paper for you",
        lead=Text(f"{_say_reasons(tiding)}."),
        cards=(paper_card(tiding.paper, day=tiding.paper.published),),
        actions=(*_asking(tiding.paper), *stops),
    )


def alerts_together(tidings: Sequence[Tiding], kept: int) -> Message:
    """Tell one person of several papers at once; `kept` more did not fit."""
    count = len(tidings)
    cards = tuple(_card(tiding, number) for number, tiding in enumerate(tidings, start=1))
    more = (Action(f"Show the {kept} more", "alert missed"),) if kept else ()
    return Message(
        title="A new paper for you" if count == 1 else f"{count} new papers for you",
        cards=cards,
        note=f"{kept} more matched." if kept else "",
        actions=(*more, Action("My alerts", "alert list")),
    )


def _card(tiding: Tiding, number: int) -> Card:
    card = paper_card(tiding.paper, number=number)
    names = ", ".join(f"“{reason.query}”" for reason in tiding.reasons)
    why = f"for {names}"
    if tiding.digests:
        why += f", also in {' and '.join(map(_say_digest, tiding.digests))}"
    facts = f"{why} · {card.facts}" if card.facts else why
    return replace(card, facts=facts, actions=_asking(tiding.paper), links=card.links[:1])


def _say_reasons(tiding: Tiding) -> str:
    names = " and ".join(f"“{reason.query}”" for reason in tiding.reasons)
    said = f"It matches your {'alert' if len(tiding.reasons) == 1 else 'alerts'} {names}"
    if tiding.digests:
        said += f", and is in {' and '.join(map(_say_digest, tiding.digests))} that you set up"
    return said


def _say_digest(topic: str) -> str:
    return f"the digest on “{topic}”" if topic else "the digest"


def _asking(paper: Paper) -> tuple[Action, ...]:
    return (Action("Why?", f"why {paper.id}"), Action("Less like this", f"less {paper.id}"))
