"""Why a paper is in the digests of a place, or is not."""

from collections.abc import Iterator

from bot.commands.context import Context
from bot.compose import why_messages
from bot.compose.subscription_messages import say_next
from bot.model import Subscription
from bot.query import parse, view, why_not
from bot.store import Transaction, editions, outbox, subscriptions
from bot.store.editions import Edition
from bot.store.papers import News


def say_in_place(context: Context, tx: Transaction, news: News) -> list[str]:
    """Say what became of a work in the digests of the place that is asked in."""
    place = context.request.destination
    orders = subscriptions.get_subscriptions(tx, place)
    made = editions.get_editions(tx, place)
    said: list[str] = []
    for order in orders:
        of_order = [edition for edition in made if edition.topic == order.topic]
        said += _of_order(context, tx, news, order, of_order)
    return said or ["No digest is posted here. Start one: /papers subscribe at 9am weekdays"]


def _of_order(
    context: Context,
    tx: Transaction,
    news: News,
    order: Subscription,
    made: list[Edition],
) -> Iterator[str]:
    zone = order.schedule.timezone
    for edition in made:
        if news.paper.id in edition.paper_ids:
            key = outbox.Key(order.destination, "digest", edition.period)
            fate = outbox.fate_of(tx, key)
            said = why_messages.say_fate(fate.state, fate.reason, fate.at, zone) if fate else ""
            yield why_messages.say_digest(order.topic, edition.name_day, said)
            return
    if order.paused_reason:
        yield why_messages.say_digest_paused(order.topic, order.paused_reason)
    elif subscriptions.already_shown(tx, order.destination, [news.paper.id]):
        yield why_messages.say_shown_before(order.topic)
    elif failing := _off_topic(context, order, news):
        yield why_messages.say_off_topic(order.topic, failing)
    elif not news.listed or news.day is None:
        yield why_messages.UNLISTED
    else:
        yield _by_votes(news, order, made)


def _off_topic(context: Context, order: Subscription, news: News) -> str:
    if not order.topic:
        return ""
    today = context.now.date()
    return why_not(parse(order.topic), view(news.paper), today, context.search.likeness)


def _by_votes(news: News, order: Subscription, made: list[Edition]) -> str:
    """Say which edition chose among the lists that hold a work, or that one will."""
    for edition in made:
        lists = (edition.first_day, edition.last_day)
        if edition.skipped_because or lists[0] is None or lists[1] is None:
            continue
        if any(lists[0] <= listed.day <= lists[1] for listed in news.listed):
            return why_messages.say_outvoted(
                order.topic,
                edition.name_day,
                edition.top,
                edition.considered,
                news.paper.upvotes or 0,
            )
    newest = max(listed.day for listed in news.listed)
    if order.covered_until and newest <= order.covered_until:
        return why_messages.say_covered(order.topic, newest)
    return why_messages.say_yet_to_come(
        order.topic, say_next(order.next_run_at, order.schedule.timezone)
    )
