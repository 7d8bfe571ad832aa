"""Making what is stored findable before somebody looks for it."""

from bot.app import App
from bot.cli.progress import progress
from bot.store import papers


def catch_up(app: App) -> None:
    """Bring this machine's index up to the store, with a bar where that takes a while."""
    with app.store.read() as tx:
        last = papers.current_revision(tx)
    first = app.search.revision
    if first == last:
        return
    with progress("Indexing") as report:
        app.search.catch_up(lambda revision: report(revision - first, last - first))
    if not first:
        learn(app)


def learn(app: App) -> None:
    """Learn what the papers mean, where there are many that were not learned from."""
    with progress("Learning") as report:
        app.search.learn(report)
