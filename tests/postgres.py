"""A real PostgreSQL on loopback, run from the system's binaries for as long as the tests run."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import create_engine, text

from bot.store.schema import counters, metadata
from tests.ports import free_port

REQUIRED = "REQUIRE_POSTGRES"
"""Set in CI, where a missing PostgreSQL is a failure and no reason to skip."""

_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    # The machine does not crash while tests run; the server itself may.
    "fsync": "off",
    "full_page_writes": "off",
}


def find_binaries() -> Path | None:
    """Return the folder of the newest `postgres`; Debian keeps it off the PATH."""
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


class Cluster:
    """A server with a folder of its own; PostgreSQL refuses to run as root, so it does not."""

    def __init__(self, binaries: Path, options: dict[str, str] | None = None) -> None:
        self._binaries = binaries
        self._options = _OPTIONS | (options or {})
        self._user = None if os.geteuid() else _humble_user()
        self._folder = Path(tempfile.mkdtemp(prefix="papers-postgres-"))
        self._data, self._log = self._folder / "data", self._folder / "log"
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        if self._user:
            os.chown(self._folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._initialize()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = [word for pair in self._options.items() for word in ("-c", "=".join(pair))]
        command = [str(self._binaries / "postgres"), "-D", str(self._data), "-p", str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *options], cwd=self._folder, user=self._user, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 30
        while self._process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError):
                return self.execute("SELECT 1")
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start: {self._log.read_text()[-2000:]}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: SIGINT ends all sessions, SIGQUIT is a crash."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def remove(self) -> None:
        """Stop for good and leave nothing behind."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self) -> str:
        """Make a database without tables and return its name."""
        name = f"papers_{next(self._numbers)}"
        self.execute(f'CREATE DATABASE "{name}"')
        return name

    def url(self, name: str) -> str:
        """Return a database's address as a hosting company would write it."""
        return f"postgres://papers@127.0.0.1:{self.port}/{name}"

    def execute(self, statement: str) -> None:
        """Run a statement outside of any database of ours."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _initialize(self) -> None:
        # Words sort as on most servers, which is not by their bytes.
        locale = ("--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8")
        command = [str(self._binaries / "initdb"), f"--pgdata={self._data}", "--username=papers"]
        command += ["--auth=trust", "--encoding=UTF8", "--no-sync", *locale]
        done = subprocess.run(
            command, cwd=self._folder, user=self._user, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr}")


def empty(address: str) -> None:
    """Make a database as new as after its migrations; rows go, and ids begin at 1 again."""
    engine = create_engine(address)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete() if table is not counters else _zero)
        connection.execute(text("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"))
    engine.dispose()


_zero = counters.update().values(value=0)


def _humble_user() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL cannot run as root, and there is no other user")
