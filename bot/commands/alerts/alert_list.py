"""Keeping alerts: list, pause, resume, remove, snooze; what was kept back; how many there are."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.alerts.alert_choice import chosen, named_first, none_named
from bot.commands.alerts.alert_offer import alert_button
from bot.commands.alerts.alert_terms import write_wish
from bot.commands.context import Context
from bot.commands.paper_lists import split_page
from bot.compose import alert_messages, list_messages
from bot.errors import UserError
from bot.message import Action, Message
from bot.model import Alert, Person
from bot.store import Transaction, alert_matches, alerts, papers, people

LATELY = timedelta(days=7)
_SPAN = re.compile(r"(\d{1,3})\s*(h|d|w|hours?|days?|weeks?)", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}


def list_all(context: Context, _argument: str) -> Message:
    """List the person's alerts, with what each brought lately."""
    person = context.request.person
    with context.store.read() as tx:
        known = alerts.get_alerts(tx, person)
        told = alert_matches.finds_of(tx, person, context.now - LATELY)
        settings = people.get_person(tx, person)
    brought = [reason.number for match in told if match.state == "told" for reason in match.reasons]
    counts = {number: brought.count(number) for number in brought}
    return alert_messages.alert_list(known, counts, settings, context.now)


def remove(context: Context, argument: str) -> Message:
    """Remove an alert by number, or all."""
    return _change(
        context,
        argument,
        lambda tx, alert: alerts.remove_alert(tx, alert.id, context.now),
        "removed",
    )


def pause(context: Context, argument: str) -> Message:
    """Pause an alert by number, or all."""
    return _change(
        context, argument, lambda tx, alert: alerts.set_paused(tx, alert.id, "by you"), "paused"
    )


def resume(context: Context, argument: str) -> Message:
    """Let an alert run again, by number, or all; who asks for that can be reached again."""

    def start(tx: Transaction, alert: Alert) -> None:
        alerts.set_paused(tx, alert.id, "")
        alerts.set_silent(tx, alert.id, None)

    with context.store.write() as tx:
        people.note_reachable(tx, context.request.person)
        if argument.strip().lower() == "all":
            people.note_silent(tx, context.request.person, None)
    return _change(context, argument, start, "running again")


def snooze(context: Context, argument: str) -> Message:
    """Let one alert, or all, say nothing for a while; `off` ends it."""
    person = context.request.person
    with context.store.write() as tx:
        known = alerts.get_alerts(tx, person)
        named, rest = _named_or_all(known, argument)
        until = _until(context, rest)
        if named:
            alerts.set_silent(tx, named.id, until)
        else:
            settings = people.get_person(tx, person) or Person(
                person, context.request.workspace, context.zone
            )
            people.put_person(tx, replace(settings, silent_until=until))
    return alert_messages.snoozed(named, until, context.zone)


def missed(context: Context, argument: str) -> Message:
    """Show papers that matched lately and were not told, for a bound or a silence."""
    _, page = split_page(argument)
    person = context.request.person
    with context.store.read() as tx:
        kept = alert_matches.kept_back(tx, person, context.now - LATELY)
        found = papers.get_papers(tx, [match.paper_id for match in kept])
    shown = [(match, found[match.paper_id]) for match in kept if match.paper_id in found]
    return alert_messages.missed(shown, page, list_messages.PAGE)


def count(context: Context, _argument: str) -> Message:
    """Say how many alerts a workspace has; whose and which they are is nobody's business."""
    with context.store.read() as tx:
        persons, all_, paused = alerts.count_alerts(tx, context.request.workspace)
    return alert_messages.counted(persons, all_, paused)


def _change(
    context: Context, argument: str, change: Callable[[Transaction, Alert], None], what: str
) -> Message:
    with context.store.write() as tx:
        meant = chosen(alerts.get_alerts(tx, context.request.person), argument)
        for alert in meant:
            change(tx, alert)
    if len(meant) == 1:
        return alert_messages.changed(meant[0], what, _undo(context, meant[0], what))
    return alert_messages.all_changed(len(meant), what)


def _undo(context: Context, alert: Alert, what: str) -> Action:
    if what == "removed":
        return alert_button(context, write_wish(alert.terms), "Set it again")
    if what == "paused":
        return Action("Resume it", f"alert resume {alert.number}")
    return Action("Pause it", f"alert pause {alert.number}")


def _named_or_all(known: list[Alert], written: str) -> tuple[Alert | None, str]:
    """Split “2 8h” into an alert and a span; a span alone, or “all 8h”, is for all."""
    first, _, rest = written.partition(" ")
    if first.lower() == "all":
        return None, rest
    if _hours(written) is not None:
        return None, written
    named, rest = named_first(known, written)
    if named is None and first.lstrip("#").isdigit():
        raise UserError(none_named(known, first))
    return named, rest


def _until(context: Context, written: str) -> datetime | None:
    hours = _hours(written)
    if hours is None:
        what = f"“{written}” is no span of time." if written else "For how long?"
        raise UserError(
            f"{what} Write it like: /papers alert snooze 3d, /papers alert snooze 2 8h, "
            "/papers alert snooze off"
        )
    return context.now + timedelta(hours=hours) if hours else None


def _hours(written: str) -> int | None:
    """Read a span of time in hours; 0 for off, None for what is none."""
    span = written.lower().strip().removeprefix("for ").strip()
    if span == "off":
        return 0
    match = _SPAN.fullmatch(span)
    return int(match[1]) * _HOURS[match[2][0]] if match else None
