"""The index is a cache: whatever becomes of it, what the store holds is found."""

import multiprocessing
import shutil
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.errors import StoreError
from bot.model import Change
from bot.search.index import FORMAT, WRITING, index_writer
from bot.search.versions import Versions
from bot.store import Store, open_store
from tests.search.conftest import Library, about

LORA = about(1, "Low-rank adapters")
SINKS = about(2, "Attention sinks")


def folder_of(library: Library) -> Path:
    """Return the folder of the build that is searched."""
    (folder,) = library.folder.iterdir()
    return folder / (folder / "current").read_text()


def test_what_is_new_is_found_after_catching_up(library: Library) -> None:
    library.stock(LORA)
    library.add(SINKS)
    assert library.ids("sinks") == []
    library.search.catch_up()
    assert library.ids("sinks") == [SINKS.id]


def test_catching_up_reads_only_what_changed(library: Library) -> None:
    library.stock(*(about(n, f"Paper {n}") for n in range(1, 6)))
    library.read.clear()
    library.stock(SINKS)
    assert min(library.read) >= 4  # one look back tells whether the store is still the same


def test_a_changed_paper_is_found_by_its_new_words_only(library: Library) -> None:
    library.stock(LORA, SINKS)
    library.change(LORA, title="Quantised adapters")
    assert library.ids("quantised") == [LORA.id]
    assert library.ids("low-rank") == []
    assert library.search.find("adapters", 10).total == 1


def test_a_removed_paper_is_found_no_more(library: Library) -> None:
    library.stock(LORA, SINKS)
    library.remove(LORA)
    library.search.catch_up()
    assert library.ids("adapters") == []
    assert library.ids("sinks") == [SINKS.id]


def test_a_paper_removed_but_not_yet_caught_up_is_not_shown(library: Library) -> None:
    library.stock(LORA)
    library.remove(LORA)
    assert library.ids("adapters") == []


def test_many_batches_are_caught_up_and_their_progress_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_writer, "BATCH", 7)
    monkeypatch.setattr(index_writer, "COMMIT_EVERY", 2)
    library.add(*(about(n, f"Paper {n}") for n in range(1, 41)))
    told: list[int] = []
    assert library.search.catch_up(told.append)
    assert told == [7, 14, 21, 28, 35, 40]
    assert library.search.find("paper", 1).total == 40


def test_a_catch_up_that_breaks_off_goes_on_where_it_was(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_writer, "BATCH", 10)
    monkeypatch.setattr(index_writer, "COMMIT_EVERY", 1)
    library.add(*(about(n, f"Paper {n}") for n in range(1, 41)))

    def break_off(revision: int) -> None:
        if revision > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.search.catch_up(break_off)
    assert library.search.revision == 20
    assert library.search.find("paper", 1).total == 20
    library.search.catch_up()
    assert library.search.find("paper", 1).total == 40


@pytest.mark.parametrize("damage", ["meta.json", ".store", ".term", ".idx", "all"])
def test_a_damaged_index_is_built_anew(library: Library, damage: str) -> None:
    library.stock(LORA, SINKS)
    for path in folder_of(library).iterdir():
        if damage == "all" or path.name.endswith(damage):
            path.write_bytes(b"no index")
    again = library.open_search()
    assert [hit.paper.id for hit in again.find("adapters", 10).hits] == [LORA.id]
    assert again.revision == 2


def test_a_deleted_index_is_built_anew(library: Library) -> None:
    library.stock(LORA)
    shutil.rmtree(library.folder)
    again = library.open_search()
    again.catch_up()
    assert [hit.paper.id for hit in again.find("adapters", 10).hits] == [LORA.id]


def test_an_index_ahead_of_its_store_is_built_anew(library: Library, tmp_path: Path) -> None:
    library.stock(LORA, SINKS, about(3, "Speech recognition"))
    other = Library(open_store("", tmp_path / "another"), library.folder)
    other.stock(about(9, "Robots that fold towels"))
    assert other.ids("towels") == ["2611.00009"]
    assert other.search.find("adapters", 10).total == 0
    other.store.close()


def test_an_index_of_another_format_is_left_behind(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.stock(LORA)
    monkeypatch.setattr("bot.search.index.index.FORMAT", FORMAT + 1)
    again = library.open_search()
    assert again.revision == 0
    again.catch_up()
    assert [hit.paper.id for hit in again.find("adapters", 10).hits] == [LORA.id]


def test_a_second_writer_is_turned_away_and_sees_what_the_first_wrote(library: Library) -> None:
    library.stock(LORA)
    library.add(SINKS)
    with Versions(folder_of(library).parent).lock(WRITING):
        assert not library.search.catch_up()
    other = library.open_search()
    assert other.catch_up()
    assert library.ids("sinks") == [SINKS.id]


def _catch_up(home: Path, folder: Path, start: "multiprocessing.synchronize.Event") -> None:
    store = open_store("", home)
    search = Library(store, folder).search
    start.wait()
    while search.revision < 200:
        search.catch_up()
    store.close()


def test_processes_that_catch_up_together_take_each_paper_in_once(
    store: Store, library: Library, tmp_path: Path
) -> None:
    library.add(*(about(n, f"Paper {n}") for n in range(1, 201)))
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Event()
    workers = [
        spawn.Process(target=_catch_up, args=(tmp_path, library.folder, start)) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    start.set()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert library.search.find("paper", 1).total == 200
    assert library.search.catch_up()


def test_an_index_that_is_lost_is_searched_on_while_it_is_built_anew(library: Library) -> None:
    library.stock(LORA, SINKS)
    assert library.ids("adapters") == [LORA.id]
    shutil.rmtree(library.folder)
    assert library.ids("adapters") == [LORA.id]
    library.stock(about(3, "Adapters for speech"))
    assert library.ids("adapters") == ["2611.00003", LORA.id]


def test_an_index_that_is_behind_its_store_serves_until_the_next_is_whole(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.stock(LORA, SINKS, about(3, "Speech recognition"))
    other = Library(open_store("", tmp_path / "another"), library.folder)
    other.add(about(9, "Robots that fold towels"))
    seen: list[int] = []
    other.search.catch_up(lambda _revision: seen.append(library.search.find("sinks", 1).total))
    assert seen == [1]
    assert library.search.find("sinks", 1).total == 0
    other.store.close()


def test_an_answer_says_when_the_index_is_still_being_built(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_writer, "BATCH", 10)
    monkeypatch.setattr(index_writer, "COMMIT_EVERY", 1)
    library.add(*(about(n, f"Paper {n}") for n in range(1, 41)))
    seen: list[tuple[int, bool]] = []

    def look(_revision: int) -> None:
        found = library.search.find("paper", 1)
        seen.append((found.total, found.is_partial))

    library.search.catch_up(look)
    assert seen == [(0, True), (10, True), (20, True), (30, True)]
    assert not library.search.find("paper", 1).is_partial


def test_what_a_broken_build_left_behind_is_gone_on_with(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.stock(LORA)
    (begun := folder_of(library).with_name("v2")).mkdir()
    (folder_of(library).parent / "current").write_text("nonsense")
    library.open_search().catch_up()
    assert library.open_search().find("adapters", 1).total == 1
    assert begun.exists() is False


def test_keeping_up_goes_on_beside_and_ends_with_the_process(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_writer, "BATCH", 1)
    monkeypatch.setattr(index_writer, "COMMIT_EVERY", 1)
    library.add(*(about(n, f"Paper {n}") for n in range(1, 31)))
    reached, may_go_on = Event(), Event()

    def read_slowly(after: int, limit: int) -> Sequence[Change]:
        if after >= 10:
            reached.set()
            assert may_go_on.wait(60)
        return library.read_changes(after, limit)

    search = library.open_search(read_changes=read_slowly)
    search.keep_up()
    search.keep_up()
    assert reached.wait(60)
    stopping = Thread(target=search.close)
    stopping.start()
    may_go_on.set()
    stopping.join(60)
    search.keep_up()
    assert 10 <= search.revision < 30


def test_a_failure_while_keeping_up_is_logged_and_does_no_harm(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_after: int, _limit: int) -> Sequence[Change]:
        raise StoreError("the database is away")

    search = library.open_search(read_changes=fail)
    search.keep_up()
    search.close()
    assert "keeping the index: the database is away" in caplog.text


def test_only_a_store_without_papers_is_called_bare(library: Library) -> None:
    assert library.search.find("lora", 1).is_bare
    library.add(about(1, "LoRA"))
    found = library.search.find("lora", 1)
    assert (found.is_bare, found.is_partial) == (False, True)
    library.search.catch_up()
    assert not library.search.find("zebra", 1).is_bare
