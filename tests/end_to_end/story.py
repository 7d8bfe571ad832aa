"""One story in three runs of the bot: orders, what becomes of them, and a death in between."""

import signal
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.calendar.list_hours import current_day, has_list, is_closed
from bot.model import Fetch
from bot.sources.huggingface import SOURCE
from bot.store import Store, fetches, open_store, subscriptions
from tests.adapter_contract import until
from tests.end_to_end.process import Bot
from tests.end_to_end.stages import Stage
from tests.replay import Replay, make_item

DIGEST, ALERT = "Papers for ", "A new paper for you"
ASKED = (
    "subscribe at 9am daily UTC",
    "alert add zebra fish",
    "search lora",
)
FIRST = make_item("2611.00001", "LoRA adapters for speech", upvotes=41)
LATE_TITLE = "Zebra fish learn to count"
NEWS = make_item("2611.00002", LATE_TITLE, upvotes=3)


@dataclass
class Seen:
    """What people of one platform saw: answers to what was ASKED, then counts by run.

    Before the last thing is asked, the alert that was tried is saved.
    """

    answers: list[str] = field(default_factory=list)
    digests: list[int] = field(default_factory=list)
    alerts: list[int] = field(default_factory=list)
    last_digest: str = ""
    faults: list[str] = field(default_factory=list)

    async def look(self, stage: Stage) -> None:
        """Count the digests and the alerts that are there by now, and read the last digest."""
        digests = [said for said in await stage.in_channel() if said.startswith(DIGEST)]
        self.digests.append(len(digests))
        self.last_digest = digests[-1] if digests else ""
        self.alerts.append(sum(said.startswith(ALERT) for said in await stage.in_private()))


@dataclass
class Told:
    """What is known after the story; exit codes and logs by process."""

    seen: dict[str, Seen]
    is_filling: bool
    codes: list[int] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)
    states_at_the_death: dict[str, set[str]] = field(default_factory=dict)
    states_at_the_end: dict[str, set[str]] = field(default_factory=dict)


async def tell(home: Path, bot: Bot, source: Replay, stages: Sequence[Stage]) -> Told:
    """Play the story; everything that is asked of it later stands in what it returns."""
    now = datetime.now(UTC)
    day = _newest_day(now)
    told = Told({stage.name: Seen() for stage in stages}, not is_closed(day, now))
    source.days[str(day)] = [FIRST]
    await bot.start("fetch")
    told.codes.append(await bot.end())
    with closing(open_store("", home / "data")) as store:
        await _give_orders(bot, stages, told)
        _make_due(store, stages, day)
        source.days[str(day)].append(NEWS)
        await _die_while_sending(store, bot, stages, told)
        _end_leases(store)
        await _find_what_was_sent(store, bot, stages, told)
    for stage in stages:
        told.seen[stage.name].faults = await stage.faults()
    told.logs = [log.read_text(encoding="utf-8") for log in bot.logs]
    return told


async def _give_orders(bot: Bot, stages: Sequence[Stage], told: Told) -> None:
    """First run: people ask and are answered, and the bot is told to stop."""
    await bot.start("run")
    for stage in stages:
        await stage.wait_for(bot)
        *first, last = ASKED
        answers = [await stage.ask(text) for text in first]
        answers.append(await stage.press("Save alert"))
        await stage.lose_the_connection()
        told.seen[stage.name].answers = [*answers, await stage.ask(last)]
    told.codes.append(await bot.end(signal.SIGTERM))
    await _look(stages, told)


async def _die_while_sending(store: Store, bot: Bot, stages: Sequence[Stage], told: Told) -> None:
    """Second run: the platforms take the alerts, and the bot is killed before it hears so."""
    for stage in stages:
        stage.withhold_answers(ALERT)
    await bot.start("run")

    async def is_all_taken() -> bool:
        taken = [said for stage in stages for said in await stage.in_private()]
        told.states_at_the_death = _states(store)
        return len(taken) >= len(stages) and told.states_at_the_death["digest"] == {"sent"}

    await until(is_all_taken, timeout_s=20)
    told.codes.append(await bot.end(signal.SIGKILL))
    await _look(stages, told)


async def _find_what_was_sent(store: Store, bot: Bot, stages: Sequence[Stage], told: Told) -> None:
    """Third run: the bot looks before it sends, and finds that nothing is left to do.

    The digest, which had room left, gets the late paper in an edit, before the death or now,
    while its list fills; at weekends none does.
    """
    for stage in stages:
        stage.withhold_answers("")
    await bot.start("run")

    async def is_all_settled() -> bool:
        said = [words for stage in stages for words in await stage.in_channel()]
        is_full = sum(LATE_TITLE in words for words in said) == len(stages)
        return (is_full or not told.is_filling) and set.union(*_states(store).values()) == {"sent"}

    await until(is_all_settled, timeout_s=20)
    told.codes.append(await bot.end(signal.SIGTERM))
    told.states_at_the_end = _states(store)
    await _look(stages, told)


async def _look(stages: Sequence[Stage], told: Told) -> None:
    for stage in stages:
        await told.seen[stage.name].look(stage)


def _newest_day(now: datetime) -> date:
    today = current_day(now)
    return next(day for back in range(4) if has_list(day := today - timedelta(days=back)))


def _make_due(store: Store, stages: Sequence[Stage], day: date) -> None:
    """Turn back when the subscriptions run next, and when the source was asked."""
    now = datetime.now(UTC)
    with store.write() as tx:
        for stage in stages:
            (order,) = subscriptions.get_subscriptions(tx, stage.channel)
            just_now = now - timedelta(minutes=1)
            subscriptions.advance_subscription(tx, order.id, just_now, order.covered_until)
        long_ago = now - timedelta(days=5)
        fetches.put_fetch(tx, Fetch(SOURCE, day, long_ago, papers=1, next_at=long_ago))


def _end_leases(store: Store) -> None:
    """Let what the dead process held be anybody's at once, instead of two minutes later."""
    with store.write() as tx:
        tx.exec_driver_sql("UPDATE deliveries SET due_at = created_at WHERE state = 'sending'")


def _states(store: Store) -> dict[str, set[str]]:
    """Return the states of all deliveries by their kind."""
    with store.read() as tx:
        rows = tx.exec_driver_sql("SELECT kind, state FROM deliveries").all()
    return {kind: {state for one, state in rows if one == kind} for kind, _ in rows}
