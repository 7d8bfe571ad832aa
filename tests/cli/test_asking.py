"""The grammar in a shell: one question, one answer, and an exit code."""

import shlex
from collections.abc import Callable

import pytest

from bot import commands
from bot.cli import SHELL_VERBS
from bot.errors import StoreError
from bot.sources.sample import SAMPLE
from tests.cli.conftest import Shell
from tests.replay import Replay, make_item, status

ANSWERS = [
    ("", "Three things to try"),
    ("help", "papers import PATH…"),
    ("-h", "papers search diffusion models"),
    ("--help", "papers search diffusion models"),
    ("help search", "without the other"),
    ("search lora", "LoRA adapters for speech"),
    ("find lora", "LoRA adapters for speech"),
    ("SEARCH diffusion -attention", "1 paper for"),
    ("day 2024-05-27", "Diffusion models in the wild"),
    ("month 2024-05", "Attention sinks"),
    ("paper 2405.00003", "Streaming diffusion of attention."),
    ("paper https://arxiv.org/abs/2405.00003v2", "Attention sinks"),
    ("similar 2405.00001", "Attention sinks"),
    ("alert add lora", "Nothing is saved yet"),
    ("subscribe robotics at 9am mon Europe/Berlin", "next on Mon 30 Nov at 09:00"),
]


@pytest.mark.parametrize(("typed", "answer"), ANSWERS)
def test_what_is_asked_is_answered(stocked: Shell, typed: str, answer: str) -> None:
    done = stocked.run(*typed.split())
    assert answer in " ".join(done.out.split())
    assert (done.code, done.err) == (0, "")


MISTAKES = [
    ("serach lora", "I don't know “serach”. Did you mean “search”?"),
    ("search", "such as: papers search"),
    ("alert remove 7", "Set one: papers alert add mixture of experts"),
    ("chekc", "Did you mean “check”?"),
    ("imprt x.json", "Did you mean “import”?"),
    ("paper", "“paper” needs an id"),
    ("paper nonsense", "I couldn't find a paper called “nonsense”"),
    ("day 2024-13-01", "I couldn't read “2024-13-01” as a day"),
    ("subscribe at 25pm", "I couldn't read “at 25pm” as a time"),
    ("search", "“search” needs a query"),
]


@pytest.mark.parametrize(("typed", "complaint"), MISTAKES)
def test_mistakes_are_complained_about_with_code_1(
    shell: Shell, typed: str, complaint: str
) -> None:
    done = shell.run(*typed.split())
    assert complaint in done.err
    assert done.err.startswith("papers: ")
    assert (done.code, done.out) == (1, "")


def test_suggested_commands_can_be_pasted_into_a_shell(shell: Shell) -> None:
    done = shell.run("search", 'it\'s "rag"')
    suggested = next(line for line in done.out.splitlines() if "alert add" in line)
    assert shlex.split(suggested) == ["→", "papers", "alert", "add", 'it\'s "rag"']


def test_what_is_not_indexed_yet_is_found_all_the_same(stocked: Shell) -> None:
    for file in sorted((stocked.home / "data/index").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    assert "LoRA adapters for speech" in stocked.run("search", "lora").out


def test_today_is_fetched_where_it_is_due(shell: Shell, hugging_face: Replay) -> None:
    told = {"submittedOnDailyAt": "2026-11-24T03:00:00.000Z"}
    hugging_face.days["2026-11-24"] = [make_item("2611.00001", "News of today", **told)]
    done = shell.run("today")
    assert "News of today" in done.out
    assert (done.code, done.err) == (0, "")
    shell.run("today")
    assert [asked.query["date"] for asked in hugging_face.log] == ["2026-11-24"]


def test_today_goes_on_with_what_is_stored_where_nobody_answers(stocked: Shell) -> None:
    done = stocked.run("today")
    assert done.err == (
        "Hugging Face could not be reached (connection refused). Going on with what is stored.\n"
    )
    assert "Attention sinks" in done.out
    assert done.code == 0


def test_a_paper_that_is_not_stored_is_looked_up(shell: Shell, hugging_face: Replay) -> None:
    hugging_face.papers["2611.00007"] = make_item("2611.00007", "From afar")["paper"]
    assert "From afar" in shell.run("paper", "2611.00007").out
    assert "2611.00007" in shell.papers()


@pytest.mark.parametrize(
    ("code", "reason"), [(404, "neither has anybody I ask"), (403, "refused to answer")]
)
def test_a_paper_that_is_not_there_is_told_from_one_that_cannot_be_looked_up(
    shell: Shell, hugging_face: Replay, code: int, reason: str
) -> None:
    hugging_face.fail(status(code))
    done = shell.run("paper", "9912.99999")
    assert "I don't have 9912.99999" in done.err
    assert reason in done.err
    assert done.code == 1


@pytest.mark.usefixtures("hugging_face")
def test_colour_is_for_terminals(stocked: Shell, terminal: Callable[[], None]) -> None:
    assert "\x1b[" not in stocked.run("search", "lora").out
    terminal()
    assert "\x1b[1;33mLoRA\x1b[0m" in stocked.run("search", "lora").out


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_not_for_those_who_want_none(
    stocked: Shell, terminal: Callable[[], None], setting: dict[str, str]
) -> None:
    stocked.set(**setting)
    terminal()
    done = stocked.run("search", "lora")
    assert "LoRA adapters" in done.out
    assert "\x1b[" not in done.out


@pytest.mark.parametrize("columns", ["1", "20", "40", "100000"])
def test_lines_fit_the_terminal(stocked: Shell, columns: str) -> None:
    stocked.set(COLUMNS=columns)
    lines = stocked.run("help", "subscribe").out.splitlines()
    # A command that is to be typed stands whole: broken in two it could not be pasted.
    widest = max(len(line) for line in lines if not line.startswith("→"))
    assert widest <= max(int(columns), 20)
    assert widest <= 100


def test_each_verb_of_the_shell_explains_itself(shell: Shell) -> None:
    for verb in commands.SHELL_ONLY:
        asked, named = shell.run(verb, "--help"), shell.run("help", verb)
        assert asked == named
        assert asked.out.startswith(f"usage: papers {verb}")
        assert (asked.code, asked.err) == (0, "")
        assert f"papers {verb}" in shell.run("help").out
    assert set(commands.SHELL_ONLY) == {verb for verb in SHELL_VERBS if verb.isalpha()}


@pytest.mark.parametrize(
    ("words", "verb"),
    [(["search"], "search"), (["search", "lora"], "search"), (["alert", "add"], "alert add")],
)
def test_help_is_given_wherever_it_is_asked_for(shell: Shell, words: list[str], verb: str) -> None:
    named = shell.run("help", verb)
    assert named.out.startswith(f"papers {verb}")
    for option in ("-h", "--help"):
        assert shell.run(*words, option) == named
    assert ("papers search --from FILE" in named.out) == (verb == "search")


@pytest.mark.parametrize("verb", commands.SHELL_ONLY)
def test_an_option_that_does_not_exist_is_named(shell: Shell, verb: str) -> None:
    done = shell.run(verb, "x", "--colour") if verb == "import" else shell.run(verb, "--colour")
    assert done.err == f"papers: unrecognized arguments: --colour. See: papers {verb} --help\n"
    assert (done.code, done.out) == (1, "")


def test_the_version_is_told(shell: Shell) -> None:
    assert shell.run("--version").out.startswith("papers 0.")


def test_a_wrong_setting_is_named_with_code_2(shell: Shell) -> None:
    shell.set(DATABASE_URL="mysql://somewhere")
    done = shell.run("search", "lora")
    assert done.err.startswith("papers: DATABASE_URL: ")
    assert (done.code, done.out) == (2, "")


def test_a_folder_that_cannot_be_made_is_named_with_code_2(shell: Shell) -> None:
    shell.set(PAPERS_HOME=str(shell.write("file", "") / "data"))
    done = shell.run("help")
    assert "PAPERS_HOME: the data folder" in done.err
    assert (done.code, done.out) == (2, "")


def test_a_database_that_cannot_be_read_is_said_so_with_code_2(shell: Shell) -> None:
    (shell.home / "data").mkdir()
    shell.write("data/papers.db", "this is no database" * 100)
    done = shell.run("today")
    assert "file is not a database" in done.err
    assert done.code == 2


def test_a_fault_of_ours_is_said_in_a_sentence_without_a_secret(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("at postgresql://user:sesame@host/db")

    monkeypatch.setattr("bot.cli.verbs.answer_now", fail)
    done = shell.run("help")
    assert "something went wrong that should not (LookupError" in done.err
    assert "Traceback" not in done.err
    assert "sesame" not in done.err
    assert done.code == 1


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (StoreError("It is locked."), 2)]
)
def test_other_ends_have_codes_of_their_own(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("bot.cli.verbs.answer_now", fail)
    assert shell.run("help").code == code


def test_sample_papers_are_called_so_wherever_they_are_listed(shell: Shell) -> None:
    shell.run(SAMPLE)
    assert "[Sample]" in shell.run("search", "adapters").out


def test_an_index_that_cannot_be_built_is_named_with_what_to_do(stocked: Shell) -> None:
    folder = stocked.home / "data/index"
    folder.rename(folder.with_name("away"))  # the engine may be writing its last files still
    folder.touch()
    done = stocked.run("search", "lora")
    assert f"papers: The search index in {folder} can neither be read nor built anew." in done.err
    assert (done.code, done.out) == (2, "")


def test_a_search_of_nothing_says_how_papers_come(shell: Shell) -> None:
    said = shell.run("search", "lora").out
    assert "No papers are stored yet" in said
    assert "papers import PATH" in said
    shell.run(SAMPLE)
    assert "“adapters”" in shell.run("search", "adapters").out
    shell.run(SAMPLE, "remove")
    assert "No papers are stored yet" in shell.run("search", "adapters").out
