"""What one Discord message can hold."""

from adapters.discord.escape import escaped_size
from bot.message import Limits

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
CONTENT = 2000
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FOOTER = 2048
EMBEDS = 10
EMBEDS_TOTAL = 6000
CUSTOM_ID = 100
ROW = 5
ROWS = 5

# A lead and a card's facts and body must share one description (1900 + 180 + 1900 and
# their line breaks); `total` leaves 1200 characters for links and bold signs; `label` and
# `command` leave room for a card's number and for what tells equal buttons apart.
LIMITS = Limits(
    title=EMBED_TITLE - 6,
    text=1900,
    facts=180,
    total=4800,
    cards=EMBEDS,
    buttons=ROW * ROWS,
    label=72,
    command=95,
    url=512,
    links_are_buttons=False,
    measure=escaped_size,
)
