"""The viewer draws what people read, and nothing that they wrote as HTML."""

import json
from pathlib import Path

import pytest

from adapters.discord.render import render
from bot.message import Card, Message, Text
from tests.adapter_contract import NASTY, PINGS
from tests.discord_platform.viewer import BROWSER, draw, photograph

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_golden_screen_can_be_drawn(path: Path) -> None:
    page = draw(json.loads(path.read_text(encoding="utf-8")))
    assert "<main>" in page
    assert "**" not in page
    assert "###" not in page


def test_what_people_wrote_stays_words() -> None:
    card = Card(Text("<script>alert(1)</script> *not bold*"), body=Text(f"{PINGS} {NASTY['list']}"))
    page = draw(render(Message(cards=(card,))).payload())
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; *not bold*" in page
    assert "<h2>" not in page


@pytest.mark.skipif(BROWSER is None, reason="no chromium is installed")
def test_a_screen_is_photographed(tmp_path: Path) -> None:
    photograph(draw(render(Message("A title")).payload()), tmp_path / "one.png")
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")
