"""What is said about people's own pages."""

from bot.message import Message, Text

NO_PAGES = "There are no pages here yet: whoever runs this bot has to set PUBLIC_URL first."


def own_page(page: str, feed: str, *, is_new: bool) -> Message:
    """Give somebody the addresses that are theirs alone."""
    said = "The old address has stopped working. " if is_new else ""
    return Message(
        title="Your page",
        lead=Text(
            f"{said}Here you can see and change your alerts, saved papers and mail, without a "
            f"password:\n{page}\nAnd your alerts as a feed:\n{feed}"
        ),
        note="Whoever has these addresses can do the same, so keep them to yourself. To get new "
        "ones, say: /papers link new",
    )
