"""What only a whole process shows: exit codes, signals, and what a start costs."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.replay import Replay, hang, in_a_thread

PAPERS = Path(sys.executable).with_name("papers")
NOWHERE = "http://127.0.0.1:9"
"""An address where nobody listens: what is to be fetched fails at once."""

HEAVY = {"alembic", "discord", "httpx", "prompt_toolkit", "rich"}
HEAVY |= {"aiohttp", "slack_bolt", "slack_sdk", "dotenv", "rapidfuzz"}


def environment(**more: str) -> dict[str, str]:
    """Return all that a process knows of the world."""
    return {
        "PATH": os.environ["PATH"],
        "HF_ENDPOINT": NOWHERE,
        "ARXIV_ENDPOINT": NOWHERE,
        "LANG": "C.UTF-8",
        **more,
    }


def papers(
    home: Path, *words: str, typed: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a shell would, in an environment of its own."""
    return subprocess.run(
        [str(PAPERS), *words],
        cwd=home,
        env=environment(**more),
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with twelve papers in it."""
    folder = tmp_path_factory.mktemp("process")
    assert papers(folder, "sample").returncode == 0
    return folder


@pytest.fixture
def hanging_source() -> Iterator[Replay]:
    """A Hugging Face that never answers."""
    with in_a_thread(Replay()) as replay:
        replay.fail(*[hang] * 20)
        yield replay


@pytest.mark.parametrize("typed", ["", "help\n", "help"])
def test_the_chat_ends_with_its_input_and_without_a_word_of_trouble(
    tmp_path: Path, typed: str
) -> None:
    done = papers(tmp_path, "run", typed=typed)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("What I can do" in done.stdout) == bool(typed)


@pytest.mark.parametrize(
    ("words", "settings", "code"),
    [
        (["search", "adapters"], {}, 0),
        (["serach", "adapters"], {}, 1),
        (["import", "nowhere.json"], {}, 1),
        (["run", "--roles", "juggler"], {}, 2),
        (["help"], {"DATABASE_URL": "mysql://x"}, 2),
        (["import", "--help"], {}, 0),
    ],
)
def test_the_exit_code_says_how_it_went(
    home: Path, words: list[str], settings: dict[str, str], code: int
) -> None:
    done = papers(home, *words, **settings)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_during_the_first_fetch_ends_it_at_once(
    tmp_path: Path, hanging_source: Replay, number: signal.Signals
) -> None:
    done, said = stopped(tmp_path, hanging_source, number, "run")
    assert (done, said) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_bot_that_waits_for_its_platforms(
    tmp_path: Path, hanging_source: Replay, number: signal.Signals
) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": NOWHERE}
    done, said = stopped(tmp_path, hanging_source, number, "run", **tokens)
    assert done == 0
    assert "stopping: finishing what is under way" in said
    assert "Traceback" not in said


def stopped(
    home: Path, source: Replay, number: signal.Signals, *words: str, **more: str
) -> tuple[int, str]:
    """Run a command until it asks a source that hangs, send it a signal and wait for its end."""
    settings = environment(HF_ENDPOINT=source.endpoint, ARXIV_ENDPOINT=source.endpoint, **more)
    pipe = subprocess.PIPE
    command = [str(PAPERS), *words]
    with subprocess.Popen(
        command, cwd=home, env=settings, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as process:
        try:
            assert source.was_asked.wait(30)
            process.send_signal(number)
            _, said = process.communicate(timeout=10)
            return process.returncode, said
        finally:
            process.kill()


def test_a_reader_that_leaves_early_is_no_failure(home: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with subprocess.Popen(
        [str(PAPERS), "help"], cwd=home, env=environment(), stdout=write, stderr=subprocess.PIPE
    ) as process:
        os.close(write)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, b"")


def test_a_full_disk_is_said_in_a_sentence(home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [str(PAPERS), "help"],
            cwd=home,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=30,
            check=False,
        )
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_letters_that_an_output_does_not_know_are_replaced(home: Path, encoding: str) -> None:
    done = papers(home, "search", "zebra", PYTHONIOENCODING=encoding)
    assert "Nothing for ?zebra?" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", [["search", "adapters"], ["day", "2024-05-27"], ["help"]])
def test_an_answer_loads_nothing_that_is_slow_to_load(home: Path, words: list[str]) -> None:
    code = f"import sys; from bot.cli import main; main({words}); print(*sys.modules, sep=chr(10))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=home,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert set(done.stdout.splitlines()) & HEAVY == set()


def test_an_index_that_is_built_anew_says_nothing_amid_an_answer(home: Path) -> None:
    for state in (home / "data" / "index").rglob("meta.json"):
        state.write_text("{}", encoding="utf-8")
    done = papers(home, "search", "adapters")
    assert "Low-Rank Adapters" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
