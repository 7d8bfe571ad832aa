"""What is said about a person's alerts, and about when they want to be told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.compose.cards import paper_card, say_moment
from bot.compose.trial_messages import say_pace
from bot.message import Action, Message, Text
from bot.model import Alert, AlertMatch, Paper, Person


def alert_list(
    alerts: Sequence[Alert], told: Mapping[int, int], person: Person | None, now: datetime
) -> Message:
    """List a person's alerts by number, with how many papers each brought in a week."""
    if not alerts:
        return Message(
            lead=Text("You have no alerts. Set one: /papers alert add mixture of experts"),
            actions=(Action("Today's papers", "today"),),
        )
    zone = person.timezone if person else "UTC"
    lines = [_say_alert(alert, told.get(alert.number, 0), zone, now) for alert in alerts]
    if person and person.unreachable:
        lines.insert(0, say_unreachable(person))
    elif person and person.silent_until and person.silent_until > now:
        lines.insert(0, f"All are snoozed until {say_moment(person.silent_until, zone)}.")
    return Message(
        title="Your alerts",
        lead=Text("\n".join(lines)),
        note="/papers alert edit 1 · test 1 · pause 1 · snooze 1 3d · remove 1",
        actions=(
            Action("Quiet hours and bounds", "alert settings"),
            Action("What was kept back", "alert missed"),
        ),
    )


def in_a_line(alert: Alert) -> str:
    """Say which alert it is in a short line: "2 · lora -survey, at once"."""
    return f"{alert.number} · {alert.query}, {say_pace(alert.terms)}"


def changed(alert: Alert, what: str, undo: Action) -> Message:
    """Confirm that an alert was paused, resumed or removed."""
    return Message(lead=Text(f"Alert {alert.number} “{alert.query}” is {what}."), actions=(undo,))


def all_changed(count: int, what: str) -> Message:
    """Confirm the same of all alerts."""
    return Message(lead=Text(f"All {count} alerts are {what}."))


def snoozed(alert: Alert | None, until: datetime | None, zone: str) -> Message:
    """Confirm that an alert, or all of them, say nothing for a while."""
    name = f"Alert {alert.number} “{alert.query}”" if alert else "Your alerts"
    says, speak = ("says", "speaks") if alert else ("say", "speak")
    if until is None:
        return Message(lead=Text(f"{name} {speak} again."))
    off = f"alert snooze {alert.number} off" if alert else "alert snooze off"
    return Message(
        lead=Text(
            f"{name} {says} nothing until {say_moment(until, zone)}. What matches meanwhile is "
            "kept: /papers alert missed"
        ),
        actions=(Action("Speak again", off),),
    )


def missed(kept: Sequence[tuple[AlertMatch, Paper]], page: int, size: int) -> Message:
    """Show one page of what matched and was not told."""
    part = kept[(page - 1) * size : page * size]
    if not part:
        return Message(lead=Text("Nothing was kept back in the last 7 days."))
    first = (page - 1) * size
    cards = tuple(
        paper_card(paper, number=first + n, day=paper.published)
        for n, (_, paper) in enumerate(part, start=1)
    )
    names = sorted({reason.query for match, _ in part for reason in match.reasons})
    more = (Action("More papers", f"alert missed page {page + 1}"),)
    return Message(
        title="Kept back in the last 7 days",
        lead=Text("They match " + ", ".join(f"“{name}”" for name in names) + "."),
        cards=cards,
        note=f"{first + 1} to {first + len(part)} of {len(kept)}" if len(kept) > size else "",
        actions=more if page * size < len(kept) else (),
    )


def counted(people: int, alerts: int, paused: int) -> Message:
    """Say how many alerts there are in a workspace."""
    whose = "1 person has" if people == 1 else f"{people:,} people have"
    count = "1 alert" if alerts == 1 else f"{alerts:,} alerts"
    return Message(
        lead=Text(
            f"In this workspace {whose} {count}, {paused:,} of them paused. What they look for is "
            "known only to those who set them."
        )
    )


def settings(person: Person, default_most: int, now: datetime) -> Message:
    """Say how somebody wants to be told."""
    lines = [f"Your time zone: {person.timezone}"]
    if person.quiet:
        start, stop = person.quiet
        lines.append(f"Quiet hours: {start:%H:%M} to {stop:%H:%M}; what comes then waits.")
    else:
        lines.append("Quiet hours: none. Set them: /papers alert quiet 22:00-7:00")
    most = default_most if person.most_a_day is None else person.most_a_day
    lines.append(
        f"At once, at most {most} messages a day; the rest comes together the next morning. "
        "Change it: /papers alert cap 5"
    )
    if person.silent_until and person.silent_until > now:
        lines.append(f"Snoozed until {say_moment(person.silent_until, person.timezone)}")
    if person.unreachable:
        lines.append(say_unreachable(person))
    return Message(
        title="How you are told",
        lead=Text("\n".join(lines)),
        actions=(Action("My alerts", "alert list"),),
    )


def no_hours(written: str) -> str:
    """Say that words name no stretch of hours."""
    return (
        f"I couldn't read “{Text(written).cut(60).plain}” as hours. "
        "Try: /papers alert quiet 22:00-7:00"
    )


def no_span(at: time) -> str:
    """Say that hours which begin when they end are none, or all."""
    return f"From {at:%H:%M} to {at:%H:%M} is either no time at all or the whole day."


def with_unreachable(message: Message, person: Person) -> Message:
    """Tell somebody, before an answer, that they could not be told of papers."""
    words = say_unreachable(person)
    lead = Text(words)
    if message.lead:
        shift = len(words) + 2
        marks = tuple((start + shift, stop + shift) for start, stop in message.lead.marks)
        lead = Text(f"{words}\n\n{message.lead.plain}", marks)
    resume = Action("Resume my alerts", "alert resume all")
    return replace(message, lead=lead, actions=(*message.actions, resume))


def _say_alert(alert: Alert, told: int, zone: str, now: datetime) -> str:
    pace = say_pace(alert.terms)
    line = f"{alert.number}. {alert.query} — {pace}"
    if alert.paused_reason:
        return f"{line} — paused: {alert.paused_reason}"
    if alert.silent_until and alert.silent_until > now:
        return f"{line} — snoozed until {say_moment(alert.silent_until, zone)}"
    return f"{line}, {told} this week" if told else line


def say_unreachable(person: Person) -> str:
    """Say why somebody is not told of papers, and what to do."""
    return (
        f"Your alerts are paused, since I could not reach you by direct message: "
        f"{person.unreachable} When that is mended: /papers alert resume all"
    )
