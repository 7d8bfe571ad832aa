"""Opening the database: transactions that SQLite and PostgreSQL mean alike."""

import json
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from bot.errors import ConfigError, StoreError

Transaction = Connection
"""What the functions of this room are handed; other rooms only pass it on."""

BUSY_TIMEOUT_S = 30


class Store:
    """A database; every read and write happens inside one of its transactions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(is_writing=True)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Open a transaction that only looks."""
        with _said_plainly(), self._engine.begin() as transaction:
            yield transaction

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Open a transaction that holds the write lock from its start; all of it or nothing."""
        with _said_plainly(), self._writing.begin() as transaction:
            yield transaction

    def check_alive(self) -> None:
        """Ask the database for nothing at all; raises StoreError where it does not answer."""
        with self.read() as transaction:
            transaction.exec_driver_sql("SELECT 1")

    @property
    def is_embedded(self) -> bool:
        """Tell whether this is SQLite in the data folder."""
        return self._engine.dialect.name == "sqlite"

    def back_up(self, path: Path, then: Callable[[Transaction], None]) -> int:
        """Copy SQLite's database into a new file while it is in use; return the bytes written.

        What is to be changed in the copy `then` does. The copy is whole: it appears under its name
        only once it is complete and was checked.
        Raises StoreError where something is there already, where it cannot be written, or for
        another kind of database.
        """
        if not self.is_embedded:
            raise StoreError("only SQLite can be copied from here")
        self._refuse_taken(path)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            self._copy_to(part)
            copy = Store(open_engine(f"sqlite:///{part}", part.parent))
            with copy.write() as transaction:
                then(transaction)
                said = transaction.exec_driver_sql("PRAGMA quick_check").scalar_one()
            copy.close()
            if said != "ok":
                raise StoreError(f"The copy at {path} is not whole: {said}")
            _name_anew(part, path)
            return path.stat().st_size
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path} cannot be written ({error}).") from error
        finally:
            part.unlink(missing_ok=True)

    def _refuse_taken(self, path: Path) -> None:
        """Refuse a path at which anything is, a link or a device too, or which SQLite will use."""
        live = Path(self._engine.url.database or "").resolve()
        beside = [live.with_name(f"{live.name}{end}") for end in ("", "-wal", "-shm", "-journal")]
        if path.parent.resolve() / path.name in beside:
            raise StoreError(f"{path} belongs to the database itself. Name another file.")
        if os.path.lexists(path):
            raise StoreError(
                f"{path} is there already, and I don't overwrite anything. Name a new file."
            )

    def _copy_to(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as copy, self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.backup(copy, pages=1000)

    @property
    def address(self) -> str:
        """The database's address, its password included, without the name of a driver."""
        plain = self._engine.url.set(drivername=self._engine.url.get_backend_name())
        return plain.render_as_string(hide_password=False)

    def measure_skew(self, clock: Callable[[], datetime]) -> timedelta:
        """Return how far the database's clock is ahead of `clock`; none where there is one clock.

        Machines of a fleet share their database's clock, since leases end by it.
        """
        if self.is_embedded:
            return timedelta()
        with self.read() as transaction:
            before = clock()
            told: datetime = transaction.execute(select(func.clock_timestamp())).scalar_one()
            return told - (before + (clock() - before) / 2)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()


def _name_anew(part: Path, path: Path) -> None:
    """Give a file its name, unless something came to have that name meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no links; there is only this moment in between.
        if os.path.lexists(path):
            raise
        part.rename(path)


@contextmanager
def savepoint(tx: Transaction) -> Iterator[None]:
    """Let a part of a transaction fail alone: what it wrote is undone, and the rest goes on."""
    with tx.begin_nested():
        yield


def open_engine(database_url: str, home: Path) -> Engine:
    """Open the database of a URL, or SQLite in `home` where the URL is empty.

    Raises ConfigError for a folder that cannot be written or a URL that cannot be read.
    """
    if not database_url:
        database_url = f"sqlite:///{_writable(home) / 'papers.db'}"
    try:
        engine = create_engine(
            make_url(database_url),
            pool_pre_ping="sqlite" not in database_url,
            json_serializer=_write_json,
            json_deserializer=_read_json,
            # An error names its values otherwise, and what people typed is not for a log.
            hide_parameters=True,
        )
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ConfigError(
            "DATABASE_URL",
            "it cannot be read as a database address. "
            "Use postgresql://user:password@host/name, or leave it empty for SQLite.",
        ) from error
    if engine.dialect.name == "sqlite":
        _tame_sqlite(engine)
    event.listen(engine, "handle_error", _leave_values_out)
    return engine


def _leave_values_out(context: ExceptionContext) -> None:
    """Keep what PostgreSQL says is wrong, without its DETAIL, which repeats the row."""
    diagnosis = getattr(context.original_exception, "diag", None)
    if diagnosis is not None and diagnosis.message_primary:
        context.original_exception.args = (diagnosis.message_primary,)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (diagnosis.message_primary,)


def _write_json(value: object) -> str:
    """Write JSON; most lists of a paper are empty, and to see that is faster than to write it."""
    return "[]" if value == () else json.dumps(value)


def _read_json(text: str | bytes) -> Any:  # noqa: ANN401 - whatever was written
    return [] if text == "[]" else json.loads(text)


def _writable(home: Path) -> Path:
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".writable"
        probe.touch()
        probe.unlink(missing_ok=True)  # two processes may start at once
    except OSError as error:
        raise ConfigError(
            "PAPERS_HOME",
            f"the data folder {home} cannot be written ({error.strerror}). "
            "Name another folder, or make this one writable.",
        ) from error
    return home


def _tame_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        # pysqlite opens transactions late and by itself; ours begin where we say so.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}")
        _write_ahead(connection)
        # A claim that a power cut undoes would be sent a second time.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A lock taken only at the first write cannot wait for another writer: it fails.
        is_writing = connection.get_execution_options().get("is_writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite refuses that at once, whatever its timeout, while a new file is
    written by another process that was started with this one."""
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StoreError(f"The database does not answer: {_first_line(error)}.") from error


def _first_line(error: DBAPIError) -> str:
    lines = str(error.orig or error).splitlines()
    return lines[0].rstrip(".") if lines else "no reason given"
