"""Files into the store: several at once, on after a stop, and the same again changes nothing."""

import json
from pathlib import Path

import pytest

from bot.jobs.intake import Importer
from bot.store import Store, papers
from tests.conftest import NOW


def rows(count: int, start: int = 0) -> str:
    lines = (
        json.dumps({"id": f"p{n}", "title": f"Paper {n}", "day": "2024-05-27"})
        for n in range(start, start + count)
    )
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture
def importer(store: Store) -> Importer:
    return Importer(store, lambda: NOW)


def ranks(store: Store) -> list[int]:
    with store.read() as tx:
        found = tx.exec_driver_sql("SELECT rank FROM listings ORDER BY rank").scalars()
        return list(found)


def test_several_files_are_taken_in_with_one_tally(
    importer: Importer, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(rows(3) + "{half\n")
    (tmp_path / "b.bib").write_text("@misc{k, title = {A book of papers}}")
    heard: list[tuple[int, int]] = []
    tally = importer.import_files(
        [tmp_path, tmp_path / "no.json"], lambda done, total: heard.append((done, total))
    )
    assert (tally.imported, tally.new, tally.skips) == (4, 4, 2)
    assert heard[-1][0] == heard[-1][1] > 0
    with store.read() as tx:
        assert papers.count_papers(tx) == 4


def test_the_same_file_again_changes_nothing(
    importer: Importer, store: Store, tmp_path: Path
) -> None:
    (path := tmp_path / "a.jsonl").write_text(rows(1200))
    importer.import_files([path])
    with store.read() as tx:
        before = papers.current_revision(tx)
    tally = importer.import_files([path])
    assert (tally.imported, tally.new, tally.updated, tally.resumed) == (1200, 0, 0, 0)
    with store.read() as tx:
        assert papers.current_revision(tx) == before


def test_the_same_file_again_reads_what_was_stored_unread(
    importer: Importer, store: Store, tmp_path: Path
) -> None:
    written = r"Na\"ive $\mathcal{O}(n)$"
    row = {"id": "2405.00001", "title": written, "abstract": "A.", "day": "2024-05-27"}
    (path := tmp_path / "a.jsonl").write_text(json.dumps(row))
    importer.import_files([path])
    with store.write() as tx:  # as it stood before LaTeX was read
        tx.exec_driver_sql("UPDATE papers SET title = original_title, original_title = ''")
    assert importer.import_files([path]).updated == 1
    with store.read() as tx:
        (paper,) = papers.get_papers(tx, ["2405.00001"]).values()
    assert (paper.title, paper.original_title) == ("Naïve 𝒪(n)", written)
    assert importer.import_files([path]).updated == 0


def test_an_import_that_was_stopped_goes_on_where_it_was(
    importer: Importer, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path := tmp_path / "a.jsonl").write_text(rows(1700))
    real, calls = papers.add_papers, 0

    def stop_in_the_third(*args: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt
        return real(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr("bot.jobs.arrivals.papers.add_papers", stop_in_the_third)
        with pytest.raises(KeyboardInterrupt):
            importer.import_files([path])
    with store.read() as tx:
        assert papers.count_papers(tx) == 1000
    tally = importer.import_files([path])
    assert (tally.resumed, tally.imported, tally.new) == (1000, 700, 700)
    assert "going on after 1,000" in str(tally)
    assert ranks(store) == list(range(1, 1701))  # places on the list were counted on
    again = importer.import_files([path])
    assert (again.resumed, again.imported, again.new) == (0, 1700, 0)


def test_another_file_of_the_same_name_begins_at_its_beginning(
    importer: Importer, store: Store, tmp_path: Path
) -> None:
    (path := tmp_path / "a.jsonl").write_text(rows(600))
    with store.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO walks (name, step, at) VALUES ('import a.jsonl 1 00000000', '500', '')"
        )
    assert importer.import_files([path]).new == 600
