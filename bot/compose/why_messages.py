"""Why a paper was sent, or was not: to a person, and to a place."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.compose.cards import say_day, say_moment, title_of
from bot.message import Action, Message, Text
from bot.model import Alert, AlertMatch, Cause, Paper, Reason

UNLISTED = "It is on no list that I read, so no digest holds it."


def why(paper: Paper, for_you: Sequence[str], here: Sequence[str]) -> Message:
    """Say what became of a paper for whoever asks, and in the place where they ask."""
    lines = [*for_you]
    if here:
        lines += ["", "Here:", *here]
    return Message(
        title=f"Why “{Text(title_of(paper)).cut(120).plain}”?",
        lead=Text("\n".join(lines).strip()),
        actions=(Action("The paper", f"paper {paper.id}"), Action("My alerts", "alert list")),
    )


def say_match(match: AlertMatch, zone: str, fate: str) -> str:
    """Say what became of a paper that somebody's alerts matched; `fate` is its message's."""
    reasons = say_reasons(match.reasons)
    match match.state:
        case "told":
            return f"It matches your {reasons}. {fate}"
        case "waiting" if match.due_at:
            why_later = f" ({match.why})" if match.why else ""
            return (
                f"It matches your {reasons}, and waits until "
                f"{say_moment(match.due_at, zone)}{why_later}."
            )
        case "over":
            return (
                f"It matches your {reasons}, but was kept back: {match.why}. "
                "See: /papers alert missed"
            )
        case "silent":
            return f"It matches your {reasons}, but was not told: {match.why}."
        case "before":
            return f"It matched your {reasons} when that was set: only what comes later is told."
        case _:
            return f"It matches your {reasons}, but could not be told: {match.why}"


def say_fate(state: str, reason: str, at: datetime, zone: str) -> str:
    """Say what became of a message."""
    moment = say_moment(at, zone)
    match state:
        case "sent":
            return f"I sent it on {moment}."
        case "pending" | "sending" | "ambiguous":
            return "The message is on its way" + (f": {reason}" if reason else ".")
        case _:
            return f"The message did not arrive ({moment}): {reason}"


def say_reasons(reasons: Sequence[Reason]) -> str:
    """Name the alerts that matched."""
    names = " and ".join(f"“{reason.query}”" for reason in reasons)
    return f"{'alert' if len(reasons) == 1 else 'alerts'} {names}"


def say_added_before(number: int, added_at: datetime, zone: str) -> str:
    """Say that a paper was there before the alert that it matches."""
    return (
        f"Alert {number} matches it, but it was there already ({say_moment(added_at, zone)}) when "
        "the alert was set."
    )


def say_paused(number: int, query: str, reason: str) -> str:
    """Say that an alert does not run."""
    return f"Alert {number} “{query}” is paused: {reason}"


def say_old(number: int, query: str, day: date | None) -> str:
    """Say that a paper is no news."""
    when = f"it is of {say_day(day)}" if day else "nobody knows its day"
    return f"Alert {number} “{query}” matches it, but {when}: only news of three days is told."


def say_soon(number: int, query: str) -> str:
    """Say that a paper has not been looked at yet."""
    return f"Alert {number} “{query}” matches it; you will be told within a minute."


def say_filtered(number: int, query: str, failing: str) -> str:
    """Say by which part of which alert a paper is filtered."""
    return f"Alert {number} “{query}”: {failing}."


def say_digest_paused(topic: str, reason: str) -> str:
    """Say that a digest does not come."""
    return f"The digest{_on(topic)} is paused: {reason}"


def say_shown_before(topic: str) -> str:
    """Say that a digest had it long ago."""
    return f"The digest{_on(topic)} had it before, and none has a paper twice."


def say_covered(topic: str, day: date) -> str:
    """Say that the time for a list is over."""
    return f"The digest{_on(topic)} had passed the list of {say_day(day)} when this came."


def less(paper: Paper, asking: Sequence[Alert], offers: Sequence[tuple[Alert, Cause]]) -> Message:
    """Suggest words to leave out of alerts."""
    lines = [f"Alert {alert.number} “{alert.query}” brings it." for alert in asking]
    lines += [
        f"Alert {alert.number} with -{cause.said}: {cause.count} papers in 30 days."
        for alert, cause in offers
    ]
    if not offers:
        lines.append("No word in its title tells it from what else comes; try: /papers alert edit")
    buttons = [
        Action(f"Add -{cause.said}", f"alert edit {alert.number} -{cause.said}")
        for alert, cause in offers[:4]
    ]
    pauses = [
        Action(f"Pause alert {alert.number}", f"alert pause {alert.number}") for alert in asking[:2]
    ]
    return Message(
        title=f"Less like “{Text(title_of(paper)).cut(80).plain}”",
        lead=Text("\n".join(lines)),
        actions=(*buttons, *pauses),
    )


def less_of_nothing(paper: Paper) -> Message:
    """Say that no alert of somebody brings a paper."""
    return Message(
        title=f"Less like “{Text(title_of(paper)).cut(80).plain}”",
        lead=Text(
            "None of your alerts brings papers like this one, so there's nothing to turn down. "
            "If it came with a digest, the digest can leave words out: "
            "/papers subscribe lora -survey"
        ),
        actions=(Action("Digests here", "subscriptions"), Action("My alerts", "alert list")),
    )


def say_twin(root: str) -> str:
    """Say that another paper stands for this one."""
    return f"It is the same work as {root}, which is told and shown in its place."


def say_digest(topic: str, name_day: date, fate: str) -> str:
    """Say that a digest holds a paper."""
    return f"It is in the digest{_on(topic)} for {say_day(name_day)}. {fate}"


def say_outvoted(topic: str, name_day: date, top: int, considered: int, upvotes: int) -> str:
    """Say that others were picked."""
    return (
        f"The digest{_on(topic)} for {say_day(name_day)} held {top} of {considered}, picked by "
        f"votes, by what people here like, and for variety; this has {upvotes} upvotes now."
    )


def say_off_topic(topic: str, failing: str) -> str:
    """Say by which part of a topic a paper is filtered."""
    return f"The digest{_on(topic)} leaves it out: {failing}."


def say_yet_to_come(topic: str, next_at: str) -> str:
    """Say that the next edition may hold it."""
    return f"The next digest{_on(topic)} may hold it: {next_at}."


def _on(topic: str) -> str:
    return f" on “{topic}”" if topic else ""
