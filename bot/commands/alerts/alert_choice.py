"""Finding the alert or the draft that a person means."""

from bot.commands.context import Context
from bot.compose import trial_messages
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
    named = parse(name)
    return next((alert for alert in known if parse(alert.query) == named), None)


def named_first(known: list[Alert], written: str) -> tuple[Alert | None, str]:
    """Return the alert that a text names first, by number or by query, and what follows it."""
    first, _, rest = written.strip().removeprefix("#").strip().partition(" ")
    alert = one_of(known, first)
    if alert or first.isdigit():
        return alert, rest.strip()
    by_query = {parse(alert.query): alert for alert in known}
    words = written.split(" ")
    # A query may be written at more length than it is kept, but not at any.
    longest = max((2 * len(alert.query.split()) + 4 for alert in known), default=0)
    for stop in range(min(len(words), longest), 0, -1):
        if alert := by_query.get(parse(" ".join(words[:stop]))):
            return alert, " ".join(words[stop:]).strip()
    return None, written


def chosen(known: list[Alert], written: str) -> list[Alert]:
    """Return the alerts that are meant, `all` of them or one; raises UserError where none is."""
    if not known:
        raise UserError(none_named(known, written))
    if written.strip().lower() == "all":
        return known
    if alert := one_of(known, written):
        return [alert]
    raise UserError(none_named(known, written))


def none_named(known: list[Alert], written: str) -> str:
    """Say that a person has no alert of that name, and which there are."""
    if not known:
        return "You have no alerts. Set one: /papers alert add mixture of experts"
    numbers = ", ".join(str(alert.number) for alert in known)
    return f"You have no alert “{written}”. Yours: {numbers}. See them: /papers alert list"


def named_draft(context: Context, written: str) -> Draft:
    """Return a draft of the person by its number; raises UserError where it's gone or theirs not.

    The error says what the draft was, so that who presses an old button can go on from there.
    """
    number = written.strip()
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    with context.store.read() as tx:
        draft = drafts.get_draft(tx, context.request.person, int(number)) if is_number else None
    if draft is None:
        raise UserError(trial_messages.no_draft(number))
    if draft.ended:
        raise UserError(
            trial_messages.draft_ended(draft.text, is_saved=draft.ended == "saved"),
            corrections=trial_messages.try_anew(draft.text),
        )
    return draft
