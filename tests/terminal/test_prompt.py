"""The chat before a person: a prompt that remembers, completes, colours, and can be left."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.replay import Replay, hang, in_a_thread
from tests.terminal.screen import CTRL_C, CTRL_D, PAPERS, TAB, UP, Screen, plain


def run(home: Path, verb: str) -> None:
    settings = {"HF_ENDPOINT": "http://127.0.0.1:9", "ARXIV_ENDPOINT": "http://127.0.0.1:9"}
    command = [str(PAPERS), verb]
    subprocess.run(command, cwd=home, env=settings, check=False, timeout=60, capture_output=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented papers in it."""
    folder = tmp_path_factory.mktemp("chat")
    run(folder, "sample")
    return folder


@pytest.fixture
def hanging_source() -> Iterator[Replay]:
    """A Hugging Face that never answers."""
    with in_a_thread(Replay()) as replay:
        replay.fail(*[hang] * 20)
        yield replay


def test_a_first_start_offers_papers_and_answers_in_colour(tmp_path: Path) -> None:
    with Screen(tmp_path, "run") as screen:
        screen.until("load them? [Y/n] ")
        screen.type("\n")
        screen.until("12 invented papers loaded")
        screen.until_prompt()
        said = screen.say("search adapters")
        assert "[Sample] Low-Rank Adapters" in said
        assert "\x1b[1;33m" in screen.seen
        screen.type("quit\r")
        assert screen.end() == 0
    assert "Traceback" not in screen.seen


def test_a_verb_is_completed_and_a_line_remembered(home: Path) -> None:
    with Screen(home, "chat", NO_COLOR="1") as screen:
        screen.until_prompt()
        screen.type("unsubs")
        screen.until("unsubscribe")
        screen.type(f"{TAB}\r")
        screen.until("No digest is posted here")
        assert "\x1b[1;33m" not in screen.seen
        screen.until_prompt()
        screen.type(CTRL_D)
        assert screen.end() == 0
    with Screen(home, "chat") as screen:
        screen.until_prompt()
        screen.type(f"{UP}\r")
        screen.until("No digest is posted here")
        screen.type(CTRL_C)
        assert screen.end() == 0


def test_ctrl_c_drops_a_line_that_was_begun_and_leaves_an_empty_one(home: Path) -> None:
    with Screen(home, "chat", NO_COLOR="1") as screen:
        screen.until_prompt()
        screen.type("alert add something")
        screen.until("something")
        screen.type(CTRL_C)
        screen.until_prompt()
        screen.type("subscriptions\r")
        screen.until("No digest is posted here")
        screen.until_prompt()
        assert screen.press_until_the_end(CTRL_C) == 0


def test_tab_completes_what_stands_behind_a_verb(home: Path) -> None:
    with Screen(home, "chat", NO_COLOR="1") as screen:
        screen.until_prompt()
        screen.type(f"search low-rank{TAB}")
        screen.until("[Sample] Low-Rank Adapters")
        screen.type("\r")
        screen.until("1 paper for “[Sample] Low-Rank Adapters That Know When to Stop”")
        screen.until_prompt()
        screen.type(f"explain author:inve{TAB}")
        screen.until('author:"Invented Author"')
        assert screen.press_until_the_end(CTRL_C) == 0
    assert "Traceback" not in screen.seen


@pytest.mark.parametrize("columns", [10, 300])
def test_a_window_may_be_narrow_or_wide(home: Path, columns: int) -> None:
    with Screen(home, "chat", columns=columns) as screen:
        screen.until_prompt()
        said = screen.say("help day")
        assert "day DATE" in said
        screen.type(CTRL_D)
        assert screen.end() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_the_prompt_and_the_terminal_as_it_was(
    home: Path, number: signal.Signals
) -> None:
    with Screen(home, "chat") as screen:
        screen.until_prompt()
        screen.signal(number)
        assert screen.end() == 0
    assert "Traceback" not in screen.seen
    assert screen.seen.rindex("\x1b[?2004l") > screen.seen.rindex("\x1b[?2004h")


def test_ctrl_c_breaks_off_an_answer_that_takes_long(home: Path, hanging_source: Replay) -> None:
    # What was asked for a moment ago is not asked for again, so that the chat opens at once.
    run(home, "fetch")
    with Screen(home, "chat", HF_ENDPOINT=hanging_source.endpoint) as screen:
        screen.until_prompt()
        screen.say("help day")
        screen.type("paper 2611.00009\r")
        assert hanging_source.was_asked.wait(10)
        screen.type(CTRL_C)
        assert screen.end() == 0
    assert "Traceback" not in screen.seen


def test_ctrl_c_ends_the_first_fetch_and_leaves_no_bar_behind(
    tmp_path: Path, hanging_source: Replay
) -> None:
    with Screen(tmp_path, "run", HF_ENDPOINT=hanging_source.endpoint) as screen:
        screen.until("Fetching from Hugging Face")
        screen.type(CTRL_C)
        assert screen.end() == 0
    assert "Traceback" not in screen.seen
    assert plain(screen.seen).startswith("No tokens are set")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_the_offer_can_be_left(tmp_path: Path, key: str) -> None:
    with Screen(tmp_path, "run") as screen:
        screen.until("load them? [Y/n] ")
        assert screen.press_until_the_end(key) == 0
    assert "Traceback" not in screen.seen
