"""Commands that ask for what another command needs: each is answered with a form."""

from collections.abc import Callable

from bot.commands.alerts.alert_choice import none_named, one_of
from bot.commands.context import Context
from bot.compose import form_messages
from bot.compose.form_messages import asked_in_words
from bot.errors import UserError
from bot.message import Form, Reply
from bot.model.identity import paper_id
from bot.store import alerts


def form(context: Context, argument: str) -> Reply:
    """Ask for a search, a digest, an alert (or what one is to become), or a note."""
    name, _, rest = argument.strip().partition(" ")
    make = _FORMS.get(name.lower())
    if make is None:
        raise UserError(f"There's no form for “{name[:40]}”. Try one of: {', '.join(_FORMS)}.")
    asked, example = make(context, rest.strip())
    return Reply(asked_in_words(asked, example), form=asked)


def _search(_context: Context, _rest: str) -> tuple[Form, str]:
    return form_messages.search_form(), "search mixture of experts has:code"


def _digest(context: Context, _rest: str) -> tuple[Form, str]:
    example = f"subscribe robotics at 9am weekdays top 5 {context.zone}"
    return form_messages.digest_form(context.zone), example


def _alert(context: Context, rest: str) -> tuple[Form, str]:
    if not rest:
        return form_messages.alert_form(), "alert add mixture of experts daily at 9am"
    with context.store.read() as tx:
        known = alerts.get_alerts(tx, context.request.person)
    if (alert := one_of(known, rest)) is None:
        raise UserError(none_named(known, rest))
    return form_messages.edit_alert_form(alert), f"alert edit {alert.number} daily at 9am max 5"


def _saved(_context: Context, _rest: str) -> tuple[Form, str]:
    return form_messages.saved_form(), "saved unread lora #rlhf"


def _note(_context: Context, rest: str) -> tuple[Form, str]:
    known = paper_id(rest)
    if known is None:
        raise UserError("Which paper is the note for? Try: /papers form note 2405.12345")
    return form_messages.note_form(known), f"save {known} worth a second look #reading"


_FORMS: dict[str, Callable[[Context, str], tuple[Form, str]]] = {
    "search": _search,
    "digest": _digest,
    "alert": _alert,
    "note": _note,
    "saved": _saved,
}
