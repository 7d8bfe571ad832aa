"""What an operator sees of deliveries, decides about them, and copies away."""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.message import Destination, Message
from bot.store import audits, outbox, papers
from tests.cli.conftest import Shell
from tests.cli.test_checking import queue
from tests.conftest import NOW

HOUR = timedelta(hours=1)


def test_an_empty_outbox_is_said(shell: Shell) -> None:
    done = shell.run("deliveries")
    assert (done.code, done.out, done.err) == (0, "0 wait to be sent, 0 failed.\n", "")


def test_what_waits_is_listed(shell: Shell) -> None:
    queue(shell)
    shell.now = NOW + HOUR
    done = shell.run("deliveries")
    assert done.out == (
        "1 wait to be sent, 0 failed.\n"
        "  1 pending: digest 2026-11-24 robots to slack:T1/C1, due for 60 min\n"
    )


def test_what_failed_is_listed_with_its_reason_and_can_be_tried_again(shell: Shell) -> None:
    queue(shell, "dead")
    shell.now = NOW + 3 * HOUR
    done = shell.run("deliveries")
    assert "1 dead: digest 2026-11-24 robots to slack:T1/C1, 3 h ago: I am not in" in done.out
    assert "papers deliveries retry ID" in done.out
    assert shell.run("deliveries", "retry", "1").out == "1 delivery will be tried again.\n"
    assert "1 wait to be sent, 0 failed." in shell.run("deliveries").out


def test_what_failed_can_be_let_be(shell: Shell) -> None:
    queue(shell, "dead")
    assert shell.run("deliveries", "drop", "all").out == "1 delivery will not be sent.\n"
    assert shell.run("deliveries").out == "0 wait to be sent, 0 failed.\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("retry",), "needs an ID, or all"),
        (("retry", "one"), "“one” is no ID"),
        (("drop", "7"), "With none of them that can be done"),
        (("mend",), "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_said(shell: Shell, words: tuple[str, ...], complaint: str) -> None:
    done = shell.run("deliveries", *words)
    assert complaint in done.err
    assert (done.code, done.out) == (1, "")


def test_of_several_ids_it_is_said_that_some_could_not_be_dropped(shell: Shell) -> None:
    assert shell.run("deliveries", "drop", "all").out.startswith("Nothing failed")
    channel = Destination("slack", "T1/C1")
    with closing(App()) as app, app.store.write() as tx:
        key = outbox.Key(channel, "digest", "today")
        outbox.queue(tx, key, [Message("x")], channel, NOW, workspace="slack:T1")
    said = shell.run("deliveries", "drop", "1", "7").out
    assert said.startswith("1 delivery will not be sent. With the other IDs")


def test_a_backup_is_whole_while_the_bot_writes(stocked: Shell) -> None:
    may_stop = threading.Event()

    def write() -> None:
        channel = Destination("slack", "T1/C1")
        with closing(App()) as app:
            number = 0
            while not may_stop.is_set():
                number += 1
                with app.store.write() as tx:
                    key = outbox.Key(channel, "digest", str(number))
                    outbox.queue(tx, key, [Message("x")], channel, NOW, workspace="slack:T1")

    writing = threading.Thread(target=write)
    writing.start()
    done = stocked.run("backup", "copy.db")
    may_stop.set()
    writing.join()
    assert (done.code, done.err) == (0, "")
    assert "copy.db:" in done.out
    copy = Path("copy.db").resolve()
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    stocked.set(DATABASE_URL=f"sqlite:///{copy}")
    with closing(App()) as app, app.store.read() as tx:
        assert papers.count_papers(tx) == 3


def test_what_waits_in_a_backup_is_looked_for_before_it_is_sent(stocked: Shell) -> None:
    """It may have been sent since the copy was made."""
    channel = Destination("slack", "T1/C1")
    with closing(App()) as app, app.store.write() as tx:
        key = outbox.Key(channel, "digest", "today")
        outbox.queue(tx, key, [Message("x")], channel, NOW, workspace="slack:T1")
    stocked.run("backup", "copy.db")
    with closing(App()) as app, app.store.read() as tx:
        assert outbox.count_states(tx) == {"pending": 1}
    stocked.set(DATABASE_URL=f"sqlite:///{Path('copy.db').resolve()}")
    with closing(App()) as app, app.store.write() as tx:
        (claim,) = outbox.claim(tx, ["slack"], NOW, timedelta(minutes=2), 10)
    assert claim.is_doubtful
    assert claim.delivery.first_tried_at == NOW
    assert not list(stocked.home.glob("copy.db?*"))


def test_a_backup_goes_beside_the_database_by_default(stocked: Shell) -> None:
    stocked.run("backup")
    assert (stocked.home / "data/papers-2026-11-24T150000.db").exists()
    assert not list((stocked.home / "data").glob(".*.part"))


def test_a_backup_that_cannot_be_written_is_said(stocked: Shell) -> None:
    done = stocked.run("backup", "nowhere/copy.db")
    assert "nowhere/copy.db cannot be written" in done.err
    assert done.code == 2


def test_of_postgresql_it_is_said_how(shell: Shell, postgresql_address: str) -> None:
    shell.set(DATABASE_URL=postgresql_address)
    done = shell.run("backup")
    assert "pg_dump" in done.err
    assert done.code == 1


def test_the_trail_of_changes_is_listed_the_newest_last(shell: Shell) -> None:
    assert shell.run("audit").out == "Nothing was changed yet.\n"
    ann, channel = Destination("slack", "T1/U1"), Destination("slack", "T1/C1")
    with closing(App()) as app, app.store.write() as tx:
        audits.record_audit(tx, NOW, "slack:T1", ann, channel, "subscribe", "top 5")
        audits.record_audit(
            tx, NOW, "slack:T1", ann, channel, "refused", "unsubscribe", "Only admins may."
        )
        audits.record_audit(tx, NOW, "slack:T2", "", "", "purge", "3 rows")
    assert shell.run("audit").out.splitlines() == [
        "2026-11-24 15:00 UTC subscribe top 5 in slack:T1/C1 by slack:T1/U1",
        "2026-11-24 15:00 UTC refused unsubscribe in slack:T1/C1 by slack:T1/U1 — Only admins may.",
        "2026-11-24 15:00 UTC purge 3 rows of slack:T2",
    ]
    assert len(shell.run("audit", "--workspace", "slack:T2").out.splitlines()) == 1
