"""Opening a database: set up by itself, refused in a sentence where it cannot be used."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from bot.errors import ConfigError, StoreError
from bot.store import open_store
from bot.store.engine import open_engine
from bot.store.migrate import FOLDER, HEAD
from bot.store.schema import metadata


def test_a_new_folder_becomes_a_store(tmp_path: Path) -> None:
    open_store("", tmp_path / "new" / "folder").close()
    assert (tmp_path / "new" / "folder" / "papers.db").exists()


def test_the_tables_are_what_the_migrations_make(tmp_path: Path) -> None:
    open_store("", tmp_path).close()
    with open_engine("", tmp_path).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_one_that_opening_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_tables_can_be_made_on_postgresql() -> None:
    for table in metadata.sorted_tables:
        dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
        assert str(CreateTable(table).compile(dialect=dialect))


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    open_store("", tmp_path).close()
    with sqlite3.connect(tmp_path / "papers.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer version.*9999"):
        open_store("", tmp_path)


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
