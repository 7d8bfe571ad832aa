"""`papers run` and `papers chat`: what starts, what is said first, and what is refused."""

import logging

import pytest

from bot.cli.process import Process
from tests.cli.conftest import Shell
from tests.replay import Replay, make_item

OFFER = "Nothing is stored yet. Twelve invented papers are there to try things out"


def test_without_tokens_it_is_a_chat_that_says_what_is_missing(shell: Shell) -> None:
    done = shell.run("run", typed="help\n")
    first, second, third = done.out.splitlines()[:3]
    assert first.startswith("No tokens are set, so this is the local chat")
    assert second.endswith("(connection refused). Going on with what is stored.")
    assert third == f"{OFFER}: papers sample"
    assert "What I can do" in done.out
    assert (done.code, done.err) == (0, "")


def test_the_newest_lists_are_there_before_the_first_question(
    shell: Shell, hugging_face: Replay
) -> None:
    hugging_face.days["2026-11-24"] = [make_item("2611.00001", "Zebras of today")]
    done = shell.run("chat", typed="search zebras\n")
    assert "1 paper is stored." in done.out
    assert "Zebras of today" in done.out.partition("stored")[2]
    assert (done.code, done.err) == (0, "")


def test_what_is_stored_is_counted(stocked: Shell) -> None:
    done = stocked.run("chat")
    assert "3 papers are stored. Type help, or search and some words." in done.out


@pytest.mark.parametrize(
    ("answer", "is_loaded", "is_open"),
    [("", True, True), ("Y", True, True), ("no", False, True), (None, False, False)],
)
def test_a_person_is_asked_whether_invented_papers_are_wanted(
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    answer: str | None,
    is_loaded: bool,
    is_open: bool,
) -> None:
    def ask(question: str) -> str:
        assert question == f"{OFFER}: load them? [Y/n] "
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("bot.cli.run.is_person_there", lambda: True)
    done = shell.run("chat", typed="help\n")
    assert ("12 invented papers loaded" in done.out) == is_loaded
    assert ("What I can do" in done.out) == is_open
    assert (done.code, done.err) == (0, "")


def test_a_fault_in_a_chat_is_said_plainly_and_kept_in_a_file(
    stocked: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("at postgresql://user:sesame@host/db")

    monkeypatch.setattr("bot.commands.answer", fail)
    done = stocked.run("chat", typed="search lora\n")
    assert "Something went wrong on my side" in done.out
    assert (done.code, done.err) == (0, "")
    kept = (stocked.home / "data/chat.log").read_text()
    assert "LookupError" in kept
    assert "sesame" not in kept


def test_a_chat_without_trouble_leaves_no_log(stocked: Shell) -> None:
    stocked.run("chat", typed="search lora\n")
    assert not (stocked.home / "data/chat.log").exists()


REFUSED = [
    ({}, ["--roles", "juggler"], 'there is no role "juggler". There are: worker, scheduler, web, '),
    ({}, ["--roles", "worker"], "no tokens are set, so there is nowhere to deliver to"),
    ({}, ["--roles", "slack"], "the tokens of slack are not set"),
    ({"SLACK_BOT_TOKEN": "xoxb-1"}, [], "SLACK_APP_TOKEN: it is missing"),
    ({"SLACK_BOT_TOKEN": "hello"}, [], "SLACK_BOT_TOKEN: a bot token begins with xoxb-"),
    ({"DISCORD_TOKEN": "Bot abc"}, [], "DISCORD_TOKEN: leave out"),
    ({"PAPERS_TIMEZONE": "Mars/Olympus"}, [], 'PAPERS_TIMEZONE: "Mars/Olympus"'),
    ({"HF_ENDPOINT": "ftp://x"}, [], 'HF_ENDPOINT: "ftp://x" is no web address'),
]


@pytest.mark.parametrize(("settings", "words", "complaint"), REFUSED)
def test_what_cannot_run_is_refused_with_code_2(
    shell: Shell, settings: dict[str, str], words: list[str], complaint: str
) -> None:
    shell.set(**settings)
    done = shell.run("run", *words)
    assert complaint in done.err
    assert (done.code, done.out) == (2, "")


def test_tokens_start_their_platforms_and_never_reach_the_log(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.set(SLACK_BOT_TOKEN="xoxb-secret-1", SLACK_APP_TOKEN="xapp-secret-2")
    started: list[tuple[list[str], list[str]]] = []

    async def run(process: Process) -> None:
        started.append((list(process._adapters), list(process._roles)))
        logging.getLogger("test").info("with xapp-secret-2")

    monkeypatch.setattr(Process, "run", run)
    done = shell.run("run", "--roles", "slack, worker,")
    assert started == [(["slack"], ["slack", "worker"])]
    assert "INFO test: with ***" in done.err
    assert (done.code, done.out) == (0, "")


def test_a_fault_of_the_bot_is_logged_and_ends_it_with_code_1(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(*_: object) -> None:
        raise LookupError("unexpected")

    shell.set(DISCORD_TOKEN="MTk4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs")
    monkeypatch.setattr(Process, "run", run)
    done = shell.run("run")
    assert "stopped by a fault of the program" in done.err
    assert done.code == 1


@pytest.mark.parametrize("goodbye", ["quit", "EXIT", ":q"])
def test_goodbye_ends_the_chat(stocked: Shell, goodbye: str) -> None:
    done = stocked.run("chat", typed=f"{goodbye}\nhelp\n")
    assert "What I can do" not in done.out
    assert done.code == 0


TYPED = [b"\xff\xfe\x00", b"x" * 20_000, b"(" * 2000, "🙂\u202e".encode(), b'search "', b"day\t"]


@pytest.mark.parametrize("typed", TYPED)
def test_no_bytes_break_the_chat(stocked: Shell, typed: bytes) -> None:
    done = stocked.run("chat", typed=typed + b"\nsearch lora\n")
    assert "LoRA adapters for speech" in done.out
    assert (done.code, done.err) == (0, "")


def test_empty_lines_are_passed_over_and_answers_keep_their_order(stocked: Shell) -> None:
    done = stocked.run("chat", typed="\n  \nhelp day\nsearch lora")
    assert "What I can do" not in done.out
    assert done.out.index("Show the papers of a day") < done.out.index("LoRA adapters")
