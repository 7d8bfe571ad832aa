"""How topics move: counted by week, said in words, drawn as a picture."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.web.trend_picture import draw_trends
from bot.jobs.topic_trends import USUAL, split_topics
from bot.store import Store
from tests.conftest import make_paper
from tests.newsroom import TODAY
from tests.talk import Talk
from tests.web.room import ReadingRoom

Browser = Any


def fill(room: ReadingRoom) -> None:
    for back, name in ((7, "Zebra one"), (8, "Zebra two"), (45, "Zebra three"), (400, "Zebra old")):
        day = TODAY - timedelta(days=back)
        room.list_papers(day, make_paper(f"2611.{back:05}", name, published=day))


async def test_papers_on_a_topic_are_counted_by_whole_weeks(room: ReadingRoom) -> None:
    fill(room)
    zebra, horse = await room.catalogue.topics("zebra, horse")
    assert [count for _, count in zebra.weeks] == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2]
    assert sum(count for _, count in horse.weeks) == 0
    assert zebra.weeks[-1][0].weekday() == 0


@pytest.mark.parametrize(
    ("written", "topics"),
    [
        ("", USUAL),
        (" , ", USUAL),
        ("lora", ("lora",)),
        ("lora,  video  generation, lora", ("lora", "video generation")),
        ("a,b,c,d,e,f", ("a", "b", "c", "d", "e")),
    ],
)
def test_topics_are_parted_by_commas(written: str, topics: tuple[str, ...]) -> None:
    assert split_topics(written) == topics


def test_the_chat_says_how_topics_move(store: Store, tmp_path: Path) -> None:
    talk = Talk(store, tmp_path)
    day = TODAY - timedelta(days=7)
    talk.newsroom.list_papers(day, make_paper("2611.00001", "Zebra", published=day))
    assert "zebra: 1 in the last 4 weeks, up from 0 in the four before" in talk.say("trends zebra")


@pytest.mark.parametrize("scheme", ["light", "dark", "odd"])
async def test_the_picture_is_drawn_whatever_the_topic(room: ReadingRoom, scheme: str) -> None:
    trends = await room.catalogue.topics(r"$\frac{a}$, <b>, _x")
    assert draw_trends(trends, scheme).startswith(b"\x89PNG")


async def test_the_page_has_the_numbers_as_a_table(browser: Browser, room: ReadingRoom) -> None:
    fill(room)
    async with browser.get("/trends?topics=zebra") as answer:
        shown = await answer.text()
    assert '<th scope="col">zebra</th><' in shown
    assert "<td>2</td>" in shown
    async with browser.get("/trends.png?topics=zebra&scheme=dark") as answer:
        assert answer.content_type == "image/png"
