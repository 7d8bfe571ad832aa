"""A person's own page: today's best, their alerts and digests, what they keep."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.compose.cards import brief_card, say_day
from bot.compose.form_messages import (
    alert_form,
    digest_form,
    edit_alert_form,
    saved_form,
    search_form,
)
from bot.compose.subscription_messages import PLAIN, name_of, say_order
from bot.compose.trial_messages import say_pace
from bot.message import Action, Card, Message, Text
from bot.model import Alert, Paper, Subscription

MOST_ALERTS = 3
"""Alerts that are shown each with its buttons; the list holds them all."""

MOST_KEPT = 2
"""Saved papers that are shown, the newest; with all else, one page of Slack holds them."""

_FIRST_STEPS = (
    "New here? Search for something you know, set an alert for what you work on, and invite me to "
    "a channel for a daily digest."
)


def home(
    best: Sequence[Paper],
    day: date,
    state: str,
    alerts: Sequence[Alert],
    saved: int,
    newest: Sequence[Paper],
    digests: Sequence[Subscription],
    zone: str,
) -> Message:
    """Show it all, with a way to each part."""
    cards = [brief_card(paper, number=n) for n, paper in enumerate(best, start=1)]
    cards += [_kept_card(paper) for paper in newest[:MOST_KEPT]]
    cards += [_alert_card(alert) for alert in alerts[:MOST_ALERTS]]
    cards += [_digest_card(one) for one in digests[:2]]
    hidden = len(alerts) - MOST_ALERTS
    return Message(
        title=f"Papers for {say_day(day)}" if best else "Welcome to Papers",
        lead=Text(state if alerts or digests or saved else f"{_FIRST_STEPS} {state}".strip()),
        cards=tuple(cards),
        note=f"{hidden} more in the list of your alerts." if hidden > 0 else "",
        actions=(
            Action("Search", "form search", "primary", form=search_form()),
            Action("New alert", "form alert", form=alert_form()),
            Action("New digest", "form digest", form=digest_form(zone)),
            *((Action("Search saved", "form saved", form=saved_form()),) if saved else ()),
            Action("For you", "for you"),
            Action(f"Saved papers ({saved})" if saved else "Saved papers", "saved"),
            Action("All of today's papers", f"day {day}"),
            *((Action("All my alerts", "alert list"),) if alerts else ()),
            Action("Help", "help"),
        ),
    )


def _kept_card(paper: Paper) -> Card:
    card = brief_card(paper, number=0)
    return replace(card, facts=" · ".join(filter(None, ("saved lately", card.facts))))


def _alert_card(alert: Alert) -> Card:
    number = alert.number
    is_paused = bool(alert.paused_reason)
    run = (
        Action("Resume", f"alert resume {number}")
        if is_paused
        else Action("Pause", f"alert pause {number}")
    )
    return Card(
        title=Text(f"Alert {number}: {alert.query}"),
        facts=f"paused {alert.paused_reason}" if is_paused else say_pace(alert.terms),
        actions=(
            Action("Edit", f"form alert {number}", form=edit_alert_form(alert)),
            run,
            Action("Snooze for 3 days", f"alert snooze {number} 3d"),
            Action("What it would bring", f"alert test {number}"),
            Action("Remove", f"alert remove {number}", "danger"),
        ),
    )


def _digest_card(order: Subscription) -> Card:
    return Card(
        title=Text(f"Your digest{f' on {order.topic}' if order.topic else ''}"),
        facts=say_order(order.topic, order.schedule, order.top),
        actions=(Action("Stop it", f"unsubscribe {name_of(order) or PLAIN}", "danger"),),
    )
