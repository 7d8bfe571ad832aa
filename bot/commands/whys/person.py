"""Why a paper was told to a person, or was not."""

from collections.abc import Iterator

from bot.commands.context import Context
from bot.compose import keeping, whys
from bot.model import Alert, Find
from bot.query import parse, view, why_not
from bot.schedule.pace import FRESH
from bot.sources.calendar import current_day
from bot.store import Transaction, alerts, finds, outbox, people
from bot.store.papers import News


def say_for_person(context: Context, tx: Transaction, news: News) -> list[str]:
    """Say what became of a work for whoever asks, each cause in a sentence."""
    person = context.request.person
    settings = people.get_person(tx, person)
    zone = settings.timezone if settings else context.zone
    known = alerts.get_alerts(tx, person)
    find = finds.get_find(tx, person, news.paper.id)
    said = []
    if find:
        said.append(whys.say_find(find, zone, _fate(tx, find, zone)))
    elif not known:
        said.append("You have no alerts. Set one: /papers alert add mixture of experts")
    told = {reason.number for reason in find.reasons} if find else set()
    for alert in known:
        if alert.number not in told:
            said += _for_alert(context, alert, news, zone)
    if settings and settings.unreachable:
        said.append(keeping.say_unreachable(settings))
    return said


def _fate(tx: Transaction, find: Find, zone: str) -> str:
    kind = "alerts" if find.is_gathered else "alert"
    fate = outbox.fate_of(tx, outbox.Key(find.person, kind, find.period or find.paper_id))
    return whys.say_fate(fate.state, fate.reason, fate.at, zone) if fate else ""


def _for_alert(context: Context, alert: Alert, news: News, zone: str) -> Iterator[str]:
    """Say why an alert did not tell of a work that is not among what it found."""
    query, today = parse(alert.query), context.now.date()
    if alert.paused_reason:
        yield whys.say_paused(alert.number, alert.query, alert.paused_reason)
    elif failing := why_not(query, view(news.paper), today, context.search.likeness):
        yield whys.say_filtered(alert.number, alert.query, failing)
    elif news.paper.is_withdrawn:
        yield whys.say_filtered(alert.number, alert.query, "it was withdrawn")
    elif news.day is None or news.day < current_day(context.now) - FRESH:
        yield whys.say_old(alert.number, alert.query, news.day)
    elif news.added_at < alert.created_at:
        yield whys.say_added_before(alert.number, news.added_at, zone)
    else:
        yield whys.say_soon(alert.number, alert.query)
