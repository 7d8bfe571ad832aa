"""What one Slack message can hold, and how Slack counts."""

from bot.message import Limits

HEADER = 150
"""Characters of a `header` block; a longer heading is shown as bold text."""

BLOCKS = 50
"""Blocks in a message."""

IN_A_ROW = 25
"""Elements of one `actions` block."""

OPTIONS = 5
"""Entries of an `overflow` menu."""

MENU_TEXT, MENU_VALUE = 75, 150
"""Characters of an entry, and of the command behind it."""

BUTTON_VALUE = 2000
BLOCK_ID = 255

MODAL_TITLE, PRIVATE_METADATA = 24, 3000
SELECT_OPTIONS, SELECT_TEXT, SELECT_VALUE = 100, 75, 150


def escape(words: str) -> str:
    """Make words literal where Slack reads markup, as it does in a message's `text`.

    Only these three can and must be escaped: https://docs.slack.dev/messaging/formatting-message-text
    """
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def measure(words: str) -> int:
    """Count as Slack may at worst: escaped, an emoji as the two units of JavaScript."""
    return len(escape(words).encode("utf-16-le", "surrogatepass")) // 2


# A message of 10 cards is at most 46 blocks: 4 a card, a heading, an opening, a closing line
# and up to 3 more rows of buttons. `total` is half of the undocumented bound of about 13,200
# characters (error msg_blocks_too_long): labels, commands, links and, as some have measured,
# the blocks themselves count as well. The fallback text is held to 4,000 by the renderer.
LIMITS = Limits(
    title=300,
    text=2800,
    facts=300,
    total=6600,
    cards=10,
    buttons=50,
    label=75,
    command=BUTTON_VALUE,
    url=3000,
    links_are_buttons=False,
    beside=2,
    menu=OPTIONS,
    fields=20,
    measure=measure,
)
