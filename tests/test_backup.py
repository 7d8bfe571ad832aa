"""A backup is written beside what is there, and never over it."""

from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store import Store, drafts
from tests.conftest import NOW
from tests.newsroom import ANN


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_the_live_database_is_never_written_over(store: Store, tmp_path: Path, end: str) -> None:
    with pytest.raises(StoreError):
        store.back_up(tmp_path / f"papers.db{end}", lambda _: None)
    with store.read() as tx:
        assert tx.exec_driver_sql("PRAGMA quick_check").scalar_one() == "ok"


def test_what_is_there_already_stays(store: Store, tmp_path: Path) -> None:
    notes, link = tmp_path / "notes.txt", tmp_path / "link"
    notes.write_text("mine")
    link.symlink_to(tmp_path / "nowhere")
    for path in (notes, link, Path("/dev/null")):
        with pytest.raises(StoreError, match="there already"):
            store.back_up(path, lambda _: None)
    assert notes.read_text() == "mine"
    assert link.is_symlink()
    assert store.back_up(tmp_path / "copy.db", lambda _: None) > 0
    assert not list(tmp_path.glob(".*.part"))


def test_a_draft_never_has_the_id_of_one_before(each_store: Store) -> None:
    seen: list[int] = []
    for text in ("graph neural networks", "speech synthesis", "lora"):
        with each_store.write() as tx:
            draft = drafts.add_draft(tx, ANN, text, None, NOW)
            drafts.end_draft(tx, draft.id, "cancelled")
        seen.append(draft.id)
    assert len(set(seen)) == 3
