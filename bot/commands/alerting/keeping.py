"""Keeping alerts: list, pause, resume, remove, snooze; what was kept back; how many there are."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.alerting.choosing import chosen, one_of
from bot.commands.context import Context
from bot.commands.reading import split_page
from bot.compose import keeping, lists
from bot.errors import UserError
from bot.message import Message
from bot.model import Alert, Person
from bot.store import Transaction, alerts, finds, papers, people

LATELY = timedelta(days=7)
_SPAN = re.compile(r"(\d{1,3})\s*(h|d|w|hours?|days?|weeks?)", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}


def list_all(context: Context, _argument: str) -> Message:
    """List the person's alerts, with what each brought lately."""
    person = context.request.person
    with context.store.read() as tx:
        known = alerts.get_alerts(tx, person)
        told = finds.finds_of(tx, person, context.now - LATELY)
        settings = people.get_person(tx, person)
    brought = [reason.number for find in told if find.state == "told" for reason in find.reasons]
    counts = {number: brought.count(number) for number in brought}
    return keeping.alert_list(known, counts, settings, context.now)


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

    message = _change(context, argument, start, "running again")
    with context.store.write() as tx:
        if (person := people.get_person(tx, context.request.person)) and person.unreachable:
            people.note_reachable(tx, person.destination)
    return message


def snooze(context: Context, argument: str) -> Message:
    """Let one alert, or all, say nothing for a while; `off` ends it."""
    words = argument.split()
    person = context.request.person
    with context.store.write() as tx:
        known = alerts.get_alerts(tx, person)
        named = one_of(known, words[0]) if len(words) > 1 else None
        rest = " ".join(words[1:] if named else words)
        until = _until(context, rest)
        if named:
            alerts.set_silent(tx, named.id, until)
        else:
            settings = people.get_person(tx, person) or Person(
                person, context.request.workspace, context.zone
            )
            people.put_person(tx, replace(settings, silent_until=until))
    return keeping.snoozed(named, until, context.zone)


def missed(context: Context, argument: str) -> Message:
    """Show papers that matched lately and were not told, for a bound or a silence."""
    _, page = split_page(argument)
    person = context.request.person
    with context.store.read() as tx:
        kept = finds.kept_back(tx, person, context.now - LATELY)
        found = papers.get_papers(tx, [find.paper_id for find in kept])
    shown = [(find, found[find.paper_id]) for find in kept if find.paper_id in found]
    return keeping.missed(shown, page, lists.PAGE)


def count(context: Context, _argument: str) -> Message:
    """Say how many alerts a workspace has; whose and which they are is nobody's business."""
    with context.store.read() as tx:
        persons, all_, paused = alerts.count_alerts(tx, context.request.workspace)
    return keeping.counted(persons, all_, paused)


def _change(
    context: Context, argument: str, change: Callable[[Transaction, Alert], None], what: str
) -> Message:
    with context.store.write() as tx:
        meant = chosen(alerts.get_alerts(tx, context.request.person), argument)
        for alert in meant:
            change(tx, alert)
    if len(meant) == 1:
        return keeping.changed(meant[0], what)
    return keeping.all_changed(len(meant), what)


def _until(context: Context, written: str) -> datetime | None:
    if written.lower() == "off":
        return None
    match = _SPAN.fullmatch(written.lower().removeprefix("for ").strip())
    if not match:
        raise UserError(
            f"“{written}” is no span of time. Write it like: /papers alert snooze 3d, "
            "/papers alert snooze 2 8h, /papers alert snooze off"
        )
    return context.now + timedelta(hours=int(match[1]) * _HOURS[match[2][0].lower()])
