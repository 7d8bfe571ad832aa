"""Standing orders are read in any order of their parts."""

from datetime import time

import pytest

from bot.calendar import EVERY_DAY, WEEKDAYS
from bot.calendar.digest_order import Order, parse_order
from bot.errors import UserError


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("", Order("")),
        ("at 9am", Order("", time(9))),
        ("at 9 am", Order("", time(9))),
        ("at 9:30pm", Order("", time(21, 30))),
        ("at 12am", Order("", time(0))),
        ("at 12pm", Order("", time(12))),
        ("at noon", Order("", time(12))),
        ("at 0930", Order("", time(9, 30))),
        ("at 17:05 daily", Order("", time(17, 5), EVERY_DAY)),
        ("weekdays", Order("", None, WEEKDAYS)),
        ("mon,wed", Order("", None, frozenset({0, 2}))),
        ("Mondays and Thu", Order("and", None, frozenset({0, 3}))),
        ("europe/berlin", Order("", timezone="Europe/Berlin")),
        ("UTC top 3", Order("", timezone="UTC", top=3)),
        (
            "speech recognition top 5 at 8:15 weekdays Asia/Tokyo",
            Order("speech recognition", time(8, 15), WEEKDAYS, "Asia/Tokyo", 5),
        ),
        ("when ready", Order("", is_when_ready=True)),
        ("lora When Ready, top 3", Order("lora", top=3, is_when_ready=True)),
        ("at 9am when ready", Order("", time(9), is_when_ready=True)),
        ("when models are ready", Order("when models are ready")),
        ("at 9am graph networks", Order("graph networks", time(9))),
        ('"top 5" models', Order('"top 5" models')),
        ("look at this", Order("look at this")),
        ("top tier venues", Order("top tier venues")),
    ],
)
def test_an_order_is_read(typed: str, order: Order) -> None:
    assert parse_order(typed) == order


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("at 25pm", "“at 25pm”"),
        ("at 24:00", "“at 24:00”"),
        ("at 9:60", "“at 9:60”"),
        ("at 13am", "“at 13am”"),
        ("top 0", "1 to 25"),
        ("top 26", "1 to 25"),
        ("top -3", "1 to 25"),
        ("at 9am Europe/Berln", "Did you mean Europe/Berlin?"),
    ],
)
def test_what_makes_no_sense_is_named(typed: str, complaint: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_order(typed)
    assert complaint in str(caught.value)
