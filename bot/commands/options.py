"""The grammar's second table: what each verb may be told, for platforms that ask by name."""

from bot.commands.community.community_options import COMMUNITY_OPTIONS
from bot.message import Option, OptionChoice, Verb
from bot.message.options import Completed
from bot.search.sort import ORDERS

_ALL = "all"
_QUERY = Option(
    "query", "Words, “phrases”, author:name, -without", completed="query", is_required=True
)
_PAPER = Option("paper", "Its id, a link, or its title", completed="paper", is_required=True)
_ALERT = Option("alert", "Which of your alerts", completed="alert", is_required=True)
_PLACE = Option("channel", "Where, if not here", "place")
_ZONE = Option("zone", "The time zone, such as Europe/Berlin", completed="zone")
_AT = Option("time", "The time of day, such as 9am or 17:30", written="at {}", completed="time")
_MOST = Option("most", "How many papers at most each time", "number", "max {}", most=50)
_PRIVATE = Option("private", "Whether only you see the answer (yes, unless you say no)", "audience")
_PACES = (
    OptionChoice("As soon as there is one", "at once"),
    OptionChoice("Once a day", "daily"),
    OptionChoice("On weekdays", "weekdays"),
    OptionChoice("Once a week, on Mondays", "weekly"),
    OptionChoice("Once a week, on Fridays", "on fri"),
)
_DAYS = (
    OptionChoice("Monday to Friday", "weekdays"),
    OptionChoice("Every day", "daily"),
    OptionChoice("Saturday and Sunday", "weekends"),
    *(OptionChoice(day, day[:3].lower()) for day in ("Mondays", "Tuesdays", "Wednesdays")),
    *(OptionChoice(day, day[:3].lower()) for day in ("Thursdays", "Fridays")),
    OptionChoice("Mondays and Thursdays", "mon,thu"),
    OptionChoice("Mondays, Wednesdays and Fridays", "mon,wed,fri"),
)
_ORDER_NAMES = {"relevance": "Best first", "date": "Newest first", "upvotes": "Most upvotes first"}
_SEARCH = (
    _QUERY,
    Option(
        "sort",
        "Which papers come first",
        written="sort:{}",
        choices=tuple(OptionChoice(_ORDER_NAMES.get(one, one), one) for one in ORDERS),
    ),
    Option(
        "since",
        "How new they must be",
        written="since:{}",
        choices=(
            OptionChoice("The last 7 days", "7d"),
            OptionChoice("The last 30 days", "30d"),
            OptionChoice("The last half year", "180d"),
            OptionChoice("The last year", "365d"),
        ),
    ),
    Option(
        "has",
        "What they must come with",
        written="has:{}",
        choices=(
            OptionChoice("Code", "code"),
            OptionChoice("A project page", "project"),
            OptionChoice("A summary", "summary"),
        ),
    ),
    _PRIVATE,
)

_SPANS = (
    OptionChoice("A day", "day"),
    OptionChoice("A week", "week"),
    OptionChoice("A month", "month"),
    OptionChoice("A year", "year"),
    OptionChoice("All time", "all"),
)

OPTIONS: dict[str, tuple[Option, ...]] = {
    "search": _SEARCH,
    "explain": (_QUERY,),
    "today": (_PRIVATE,),
    "yesterday": (_PRIVATE,),
    "day": (
        Option("date", "Such as 2024-05-27", completed="day", is_required=True),
        _PRIVATE,
    ),
    "week": (Option("week", "Such as 2024-W22; the last seven days if left out"), _PRIVATE),
    "month": (Option("month", "Such as 2024-05; the last thirty days if left out"), _PRIVATE),
    "paper": (_PAPER, _PRIVATE),
    "similar": (_PAPER, _PRIVATE),
    "why": (_PAPER,),
    "less": (_PAPER,),
    "subscribe": (
        Option("topic", "Only papers on this; all if left out", completed="query"),
        _AT,
        Option("when_ready", "Post it once the day's list is complete", "flag", "when ready"),
        Option("abstracts", "Put the abstracts in its thread", "flag", "with abstracts"),
        Option("days", "On which days", choices=_DAYS),
        Option("how_many", "How many papers it holds", "number", "top {}", most=25),
        Option("separate", "One post a paper", "flag", "one post a paper"),
        _ZONE,
        _PLACE,
    ),
    "unsubscribe": (Option("topic", "Which digest to stop", completed="topic"), _PLACE),
    "subscriptions": (_PLACE,),
    "alert add": (_QUERY, Option("when", "When to tell you", choices=_PACES), _AT, _ZONE, _MOST),
    "follow": (
        Option(
            "whom",
            "An author, “org DeepMind”, “cat cs.CL”, or a paper's id",
            completed="whom",
            is_required=True,
        ),
    ),
    "alert test": (
        Option("what", "One of your alerts, or any query", completed="alert", is_required=True),
    ),
    "alert edit": (
        _ALERT,
        Option("change", "What changes: -survey, daily at 9am, max 5", is_required=True),
    ),
    "alert remove": (_ALERT,),
    "alert pause": (_ALERT,),
    "alert resume": (_ALERT,),
    "alert snooze": (
        Option("alert", "One of your alerts; all if left out", completed="alert"),
        Option(
            "span",
            "For how long",
            is_required=True,
            choices=(
                OptionChoice("8 hours", "8h"),
                OptionChoice("A day", "1d"),
                OptionChoice("3 days", "3d"),
                OptionChoice("A week", "7d"),
                OptionChoice("A month", "30d"),
                OptionChoice("No longer: tell me again", "off"),
            ),
        ),
    ),
    "alert quiet": (Option("hours", "Such as 22:00-7:00, or off", is_required=True),),
    "alert cap": (Option("number", "How many a day, or off", is_required=True),),
    "trending": (
        Option("over", "Over how long", choices=_SPANS[:3]),
        Option("topic", "Only papers on this", completed="query"),
        _PRIVATE,
    ),
    "top": (
        Option("over", "Over how long", choices=_SPANS[1:]),
        Option("topic", "Only papers on this", completed="query"),
        _PRIVATE,
    ),
    "help": (Option("command", "About which command", completed="verb"),),
    **COMMUNITY_OPTIONS,
}
"""By the verb's name; what stands in no row takes its argument as it is."""

_COMPLETED: dict[str, Completed] = {
    "query": "query",
    "id": "paper",
    "paper": "paper",
    "whom": "whom",
    "topic": "topic",
}


def with_options(verb: Verb) -> tuple[Option, ...]:
    """Return what a verb may be told, as it is asked for by name."""
    if verb.name in OPTIONS:
        return OPTIONS[verb.name]
    if not verb.argument:
        return ()
    example = verb.example.removeprefix(f"{verb.name} ")
    hint = f"For example: {example}" if example else verb.argument
    completed = _COMPLETED.get(verb.argument, "") if verb.is_completed else ""
    option = Option(verb.argument, hint, completed=completed, is_required=verb.is_required)
    return (option,)
