"""Why a paper was told to a person, or was not."""

from collections.abc import Iterator

from bot.calendar.list_hours import current_day
from bot.calendar.pace import FRESH
from bot.commands.context import Context
from bot.compose import alert_messages, why_messages
from bot.model import Alert, AlertMatch
from bot.query import parse, view, why_not
from bot.store import Transaction, alert_matches, alerts, outbox, people
from bot.store.papers import News


def say_for_person(context: Context, tx: Transaction, news: News) -> list[str]:
    """Say what became of a work for whoever asks, each cause in a sentence."""
    person = context.request.person
    settings = people.get_person(tx, person)
    zone = settings.timezone if settings else context.zone
    known = alerts.get_alerts(tx, person)
    match = alert_matches.get_match(tx, person, news.paper.id)
    said = []
    if match:
        said.append(why_messages.say_match(match, zone, _fate(tx, match, zone)))
    elif not known:
        said.append("You have no alerts. Set one: /papers alert add mixture of experts")
    told = {reason.number for reason in match.reasons} if match else set()
    for alert in known:
        if alert.number not in told:
            said += _for_alert(context, alert, news, zone)
    if settings and settings.unreachable:
        said.append(alert_messages.say_unreachable(settings))
    return said


def _fate(tx: Transaction, match: AlertMatch, zone: str) -> str:
    kind = "alerts" if match.is_gathered else "alert"
    fate = outbox.fate_of(tx, outbox.Key(match.person, kind, match.period or match.paper_id))
    return why_messages.say_fate(fate.state, fate.reason, fate.at, zone) if fate else ""


def _for_alert(context: Context, alert: Alert, news: News, zone: str) -> Iterator[str]:
    """Say why an alert did not tell of a work that is not among what it found."""
    query, today = parse(alert.query), context.now.date()
    if alert.paused_reason:
        yield why_messages.say_paused(alert.number, alert.query, alert.paused_reason)
    elif failing := why_not(query, view(news.paper), today, context.search.likeness):
        yield why_messages.say_filtered(alert.number, alert.query, failing)
    elif news.paper.is_withdrawn:
        yield why_messages.say_filtered(alert.number, alert.query, "it was withdrawn")
    elif news.day is None or news.day < current_day(context.now) - FRESH:
        yield why_messages.say_old(alert.number, alert.query, news.day)
    elif news.added_at < alert.created_at:
        yield why_messages.say_added_before(alert.number, news.added_at, zone)
    else:
        yield why_messages.say_soon(alert.number, alert.query)
