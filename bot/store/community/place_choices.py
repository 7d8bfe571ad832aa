"""What channels have chosen about submissions and shared links."""

from sqlalchemy import select

from bot.model import Destination, PlaceChoices
from bot.store.database import Transaction
from bot.store.schema import place_choices
from bot.store.upsert import upsert


def get_choices(tx: Transaction, place: Destination) -> PlaceChoices:
    """Return what a place has chosen, or what holds where nobody chose."""
    statement = select(place_choices).where(place_choices.c.destination == str(place))
    row = tx.execute(statement).mappings().first()
    return PlaceChoices(row["posts_at_once"], row["remembers_shares"]) if row else PlaceChoices()


def put_choices(tx: Transaction, workspace: str, place: Destination, chosen: PlaceChoices) -> None:
    """Store what a place has chosen."""
    row = {
        "workspace": workspace,
        "posts_at_once": chosen.posts_at_once,
        "remembers_shares": chosen.remembers_shares,
    }
    upsert(tx, place_choices, {"destination": str(place)}, row, row)
