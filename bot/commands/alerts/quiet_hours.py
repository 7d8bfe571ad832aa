"""When a person does not want to be told: hours of rest, and how much a day."""

from dataclasses import replace

from bot.calendar.pace import MOST_A_DAY, Wait
from bot.calendar.timed_text import read_hours
from bot.commands.context import Context
from bot.compose import alert_messages
from bot.errors import UserError
from bot.message import Message
from bot.model import Person
from bot.store import alert_matches, people

_MOST = 100


def settings(context: Context, _argument: str) -> Message:
    """Say how the person wants to be told."""
    return alert_messages.settings(_person(context), MOST_A_DAY, context.now)


def quiet(context: Context, argument: str) -> Message:
    """Set hours of rest, such as 22:00-7:00, or none."""
    person = _person(context)
    if argument.strip().lower() in ("off", "none", "never"):
        return _put(context, replace(person, quiet=None))
    hours = read_hours(argument)
    if hours is None:
        raise UserError(
            alert_messages.no_hours(argument),
            corrections=(
                ("From 22:00 to 7:00", "alert quiet 22:00-7:00"),
                ("None", "alert quiet off"),
            ),
        )
    start, stop, zone = hours
    if start == stop:
        raise UserError(alert_messages.no_span(start))
    return _put(context, replace(person, quiet=(start, stop), timezone=zone or person.timezone))


def cap(context: Context, argument: str) -> Message:
    """Bound the messages that come at once on a day, or not."""
    written = argument.strip().lower()
    most = (
        _MOST
        if written == "off"
        else int(written)
        if written.isascii() and written.isdigit()
        else 0
    )
    if not 1 <= most <= _MOST:
        raise UserError(f"“{argument}” is no bound: write 1 to {_MOST}, or off.")
    return _put(context, replace(_person(context), most_a_day=most))


def _person(context: Context) -> Person:
    """Return how the person wants to be told; their zone is the newest that is known."""
    with context.store.read() as tx:
        known = people.get_person(tx, context.request.person)
    if known is None:
        return Person(context.request.person, context.request.workspace, context.zone)
    zone = context.request.timezone or known.timezone
    return replace(known, timezone=zone, workspace=known.workspace or context.request.workspace)


def _put(context: Context, person: Person) -> Message:
    with context.store.write() as tx:
        people.put_person(tx, person)
        # Other hours of rest may be over already: what waits for them is looked at again.
        alert_matches.hurry(tx, person.destination, Wait.QUIET, context.now)
    return alert_messages.settings(person, MOST_A_DAY, context.now)
