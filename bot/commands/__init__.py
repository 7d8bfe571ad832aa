"""The desk: a text becomes a reply, the same on every platform."""

from dataclasses import replace
from datetime import datetime

from bot.commands import (
    dated_lists,
    form_verbs,
    gesture_verbs,
    paper_lists,
    privacy,
    search_verbs,
    subscription_verbs,
    topic_trend_verbs,
    whys,
)
from bot.commands.alerts import alert_drafts, alert_list, quiet_hours
from bot.commands.community import (
    citation_verbs,
    interest_verbs,
    library_verbs,
    share_verbs,
    submission_verbs,
    trend_verbs,
    vote_verbs,
)
from bot.commands.community.standing_marks import turned_by, with_group
from bot.commands.completions import complete, remember
from bot.commands.context import Context
from bot.commands.dated_lists import day_meant
from bot.commands.free_words import read_said, with_search
from bot.commands.gesture_verbs import best_paper
from bot.commands.grammar import SHELL_ONLY, VERBS, Command, begun, named, read
from bot.commands.last_list import in_full, remember_list
from bot.commands.options import with_options
from bot.commands.personal import mail_verbs, page_verbs
from bot.commands.shared_answer import Handler, continues, seen_by_all, share, with_share_button
from bot.compose import help_groups, help_messages
from bot.compose.alert_messages import with_unreachable
from bot.errors import UserError
from bot.message import Audience, Message, Reply, Request, Verb
from bot.search import Search
from bot.store import Store, people

__all__ = [
    "SHELL_ONLY",
    "VERBS",
    "Command",
    "answer",
    "begun",
    "complete",
    "day_meant",
    "in_full",
    "listed_verbs",
    "read",
    "read_or_none",
    "read_said",
    "remember",
]


def answer(
    store: Store, search: Search, request: Request, now: datetime, timezone: str, site: str = ""
) -> Reply:
    """Answer a command; `timezone` serves people whose platform tells none, `site` has the pages.

    What a person got wrong comes back as words; only faults of ours raise.
    """
    typed = request.text
    try:
        request = in_full(store, request)
        context = Context(store, search, now, request, timezone, site)
        command = read_said(request.text)
        said = _HANDLERS[command.verb.name](context, command.argument)
        reply = said if isinstance(said, Reply) else Reply(said, replaces=continues(command))
        if reply.turned is None:
            turned = turned_by(context, command.verb.name, command.argument)
            reply = replace(reply, turned=turned)
        message = with_share_button(context, command, reply.message)
        reply = replace(reply, message=_with_marks(context, message, reply.audience))
        remember_list(store, request, reply.message, now)
    except UserError as error:
        trouble = help_messages.trouble(with_search(error, typed))
        reply = Reply(trouble, is_error=True, field=error.field)
    return replace(reply, message=reply.message.with_commands(request.prefix))


def _with_marks(context: Context, message: Message, audience: Audience) -> Message:
    """Tell what the group makes of papers, and to the person alone what concerns nobody else."""
    if audience == "place":
        return with_group(seen_by_all(context), message)
    return _with_news(context, with_group(context, message))


def _with_news(context: Context, message: Message) -> Message:
    """Tell somebody, once, that they could not be told of papers."""
    person = context.request.person
    with context.store.read() as tx:
        known = people.get_person(tx, person)
    if known is None or known.is_told or not known.unreachable:
        return message
    with context.store.write() as tx:
        people.note_told(tx, person)
    return with_unreachable(message, known)


def listed_verbs() -> tuple[Verb, ...]:
    """Return the verbs that people are shown, with their options; the others stand on buttons."""
    return tuple(replace(verb, options=with_options(verb)) for verb in VERBS if verb.is_listed)


def read_or_none(text: str) -> Command | None:
    """Read a command; None where `answer` would say what is wrong with it."""
    try:
        return read_said(text)
    except UserError:
        return None


def _help(context: Context, argument: str) -> Message:
    if not argument.strip():
        return help_groups.first_screen()
    if group := help_groups.group_named(argument):
        return help_groups.group_page(group, {verb.name: verb for verb in listed_verbs()})
    verb = named(argument)
    if verb.name != "search":
        return help_groups.help_on(verb)
    return help_groups.operators(verb, best_paper(context))


def _share(context: Context, argument: str) -> Reply:
    return share(context, argument, _HANDLERS)


_HANDLERS: dict[str, Handler] = {
    "search": search_verbs.search,
    "explain": search_verbs.explain,
    "again": search_verbs.again,
    "today": dated_lists.today,
    "yesterday": dated_lists.yesterday,
    "day": dated_lists.day,
    "week": dated_lists.week,
    "month": dated_lists.month,
    "paper": paper_lists.paper,
    "similar": search_verbs.similar,
    "subscribe": subscription_verbs.subscribe,
    "unsubscribe": subscription_verbs.unsubscribe,
    "subscriptions": subscription_verbs.subscription_list,
    "alert add": alert_drafts.add,
    "follow": alert_drafts.follow,
    "alert list": alert_list.list_all,
    "alert test": alert_drafts.test,
    "alert edit": alert_drafts.edit,
    "alert remove": alert_list.remove,
    "alert pause": alert_list.pause,
    "alert resume": alert_list.resume,
    "alert snooze": alert_list.snooze,
    "alert quiet": quiet_hours.quiet,
    "alert cap": quiet_hours.cap,
    "alert settings": quiet_hours.settings,
    "alert missed": alert_list.missed,
    "alert count": alert_list.count,
    "alert draft": alert_drafts.draft,
    "alert save": alert_drafts.save,
    "alert change": alert_drafts.change,
    "alert cancel": alert_drafts.cancel,
    "why": whys.why,
    "less": whys.less,
    "vote": vote_verbs.vote,
    "unvote": vote_verbs.unvote,
    "save": vote_verbs.save,
    "unsave": vote_verbs.unsave,
    "saved": library_verbs.saved,
    "read": library_verbs.read,
    "unread": library_verbs.unread,
    "for you": interest_verbs.for_you,
    "interested": interest_verbs.interested,
    "not interested": interest_verbs.not_interested,
    "more like": interest_verbs.more_like,
    "less like": interest_verbs.less_like,
    "submit": submission_verbs.submit,
    "withdraw": submission_verbs.withdraw,
    "unsubmit": submission_verbs.unsubmit,
    "submissions": submission_verbs.submissions_choice,
    "shared": share_verbs.shared,
    "sharing": share_verbs.sharing,
    "trending": trend_verbs.trending,
    "top": trend_verbs.top,
    "cite": citation_verbs.cite,
    "react": vote_verbs.react,
    "unreact": vote_verbs.unreact,
    "trends": topic_trend_verbs.trends,
    "email": mail_verbs.email,
    "link": page_verbs.link,
    "privacy export": privacy.export,
    "privacy delete": privacy.delete,
    "home": gesture_verbs.home,
    "card": gesture_verbs.card,
    "in": gesture_verbs.in_text,
    "form": form_verbs.form,
    "share": _share,
    "welcome": gesture_verbs.welcome,
    "help": _help,
}
