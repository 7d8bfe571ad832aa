"""What one option of a verb may become while it is typed by its name."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from bot.commands.grammar import VERBS
from bot.commands.options import with_options
from bot.compose.alert_messages import in_a_line
from bot.compose.cards import say_day
from bot.message import Choice, Option, Request, Verb
from bot.store import Store, alerts, papers

HOURS = ("9am", "8am", "10am", "noon", "5pm", "6pm", "7am", "8pm")
COMMON_ZONES = ("UTC", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Tokyo")
DAYS = 60
"""How far back the days with lists go that are offered, in lists."""


def option_named(verb: Verb, name: str) -> Option | None:
    """Return the option of a verb that is typed, None where it has none of that name."""
    return next((option for option in with_options(verb) if option.name == name), None)


def complete_option(
    store: Store, request: Request, option: Option, typed: str, most: int
) -> list[Choice]:
    """Return what an option may become that needs no look at the index, the likeliest first."""
    wanted = typed.strip().lower()
    sources: dict[str, Callable[[], Iterable[Choice]]] = {
        "alert": lambda: _alerts(store, request, wanted.lstrip("#")),
        "zone": lambda: _zones(wanted.replace(" ", "_")),
        "time": lambda: (Choice(hour, hour) for hour in HOURS if hour.startswith(wanted)),
        "day": lambda: _days(store, wanted),
        "verb": lambda: _verbs(wanted.removeprefix("/papers").strip()),
    }
    return list(sources.get(option.completed, tuple)())[:most]


def _alerts(store: Store, request: Request, wanted: str) -> Iterable[Choice]:
    """Yield the person's own alerts, found by their number or by any word of them."""
    with store.read() as tx:
        known = alerts.get_alerts(tx, request.person)
    for alert in known:
        if wanted in ("", str(alert.number)) or wanted in alert.query.lower():
            yield Choice(in_a_line(alert), str(alert.number))


def _zones(wanted: str) -> Iterable[Choice]:
    """Return zones whose city begins so, then those that hold it anywhere."""
    if not wanted:
        return [Choice(name, name) for name in COMMON_ZONES]
    begun = [name for name in _names() if name.lower().rpartition("/")[2].startswith(wanted)]
    held = [name for name in _names() if wanted in name.lower()]
    return [Choice(name.replace("_", " "), name) for name in dict.fromkeys((*begun, *held))]


def _days(store: Store, wanted: str) -> Iterable[Choice]:
    """Yield the newest days that have a list."""
    with store.read() as tx:
        listed = papers.listed_days(tx, date.max, DAYS)
    for day in listed:
        if wanted in f"{day} {say_day(day)}".lower():
            yield Choice(say_day(day), str(day))


def _verbs(wanted: str) -> Iterable[Choice]:
    for verb in VERBS:
        if verb.is_listed and (wanted in verb.name or wanted in verb.summary.lower()):
            yield Choice(f"{verb.name}: {verb.summary}", verb.name)


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))
