"""What one Discord message can hold."""

from adapters.discord.escape import escaped_size
from adapters.discord.markdown import weigh
from bot.message import Limits

# https://discord.com/developers/docs/components/reference
COMPONENTS = 40
TEXT = 4000
CUSTOM_ID = 100
LABEL = 80
ROW = 5
MENU = 25
MENU_LABEL = 100
PLACEHOLDER = 150
MODAL_TITLE, FIELDS, FIELD_LABEL, FIELD_HINT, FIELD_TEXT = 45, 5, 45, 100, 4000

# A layout is laid out the more plainly the more it holds; ten cards with all their buttons in
# menus still need only 40 components. `command` leaves room for what tells equal buttons apart.
LIMITS = Limits(
    title=250,
    text=3600,
    facts=400,
    total=TEXT,
    cards=10,
    buttons=50,
    label=72,
    command=94,
    url=512,
    links_are_buttons=False,
    fields=FIELDS,
    measure=escaped_size,
    weigh=weigh,
)
