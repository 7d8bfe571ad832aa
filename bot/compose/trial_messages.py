"""What is said of an alert before it is saved: what it would have brought, and what is better."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.calendar import next_run
from bot.compose.cards import paper_card, say_day
from bot.compose.list_messages import count_papers
from bot.compose.schedule_words import say_schedule
from bot.compose.subscription_messages import say_next
from bot.message import SHORTEST_BUTTON, Action, Card, Message, Text
from bot.model import Alert, Backtest, Terms
from bot.query import Query, explain

_MOST_BUTTONS = 3


def offered(
    draft_id: int, edited: int | None, query: Query, terms: Terms, test: Backtest
) -> Message:
    """Show what an alert would have brought, with buttons to save it, change it or not."""
    title = f"Alert {edited}, changed" if edited else "A new alert"
    lines = [f"I look for {explain(query)}.", *map(str, query.problems), *query.asides]
    lines += [f"I tell you {say_pace(terms)}.", *_say_test(test)]
    return Message(
        title=f"{title}: “{Text(terms.query).cut(80).plain}”",
        lead=Text("\n".join(lines)),
        cards=_samples(test),
        note="Nothing is saved yet.",
        actions=(
            Action("Save alert", f"alert save {draft_id}", tone="primary"),
            *_better(test, f"alert change {draft_id}"),
            Action("Change", f"alert change {draft_id}"),
            Action("Cancel", f"alert cancel {draft_id}"),
        ),
    )


def tested(name: str, query: Query, test: Backtest, known: Alert | None) -> Message:
    """Show the same of an alert that stands, or of any query."""
    lines = [f"I look for {explain(query)}.", *map(str, query.problems), *_say_test(test)]
    return Message(
        title=f"Alert {known.number}: “{name}”" if known else f"“{name}”",
        lead=Text("\n".join(lines)),
        cards=_samples(test),
        actions=_better(test, f"alert edit {known.number}") if known else (),
    )


def saved(alert: Alert, query: Query, now: datetime, *, is_new: bool, is_changed: bool) -> Message:
    """Confirm that an alert is set, or say that it was already."""
    title = f"Alert {alert.number} is set"
    if not is_new:
        title = f"You have this already: alert {alert.number}"
    if is_changed:
        title = f"Alert {alert.number} is changed"
    terms = alert.terms
    return Message(
        title=title,
        lead=Text(
            f"I look among new papers for {explain(query)}, and send you a direct message "
            f"{say_pace(terms)}{_say_next(terms, now)}. Papers that are there already send nothing."
        ),
        actions=(
            Action("My alerts", "alert list"),
            *_see_it(alert),
            Action("Remove it", f"alert remove {alert.number}"),
        ),
    )


def _see_it(alert: Alert) -> tuple[Action, ...]:
    """Offer the search, and where no button holds it, what it would have brought."""
    search = f"search {alert.query}"
    if len(search) <= SHORTEST_BUTTON:
        return (Action("Search it now", search),)
    return (Action("What it would have brought", f"alert test {alert.number}"),)


def repaced(alert: Alert, terms: Terms, now: datetime) -> Message:
    """Confirm that an alert is told otherwise."""
    return Message(
        lead=Text(
            f"Alert {alert.number} “{alert.query}”: I tell you {say_pace(terms)}"
            f"{_say_next(terms, now)}."
        ),
        actions=(Action("My alerts", "alert list"),),
    )


def how_to_edit(alert: Alert) -> Message:
    """Say how an alert is changed."""
    return _how(f"/papers alert edit {alert.number}", f"Alert {alert.number}", alert.terms)


def how_to_change(draft_id: int, terms: Terms) -> Message:
    """Say how a draft is changed."""
    return _how(f"/papers alert change {draft_id}", "The draft", terms)


def cancelled() -> Message:
    """Say that nothing came of a draft."""
    return Message(lead=Text("Nothing was saved."), actions=(Action("My alerts", "alert list"),))


def no_draft(number: str) -> str:
    """Say that there's nothing behind a button: it was somebody else's, or is long gone."""
    return (
        f"I hold no draft {number or 'without a number'} of yours: that button is somebody else's, "
        "or older than a month. Ask again: /papers alert add …, or search anew."
    )


def draft_ended(text: str, *, is_saved: bool) -> str:
    """Say what a draft was, and what became of it."""
    was = Text(text).cut(120).plain
    if is_saved:
        return f"You saved that already: “{was}”. See it: /papers alert list"
    return f"You cancelled that one: “{was}”. Nothing was changed."


def try_anew(text: str) -> tuple[tuple[str, str], ...]:
    """Return the buttons that try the words of an ended draft once more, where one holds them."""
    command = f"alert add {text}"
    anew = (("Try it again", command),) if len(command) <= SHORTEST_BUTTON else ()
    return (*anew, ("My alerts", "alert list"))


def say_pace(terms: Terms) -> str:
    """Say when somebody is told: "every day at 09:00 Europe/Berlin, at most 5 papers"."""
    when = say_schedule(terms.schedule) if terms.schedule else "at once"
    if not terms.most:
        return when
    papers = "1 paper" if terms.most == 1 else f"{terms.most} papers"
    return f"{when}, at most {papers}" + ("" if terms.schedule else " a day")


def _how(command: str, name: str, terms: Terms) -> Message:
    more = "-benchmark" if "-survey" in terms.query else "-survey"
    lines = [
        f"{name} is “{terms.query}”, told {say_pace(terms)}. Say what it should be:",
        f"{command} {terms.query} {more}",
        f"{command} {more} — only leaves out more",
        f"{command} daily at 9am max 5 — only when you are told",
    ]
    return Message(lead=Text("\n".join(lines)))


def _say_test(test: Backtest) -> Iterator[str]:
    if not test.considered:
        yield "I hold no papers to try it on."
        return
    when = f"the last {test.days} days"
    if test.until:
        when = f"the {test.days} days to {say_day(test.until)}, the newest that I hold"
    if not test.matched:
        yield f"None of {count_papers(test.considered)} of {when} match it."
        return
    rate = _rate(test, test.matched)
    of = f"{test.matched:,} of {count_papers(test.considered)}"
    yield f"It would have sent {rate} over {when}: {of}."
    if test.causes:
        causes = ", ".join(f"{one.said} ({one.count:,})" for one in test.causes)
        yield f"Most come from {causes}."
    for one in test.exclusions:
        yield f"Add -{one.said} and it is {_rate(test, one.count)}."
    if test.is_broad:
        yield f"That is {test.share:.0%} of all papers, more than anybody reads.{_advice(test)}"


def _rate(test: Backtest, count: int) -> str:
    """Say how many that is a week; beside a dozen, tenths of a paper tell nobody anything."""
    a_week = test.a_week(count)
    return f"{a_week:,.0f} a week" if a_week >= 10 else f"{a_week:.1f} a week"


def _advice(test: Backtest) -> str:
    if not test.narrower:
        return " Add a word, or look only in titles: title:…"
    better = ", ".join(f"{one.said} ({_rate(test, one.count)})" for one in test.narrower)
    return f" Better: {better}."


def _better(test: Backtest, command: str) -> tuple[Action, ...]:
    """Offer what would bring less as buttons."""
    offers = [Action(f"Only {one.said}", f"{command} {one.said}") for one in test.narrower]
    offers += [Action(f"Add -{one.said}", f"{command} -{one.said}") for one in test.exclusions]
    return tuple(offers[:_MOST_BUTTONS])


def _samples(test: Backtest) -> tuple[Card, ...]:
    cards = (
        paper_card(entry.paper, number=number, day=entry.day)
        for number, entry in enumerate(test.samples, start=1)
    )
    return tuple(replace(card, body=card.body.cut(140), actions=card.actions[:1]) for card in cards)


def _say_next(terms: Terms, now: datetime) -> str:
    if terms.schedule is None:
        return ""
    return f", {say_next(next_run(terms.schedule, now), terms.schedule.timezone)}"
