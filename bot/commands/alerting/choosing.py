"""Finding the alert or the draft that a person means."""

from bot.commands.context import Context
from bot.errors import UserError
from bot.model import Alert
from bot.query import parse
from bot.store import drafts
from bot.store.drafts import Draft

MOST_ALERTS = 50


def one_of(known: list[Alert], written: str) -> Alert | None:
    """Return the alert that a number, or its query, names."""
    name = written.strip().lstrip("#").strip()
    by_number = next((alert for alert in known if name == str(alert.number)), None)
    if by_number or not name or name.isdigit():
        return by_number
    return next((alert for alert in known if parse(alert.query) == parse(name)), None)


def chosen(known: list[Alert], written: str) -> list[Alert]:
    """Return the alerts that are meant, `all` of them or one; raises UserError where none is."""
    if not known:
        raise UserError("You have no alerts. Set one: /papers alert add mixture of experts")
    if written.strip().lower() == "all":
        return known
    if alert := one_of(known, written):
        return [alert]
    numbers = ", ".join(str(alert.number) for alert in known)
    raise UserError(
        f"You have no alert “{written}”. Yours: {numbers}. See them: /papers alert list"
    )


def named_draft(context: Context, written: str) -> Draft:
    """Return a draft of the person by its number; raises UserError where there is none."""
    number = written.strip()
    with context.store.read() as tx:
        draft = (
            drafts.get_draft(tx, context.request.person, int(number))
            if number.isascii() and number.isdigit() and len(number) < 10
            else None
        )
    if draft is None:
        raise UserError(
            f"I hold no draft {number or 'without a number'} of yours: it may be saved already, or "
            "was too old. See: /papers alert list"
        )
    return draft
