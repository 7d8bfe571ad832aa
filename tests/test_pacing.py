"""An alert as people type it: what is query and what is pace."""

from datetime import time

import pytest

from bot.calendar import EVERY_DAY, WEEKDAYS
from bot.calendar.alert_order import Pace, parse_alert
from bot.errors import UserError

NINE = time(9)

TYPED = [
    ("lora -survey", "lora -survey", Pace()),
    ("lora at once", "lora", Pace(is_said=True)),
    ("lora daily", "lora", Pace(EVERY_DAY, is_said=True)),
    ("lora daily at 9am max 5", "lora", Pace(EVERY_DAY, NINE, most=5, is_said=True)),
    ("lora at 9 am Europe/Berlin", "lora", Pace(at=NINE, timezone="Europe/Berlin", is_said=True)),
    ("lora weekdays at 17:30", "lora", Pace(WEEKDAYS, time(17, 30), is_said=True)),
    ("lora weekly", "lora", Pace(frozenset({0}), is_said=True)),
    ("lora every fri at noonish", "lora every fri at noonish", Pace()),
    ("lora on fri at 9am", "lora", Pace(frozenset({4}), NINE, is_said=True)),
    ("lora max 5", "lora", Pace(most=5)),
    ("daily activity  recognition", "daily activity  recognition", Pace()),
    ("look at 99 problems", "look at 99 problems", Pace()),
    ('"at once"', '"at once"', Pace()),
    ("monday effect", "monday effect", Pace()),
    ("visits to Europe/Berlin", "visits to Europe/Berlin", Pace()),
    ("max pooling", "max pooling", Pace()),
    ("daily at 9am", "", Pace(EVERY_DAY, NINE, is_said=True)),
    ("", "", Pace()),
]


@pytest.mark.parametrize(("text", "query", "pace"), TYPED)
def test_an_alert_is_read_as(text: str, query: str, pace: Pace) -> None:
    assert parse_alert(text) == (query, pace)


@pytest.mark.parametrize(
    ("text", "said"),
    [("lora daily at 25:00", "no time of day"), ("lora max 99", "1 to 50 papers")],
)
def test_a_pace_that_cannot_be_is_said(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        parse_alert(text)
