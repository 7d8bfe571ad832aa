"""Commands by which people put papers on their group's list, and take them off."""

from datetime import timedelta

from bot.commands.community.link_submissions import (
    link_of,
    note_of,
    read_submission,
    remove_link,
    submit_link,
)
from bot.commands.community.vote_verbs import root_of
from bot.commands.context import Context
from bot.commands.paper_lists import split_page, stored, wanted_paper
from bot.compose import submission_messages
from bot.errors import UserError
from bot.message import Message
from bot.model import Paper, PlaceChoices, Submission
from bot.store import Transaction, audits, papers, subscriptions
from bot.store.community import place_choices, submissions, titled_links
from bot.store.community.submissions import LISTED, REMOVED, WAITING

LATELY = timedelta(days=7)
"""How far back the group's list reaches when it is shown."""


def submit(context: Context, argument: str) -> Message:
    """Put a paper on the group's list, with a note; without one, show the list."""
    said, page = split_page(f" {argument}")
    if not said.strip():
        return _show_list(context, page)
    wanted, title = read_submission(argument)
    note = note_of(wanted)
    if (link := link_of(wanted.paper)) and stored(context, link) is None:
        return submit_link(context, wanted, title, note)
    paper = wanted_paper(context, wanted.paper)
    with context.store.write() as tx:
        made = _made(context, tx, paper, note)
        known = submissions.add_submission(tx, made)
        if known is None:
            next_at = _next_digest(context, tx)
            return submission_messages.submitted(paper, made, next_at)
    if known.state == REMOVED:
        raise UserError("An admin took that paper off your group's list, so it stays off.")
    if known.person == context.request.person:
        return submission_messages.own_again(paper, known)
    return submission_messages.known_before(paper, known)


def withdraw(context: Context, argument: str) -> Message:
    """Take back what one submitted."""
    if said := remove_link(context, argument, by_admin=False):
        return said
    paper, known = _submitted(context, argument)
    if known.person != context.request.person:
        raise UserError(
            f"Somebody else submitted {paper.id}. An admin can take it off: "
            f"/papers unsubmit {paper.id}"
        )
    _remove(context, known, "withdraw")
    return submission_messages.removed(paper, is_own=True)


def unsubmit(context: Context, argument: str) -> Message:
    """Take a paper off the group's list, whoever put it there; for those who may."""
    if said := remove_link(context, argument, by_admin=True):
        return said
    paper, known = _submitted(context, argument)
    _remove(context, known, "unsubmit")
    return submission_messages.removed(paper, is_own=known.person == context.request.person)


def submissions_choice(context: Context, argument: str) -> Message:
    """Choose how what is submitted in a place is posted there: at once, or with its digest."""
    said = " ".join(argument.lower().split())
    if said not in ("at once", "with the digest"):
        raise UserError(
            f"I couldn't read “{argument[:40]}”. Say: /papers submissions at once, "
            "or: /papers submissions with the digest"
        )
    request = context.request
    with context.store.write() as tx:
        known = place_choices.get_choices(tx, request.destination)
        chosen = PlaceChoices(said == "at once", known.remembers_shares)
        place_choices.put_choices(tx, request.workspace, request.destination, chosen)
        audits.record_audit(
            tx, context.now, request.workspace, request.person, request.destination,
            "submissions", said,
        )  # fmt: skip
    return submission_messages.chosen(is_at_once=said == "at once")


def _made(context: Context, tx: Transaction, paper: Paper, note: str) -> Submission:
    request = context.request
    return Submission(
        workspace=request.workspace,
        paper_id=root_of(tx, paper),
        person=request.person,
        destination=request.destination,
        at=context.now,
        name=request.name,
        note=note,
        state=WAITING if _is_posted_at_once(context, tx) else LISTED,
    )


def _is_posted_at_once(context: Context, tx: Transaction) -> bool:
    """Tell whether a submission gets a message of its own: where no digest could hold it, too."""
    place = context.request.destination
    if place == context.request.person:
        return False
    chosen = place_choices.get_choices(tx, place).posts_at_once
    return not subscriptions.get_subscriptions(tx, place) if chosen is None else chosen


def _next_digest(context: Context, tx: Transaction) -> str:
    known = subscriptions.get_subscriptions(tx, context.request.destination)
    running = [one.next_run_at for one in known if not one.paused_reason]
    return submission_messages.say_when(min(running), context.zone) if running else ""


def _show_list(context: Context, page: int) -> Message:
    request = context.request
    with context.store.read() as tx:
        made = submissions.submissions_since(
            tx, request.workspace, context.now - LATELY, request.destination
        )
        links = titled_links.links_since(
            tx, request.workspace, context.now - LATELY, request.destination
        )
        found = papers.get_papers(tx, [one.paper_id for one in made])
    entries = [(found[one.paper_id], one) for one in made if one.paper_id in found]
    return submission_messages.group_list(entries, links, page)


def _submitted(context: Context, written: str) -> tuple[Paper, Submission]:
    paper = wanted_paper(context, written)
    with context.store.read() as tx:
        known = submissions.get_submission(tx, context.request.workspace, root_of(tx, paper))
    if known is None or known.state == REMOVED:
        raise UserError(f"{paper.id} isn't on your group's list.")
    return paper, known


def _remove(context: Context, known: Submission, action: str) -> None:
    request = context.request
    with context.store.write() as tx:
        if action == "withdraw":
            submissions.drop_submission(tx, request.workspace, known.paper_id)
        else:
            submissions.set_state(tx, request.workspace, known.paper_id, REMOVED)
        audits.record_audit(
            tx, context.now, request.workspace, request.person, request.destination,
            action, known.paper_id,
        )  # fmt: skip
