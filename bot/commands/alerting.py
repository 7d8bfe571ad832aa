"""Commands about a person's alerts."""

from collections.abc import Callable

from bot.commands.context import Context
from bot.compose import orders
from bot.errors import UserError
from bot.message import Message, Text
from bot.model import Alert
from bot.query import explain, parse
from bot.store import Transaction, alerts

MOST_ALERTS = 50
MOST_QUERY_CHARACTERS = 300


def add(context: Context, argument: str) -> Message:
    """Set an alert, and say what it means."""
    if len(argument) > MOST_QUERY_CHARACTERS:
        raise UserError(
            f"That query has {len(argument)} characters; {MOST_QUERY_CHARACTERS} is the most."
        )
    query = parse(argument)
    if query.problems:
        raise UserError(f"I could not read “{argument}”: {query.problems[0]}")
    if not query.asks_for_something:
        raise UserError("An alert needs a word to look for, such as: alert add mixture of experts")
    person = context.request.person
    with context.store.write() as tx:
        if len(alerts.get_alerts(tx, person)) >= MOST_ALERTS:
            raise UserError(f"You have {MOST_ALERTS} alerts, which is the most. Remove one first.")
        alert, is_new = alerts.add_alert(
            tx, context.request.workspace, person, argument, context.now
        )
    return orders.alert_added(alert, explain(query), is_new=is_new)


def list_all(context: Context, _argument: str) -> Message:
    """List the person's alerts."""
    with context.store.read() as tx:
        return orders.alert_list(alerts.get_alerts(tx, context.request.person))


def remove(context: Context, argument: str) -> Message:
    """Remove an alert by number, or all."""
    return _change(
        context, argument, lambda tx, alert: alerts.remove_alert(tx, alert.id), "removed"
    )


def pause(context: Context, argument: str) -> Message:
    """Pause an alert by number, or all."""

    def stop(tx: Transaction, alert: Alert) -> None:
        alerts.set_paused(tx, alert.id, "by you")

    return _change(context, argument, stop, "paused")


def resume(context: Context, argument: str) -> Message:
    """Let an alert run again, by number, or all."""

    def start(tx: Transaction, alert: Alert) -> None:
        alerts.set_paused(tx, alert.id, "")

    return _change(context, argument, start, "running again")


def _change(
    context: Context, argument: str, change: Callable[[Transaction, Alert], None], what: str
) -> Message:
    with context.store.write() as tx:
        chosen = _chosen(alerts.get_alerts(tx, context.request.person), argument)
        for alert in chosen:
            change(tx, alert)
    if len(chosen) == 1:
        return orders.alert_changed(chosen[0], what)
    return Message(lead=Text(f"All {len(chosen)} alerts are {what}."))


def _chosen(known: list[Alert], argument: str) -> list[Alert]:
    if not known:
        raise UserError("You have no alerts. Set one: alert add mixture of experts")
    written = argument.strip().lstrip("#").lower()
    if written == "all":
        return known
    for alert in known:
        if written in (str(alert.number), alert.query.lower()):
            return [alert]
    numbers = ", ".join(str(alert.number) for alert in known)
    raise UserError(f"You have no alert “{argument}”. Yours: {numbers}. See them: alert list")
