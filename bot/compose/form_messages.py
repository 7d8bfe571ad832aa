"""Forms that people fill in instead of typing a command."""

from bot.message import Action, Choice, Field, Form, Message, Text
from bot.model import Alert

_PACES = (
    Choice("At once", "at once"),
    Choice("Every day at 9:00", "daily at 9:00"),
    Choice("On weekdays at 9:00", "weekdays at 9:00"),
    Choice("Every Monday at 9:00", "weekly at 9:00"),
)
_SORTS = (
    Choice("Best first", "sort:relevance"),
    Choice("Newest first", "sort:date"),
    Choice("Most upvotes first", "sort:upvotes"),
)

_BELOW = (Choice("Nothing", "without abstracts"), Choice("The abstracts", "with abstracts"))


def search_form() -> Form:
    """Ask what to search for."""
    fields = (
        Field("query", "What are you looking for?", "query", is_required=True,
              hint='Words, "a phrase", author:name, -without, or a link to a paper.'),
        Field("code", "Only papers with code", "toggle", choices=(Choice("", "has:code"),)),
        Field("year", "Published since the year", "number"),
        Field("sort", "Sort", "choice", "sort:relevance", _SORTS),
        Field("category", "Category", "text", hint="One of arXiv's, such as cs.CL or cs.*."),
    )  # fmt: skip
    command = "search {query} [{code}] [since:{year}] [cat:{category}] [{sort}]"
    return Form("Search papers", fields, command)


def saved_form() -> Form:
    """Ask what to look for among what a person keeps."""
    fields = (
        Field("query", "What are you looking for in your library?", "query", is_required=True,
              hint="Words, #tags, or “unread”."),
    )  # fmt: skip
    return Form("Search saved papers", fields, "saved {query}")


def digest_form(zone: str) -> Form:
    """Ask for a digest: where, on what, and when."""
    fields = (
        Field("topic", "Topic", "query", hint="Leave it empty for all papers."),
        Field("place", "Channel", "place"),
        Field("time", "Time", "time", "09:00"),
        Field("days", "Days", "days", "mon,tue,wed,thu,fri"),
        Field("zone", "Time zone", "zone", zone, hint="Such as Europe/Berlin."),
        Field("top", "How many papers", "number", "5", hint="1 to 25."),
        Field("ready", "As soon as the list is complete, whatever the time", "toggle",
              choices=(Choice("", "when ready"),)),
        Field("below", "In its thread", "choice", "without abstracts", _BELOW),
    )  # fmt: skip
    command = "subscribe [{topic}] [{ready}] [at {time}] [{days}] [top {top}] [{zone}] [{below}]"
    return Form("A digest", fields, command)


def alert_form() -> Form:
    """Ask for an alert: on what, how often, and how many at most."""
    return Form(
        "A new alert", _alert_fields("", "at once", ""), "alert add {query} {pace} [max {max}]"
    )


def edit_alert_form(alert: Alert) -> Form:
    """Ask for what an alert is to become."""
    most = str(alert.terms.most or "")
    fields = _alert_fields(alert.query, "", most)
    command = f"alert edit {alert.number} {{query}} [{{pace}}] [max {{max}}]"
    return Form(f"Alert {alert.number}", fields, command)


def note_form(paper_id: str) -> Form:
    """Ask for a note on a paper that is kept."""
    fields = (
        Field("note", "Your note", "long", is_required=True, hint="Add #tags to find it again."),
    )
    return Form("A note", fields, f"save {paper_id} {{note}}")


def asked_in_words(form: Form, example: str) -> Message:
    """Say what a form asks for where no form can be shown."""
    labels = "\n".join(f"• {field.label}" for field in form.fields)
    lead = f"Type it in one line, such as: /papers {example}\nYou can say:\n{labels}"
    return Message(title=form.title, lead=Text(lead))


def form_button(label: str, form: Form, command: str) -> Action:
    """Offer to fill in a form."""
    return Action(label, command, form=form)


def _alert_fields(query: str, pace: str, most: str) -> tuple[Field, ...]:
    return (
        Field("query", "Tell me of papers on", "query", query, is_required=True,
              hint='Words, "a phrase", author:name, cat:cs.CL, -without.'),
        Field("pace", "How often", "choice", pace, _PACES),
        Field("max", "At most so many papers at a time", "number", most),
    )  # fmt: skip
