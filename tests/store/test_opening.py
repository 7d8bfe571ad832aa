"""Opening a database: set up by itself, refused in a sentence where it cannot be used."""

import sqlite3
from datetime import date
from pathlib import Path
from traceback import format_exception

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.errors import ConfigError, StoreError
from bot.store import Store, open_store, papers
from bot.store.database import open_engine
from bot.store.migrate import FOLDER, HEAD
from bot.store.schema import metadata, shown
from tests.conftest import NOW
from tests.ports import free_port


def test_a_new_folder_becomes_a_store(tmp_path: Path) -> None:
    open_store("", tmp_path / "new" / "folder").close()
    assert (tmp_path / "new" / "folder" / "papers.db").exists()


def test_a_file_that_another_process_is_just_setting_up_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(tmp_path / "papers.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("time.sleep", lambda _: other.execute("ROLLBACK"))
    open_store("", tmp_path).close()
    other.close()


def test_the_tables_are_what_the_migrations_make(each_address: str, tmp_path: Path) -> None:
    open_store(each_address, tmp_path).close()
    engine = open_engine(each_address, tmp_path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_what_was_stored_before_a_migration_is_there_after_it(
    each_new_address: str, tmp_path: Path
) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    engine = open_engine(each_new_address, tmp_path)
    with engine.execution_options(is_writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in _OLD_ROWS:
            connection.execute(text(statement))
    engine.dispose()
    store = open_store(each_new_address, tmp_path)
    with store.read() as tx:
        (stored,) = papers.get_papers(tx, ["2405.00001"]).values()
        (entry,) = papers.listed_between(tx, date(2024, 5, 27), date(2024, 5, 27))
    store.close()
    assert (stored.title, stored.sources, stored.submitters) == ("Old", ("hf",), ("ann",))
    assert entry.paper == stored


_OLD_ROWS = (
    "INSERT INTO papers (id, title, abstract, authors, categories, ai_summary, ai_keywords, "
    "code_url, project_url, organization, thumbnail, revision, added_at, is_removed) VALUES "
    "('2405.00001', 'Old', '', '[]', '[]', '', '[]', '', '', '', '', 1, "
    "'2024-05-27 00:00:00.000000', false)",
    "INSERT INTO listings (day, source, paper_id, rank, submitter, first_seen_at) VALUES "
    "('2024-05-27', 'hf', '2405.00001', 1, 'ann', '2024-05-27 00:00:00.000000')",
)


def test_the_newest_migration_is_the_one_that_opening_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_database_of_a_newer_version_is_left_alone(each_new_address: str, tmp_path: Path) -> None:
    open_store(each_new_address, tmp_path).close()
    engine = open_engine(each_new_address, tmp_path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"newer version.*9999"):
        open_store(each_new_address, tmp_path)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Check DATABASE_URL") as caught:
        open_store(f"postgresql+psycopg://ann:secret@127.0.0.1:{free_port()}/papers", tmp_path)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("key", ["a private matter", None])
def test_an_error_of_the_database_repeats_nothing_that_people_typed(
    each_store: Store, key: str | None
) -> None:
    row = {"destination": key, "paper_id": "a private paper", "shown_at": NOW}
    with pytest.raises(IntegrityError) as caught, each_store.write() as tx:
        tx.execute(shown.insert(), row)
        tx.execute(shown.insert(), row)
    for error in (caught.value, caught.value.orig):
        said = "".join(format_exception(error))
        assert "constraint" in said
        assert "private" not in said


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "papers.db").write_bytes(b"this is no database at all, but some text" * 100)
    with pytest.raises(StoreError, match=r"papers\.db cannot be used"):
        open_store("", tmp_path)


def test_a_folder_that_cannot_be_written_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="PAPERS_HOME") as caught:
        open_store("", tmp_path / "file")
    assert str(tmp_path / "file") in str(caught.value)


@pytest.mark.parametrize("url", ["postgresql+nodriver://host/db", "not a url", "mysql+x://h/d"])
def test_an_address_that_cannot_be_read_names_the_setting(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match="DATABASE_URL"):
        open_store(url, tmp_path)
