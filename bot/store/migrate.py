"""Bringing a database to this version's tables, and refusing one from a newer version."""

import logging
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from bot.errors import StoreError
from bot.store.locks import take_turn

log = logging.getLogger(__name__)

HEAD = "0015"
"""The newest migration; kept here so that opening a database need not import Alembic."""

FOLDER = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> str:
    """Run the migrations that are missing and return the revision that was found ("" if new)."""
    with engine.execution_options(is_writing=True).begin() as connection:
        take_turn(connection, "migrations")
        found = revision_of(connection)
        _refuse_newer(found)
        if found != HEAD:
            _upgrade(connection)
            log.info("brought the database from version %s to %s", found or "0", HEAD)
        return found


def check_revision(engine: Engine) -> bool:
    """Tell whether the tables are this version's; raises StoreError where they are newer."""
    try:
        with engine.begin() as connection:
            found = revision_of(connection)
    except DatabaseError as error:
        raise StoreError(_unusable(engine, error)) from error
    _refuse_newer(found)
    return found == HEAD


def revision_of(connection: Connection) -> str:
    """Return the migration that a database stands at, "" before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def _refuse_newer(found: str) -> None:
    if found and found not in _known():
        raise StoreError(
            f"The database was made by a newer version of this program (it stands at {found}, "
            f"this version knows up to {HEAD}). Nothing was changed: install the newer version, "
            "or point PAPERS_HOME or DATABASE_URL to another database."
        )


def _known() -> set[str]:
    """Return all migrations of this version; their line follows no order of numbers."""
    return {path.name.partition("_")[0] for path in (FOLDER / "versions").glob("*.py")}


def _unusable(engine: Engine, error: DatabaseError) -> str:
    where = engine.url.render_as_string(hide_password=True)
    reason = (str(error.orig or error).splitlines() or ["no reason given"])[0]
    advice = "Check DATABASE_URL, and that the server runs."
    if engine.dialect.name == "sqlite":
        advice = "Check PAPERS_HOME; if the file is damaged, move it away and I start a new one."
    return f"The database {where} cannot be used: {reason}. {advice}"


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import and rarely needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
