"""What the group's verbs may be told, for platforms that ask for each thing by its name."""

from bot.message import Option, OptionChoice

PAPER = Option("paper", "Its id, a link, or its title", completed="paper", is_required=True)

_TOPIC = Option("topic", "Only papers on this; all if left out", completed="query")
_SPAN = Option(
    "span",
    "Over how long",
    choices=(
        OptionChoice("Today", "day"),
        OptionChoice("This week", "week"),
        OptionChoice("This month", "month"),
    ),
)

COMMUNITY_OPTIONS: dict[str, tuple[Option, ...]] = {
    "vote": (PAPER,),
    "save": (
        PAPER,
        Option("note", "What you want to remember, with #tags"),
    ),
    "saved": (
        Option(
            "whose",
            "Your library, or what people here saved",
            choices=(OptionChoice("Mine", ""), OptionChoice("The group's", "here")),
        ),
        Option(
            "state",
            "Read or unread",
            choices=(OptionChoice("Unread", "unread"), OptionChoice("Read", "read")),
        ),
        Option("query", "Words, #tags, author:name, -without", completed="query"),
    ),
    "for you": (
        Option(
            "when",
            "Have it sent to you by itself, or not",
            choices=(
                OptionChoice("Every day at 9", "daily"),
                OptionChoice("On Mondays at 9", "weekly"),
                OptionChoice("On Fridays at 9", "weekly on fri"),
                OptionChoice("No longer", "stop"),
                OptionChoice("Forget what I like", "forget"),
            ),
        ),
    ),
    "submit": (
        Option("paper", "Its id, a link, or its title", completed="paper"),
        Option("note", "Why it is worth a look"),
    ),
    "shared": (Option("query", "Words, author:name, -without", completed="query"),),
    "trending": (_SPAN, _TOPIC),
    "top": (
        Option(
            "span",
            "Of how long",
            choices=(
                OptionChoice("The week", "week"),
                OptionChoice("The month", "month"),
                OptionChoice("The year", "year"),
                OptionChoice("All time", "all"),
            ),
        ),
        _TOPIC,
    ),
    "cite": (PAPER,),
}
"""By the verb's name, as in `bot.commands.options`."""
