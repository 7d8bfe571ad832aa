"""A group whose members vote, save and submit, over papers that can be found."""

from pathlib import Path

import pytest

from bot.store import Store
from tests.conftest import make_paper
from tests.newsroom import TODAY
from tests.talk import Talk

LORA, SINKS, ROBOTS = "2611.00001", "2611.00002", "2611.00003"


@pytest.fixture
def talk(each_store: Store, tmp_path: Path) -> Talk:
    talk = Talk(each_store, tmp_path)
    talk.newsroom.list_papers(
        TODAY,
        make_paper(LORA, "LoRA for speech", abstract="Low-rank adapters.", upvotes=43),
        make_paper(SINKS, "Attention sinks", abstract="Streaming attention.", upvotes=12),
        make_paper(ROBOTS, "Robots that knit", abstract="Two needles.", upvotes=3),
    )
    return talk
