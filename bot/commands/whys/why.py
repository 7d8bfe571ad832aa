"""`why` and `less`: why a paper was sent or not, and how to have fewer like it."""

from bot.alerts.backtest import less_like
from bot.commands.alerts.alert_trial import matches_lately
from bot.commands.context import Context
from bot.commands.paper_lists import wanted_paper
from bot.commands.whys.why_person import say_for_person
from bot.commands.whys.why_place import say_in_place
from bot.compose import why_messages
from bot.message import Message
from bot.model import Alert, Paper
from bot.query import matches, parse, view
from bot.store import Transaction, alert_matches, alerts, papers

MOST_SAID = 10


def why(context: Context, argument: str) -> Message:
    """Say what became of a paper: for the person who asks, and in the place where they ask."""
    paper = wanted_paper(context, argument)
    with context.store.read() as tx:
        (root,) = papers.roots_of(tx, [paper.id]).values()
        news = papers.news_of(tx, root)
        twin = [why_messages.say_twin(root)] if root != paper.id else []
        for_you = [*twin, *say_for_person(context, tx, news)] if news else twin
        here = []
        if news and context.request.destination != context.request.person:
            here = say_in_place(context, tx, news)
    return why_messages.why(paper, for_you[:MOST_SAID], here[:MOST_SAID])


def less(context: Context, argument: str) -> Message:
    """Suggest words to leave out, so that fewer papers like one come."""
    paper = wanted_paper(context, argument)
    with context.store.read() as tx:
        asking = _asking(context, tx, paper)
    if not asking:
        return why_messages.less_of_nothing(paper)
    offers = []
    for alert in asking[:2]:
        query = parse(alert.query)
        found = matches_lately(context, query)
        offers += [(alert, cause) for cause in less_like(query, found.papers, paper, found.of)]
    return why_messages.less(paper, asking, offers)


def _asking(context: Context, tx: Transaction, paper: Paper) -> list[Alert]:
    """Return the alerts that brought a paper, or would."""
    known = alerts.get_alerts(tx, context.request.person)
    match = alert_matches.get_match(tx, context.request.person, paper.id)
    numbers = {reason.number for reason in match.reasons} if match else set()
    held, today, likeness = view(paper), context.now.date(), context.search.likeness
    return [
        alert
        for alert in known
        if alert.number in numbers or matches(parse(alert.query), held, today, likeness)
    ]
