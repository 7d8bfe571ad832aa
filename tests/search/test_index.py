"""The index is a cache: whatever becomes of it, what the store holds is found."""

import multiprocessing
from pathlib import Path

import pytest
import tantivy

from bot.search import index
from bot.store import Store, open_store
from tests.search.conftest import Library, about

LORA = about(1, "Low-rank adapters")
SINKS = about(2, "Attention sinks")


def folder_of(library: Library) -> Path:
    (folder,) = library.folder.iterdir()
    return folder


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
    monkeypatch.setattr(index, "BATCH", 7)
    monkeypatch.setattr(index, "COMMIT_EVERY", 2)
    library.add(*(about(n, f"Paper {n}") for n in range(1, 41)))
    told: list[int] = []
    assert library.search.catch_up(told.append)
    assert told == [7, 14, 21, 28, 35, 40]
    assert library.search.find("paper", 1).total == 40


def test_a_catch_up_that_breaks_off_goes_on_where_it_was(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "BATCH", 10)
    monkeypatch.setattr(index, "COMMIT_EVERY", 1)
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
    for path in folder_of(library).iterdir():
        path.unlink()
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
    monkeypatch.setattr(index, "FORMAT", index.FORMAT + 1)
    again = library.open_search()
    assert again.revision == 0
    again.catch_up()
    assert [hit.paper.id for hit in again.find("adapters", 10).hits] == [LORA.id]


def test_a_second_writer_is_turned_away_and_sees_what_the_first_wrote(library: Library) -> None:
    library.stock(LORA)
    library.add(SINKS)
    writer = tantivy.Index.open(str(folder_of(library))).writer(15_000_000, 1)
    assert not library.search.catch_up()
    del writer
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
