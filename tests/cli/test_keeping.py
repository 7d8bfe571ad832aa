"""Filling the store from a shell: files, lists of days, and the invented papers."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.cli.conftest import Shell
from tests.replay import Replay, make_item, status
from tests.replay_arxiv import entry


def row(paper_id: str, title: str = "A paper") -> str:
    return json.dumps({"id": paper_id, "title": title, "abstract": "Words."})


def test_an_import_says_what_became_of_each_row(shell: Shell) -> None:
    path = shell.write("rows.jsonl", "\n".join([row("2405.00001"), row("2405.00002"), "{half"]))
    done = shell.run("import", str(path))
    assert done.out.startswith("imported 2 (new 2, updated 0, unchanged 0), skipped 1\n")
    assert "rows.jsonl:3: it is no JSON" in done.out
    assert (done.code, done.err) == (0, "")
    shell.write("rows.jsonl", "\n".join([row("2405.00001"), row("2405.00002", "Renamed")]))
    assert "imported 2 (new 0, updated 1, unchanged 1)" in shell.run("import", str(path)).out
    assert shell.papers()["2405.00002"].title == "Renamed"


def test_imported_papers_can_be_found_at_once(shell: Shell) -> None:
    shell.run("import", str(shell.write("rows.jsonl", row("2405.00001", "Zebras in the wild"))))
    assert "Zebras in the wild" in shell.run("search", "zebras").out


def test_many_reasons_are_cut_short(shell: Shell) -> None:
    path = shell.write("rows.jsonl", "\n".join([row("2405.00001"), *["{half"] * 15]))
    done = shell.run("import", str(path))
    assert done.out.count("  skipped ") == 10
    assert "  and 5 more\n" in done.out


@pytest.mark.parametrize("text", ["{half", "<html>", ""])
def test_a_file_that_holds_nothing_has_code_1_where_it_should_hold_something(
    shell: Shell, text: str
) -> None:
    done = shell.run("import", str(shell.write("rows.jsonl", text)))
    assert done.out.startswith("imported 0")
    assert done.code == (1 if text else 0)


def test_a_file_that_is_not_there_is_named(shell: Shell) -> None:
    done = shell.run("import", "nowhere.json")
    assert "nowhere.json: there is no such file" in done.out
    assert done.code == 1


def test_an_import_of_nothing_asks_for_files(shell: Shell) -> None:
    done = shell.run("import")
    assert done.err == (
        "papers: the following arguments are required: PATH. See: papers import --help\n"
    )


def test_a_fetch_asks_for_the_lists_that_are_due(shell: Shell, hugging_face: Replay) -> None:
    hugging_face.days["2026-11-24"] = [make_item("2611.00001", "Zebras of today")]
    done = shell.run("fetch")
    assert "Tue 2026-11-24" in done.out
    assert "Mon 2026-11-23: nothing listed" in done.out
    assert (done.code, done.err) == (0, "")
    assert "Zebras of today" in shell.run("search", "zebras").out
    shell.now += timedelta(minutes=1)
    hugging_face.log.clear()
    shell.run("fetch")
    assert [asked.query["date"] for asked in hugging_face.log] == ["2026-11-24"]


def test_one_day_is_fetched_whenever_it_is_asked_for(shell: Shell, hugging_face: Replay) -> None:
    hugging_face.days["2024-05-27"] = [make_item("2405.00001"), make_item("2405.00002")]
    assert "Mon 2024-05-27: 2 papers" in shell.run("fetch", "--day", "2024-05-27").out
    assert set(shell.papers()) == {"2405.00001", "2405.00002"}


def test_a_source_that_fails_has_code_1_and_keeps_what_came_before(
    shell: Shell, hugging_face: Replay
) -> None:
    told = {"submittedOnDailyAt": "2026-11-24T03:00:00.000Z"}
    hugging_face.days["2026-11-24"] = [make_item("2611.00001", **told)]
    hugging_face.fail(None, status(403))
    done = shell.run("fetch")
    assert done.err == "papers: Hugging Face refused to answer (status 403).\n"
    assert done.code == 1
    assert set(shell.papers()) == {"2611.00001"}


@pytest.mark.parametrize("day", ["27 May", "2024-02-30", ""])
def test_a_day_that_is_none_is_named(shell: Shell, hugging_face: Replay, day: str) -> None:
    done = shell.run("fetch", "--day", day)
    if day:
        assert done.err == f"papers: “{day}” is no date. Write it like 2024-05-27.\n"
        assert hugging_face.log == []


def test_invented_papers_come_and_go(shell: Shell) -> None:
    assert "12 invented papers loaded" in shell.run("sample").out
    assert "[Sample]" in shell.run("today").out
    assert shell.run("sample", "remove").out == "12 invented papers removed.\n"
    assert "No papers are stored yet" in shell.run("search", "adapters").out
    assert "invalid choice: 'all'" in shell.run("sample", "all").err


def test_a_migration_says_where_the_database_stands(stocked: Shell) -> None:
    done = stocked.run("migrate")
    assert done.out == "The database is at this version and holds 3 papers.\n"
    assert done.code == 0


def test_a_bar_is_only_for_those_who_watch_and_wait(
    shell: Shell, terminal: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(shell.write("rows.jsonl", row("2405.00001")))
    monkeypatch.setattr("bot.cli.progress.PATIENCE_S", 0)
    assert shell.run("import", path).err == ""
    terminal()
    assert "Importing" in shell.run("import", path).err
    monkeypatch.setattr("bot.cli.progress.PATIENCE_S", 60)
    assert shell.run("import", path).err == ""


def test_a_walk_through_the_past_says_how_long_it_takes_and_goes_on(
    shell: Shell, hugging_face: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.huggingface.source.SPACING_S", 0.0)
    hugging_face.days["2026-11-19"] = [make_item("2611.00001", "Zebras of the past")]
    done = shell.run("fetch", "--since", "2026-11-19")
    assert done.out.startswith("4 lists to fetch, at least ")
    assert "Thu 2026-11-19: 1 paper\n" in done.out
    assert (done.code, done.err) == (0, "")
    assert "Zebras of the past" in shell.run("search", "zebras").out
    hugging_face.fail(*[status(403)] * 9)
    monkeypatch.setattr("bot.jobs.intake.backfill.PATIENCE", 1)
    broken = shell.run("fetch", "--since", "2026-11-18")
    assert "Stopped here; run it again to go on." in broken.err
    assert "has not come yet" in shell.run("fetch", "--since", "2027-01-01").err


def test_single_papers_authors_and_spans_are_fetched(
    shell: Shell, hugging_face: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The clock of the shell stands still.
    monkeypatch.setattr("bot.sources.arxiv.source.SPACING_S", 0.0)
    hugging_face.arxiv.records["2405.00001"] = entry("http://arxiv.org/abs/2405.00001v1", by="Ann")
    hugging_face.days["2024-05-27"] = [make_item("2405.00002"), make_item("2405.00003")]
    asked = [
        (["2405.00001", "arxiv.org/abs/2405.00009"], "Fetched: 1 paper."),
        (["--author", "Ann"], "Fetched: 1 paper."),
        (["--week", "2024-W22"], "Fetched: 2 papers."),
        (["--month", "2024-05"], "Fetched: 2 papers."),
        (["--week", "2024-22"], "is no week"),
        (["lalala"], "is no id of arXiv"),
    ]
    for words, said in asked:
        done = shell.run("fetch", *words)
        assert said in done.out + done.err, words
    assert set(shell.papers()) == {"2405.00001", "2405.00002", "2405.00003"}
