"""A database of an older version is carried over with what it holds."""

from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import JSON, bindparam, text

from bot.message import Destination, Message
from bot.store import open_store, outbox
from bot.store.database import open_engine
from bot.store.message_json import freeze
from bot.store.migrate import FOLDER
from bot.store.outbox import Key
from tests.conftest import NOW

DAY = timedelta(days=1)
CHANNEL = Destination("slack", "T1/C1")
ROW = text(
    "INSERT INTO deliveries (destination, kind, period, part, owner, platform, content, marker,"
    " state, is_doubtful, due_at, lease_until, fence, attempts, platform_id, reason, created_at)"
    " VALUES (:place, 'digest', :period, 0, 'slack:T1/U1', 'slack', :content, :period, :state,"
    " false, '2026-11-24 14:00:00', '2026-11-24 14:59:00', 3, 1, '', '', '2026-11-24 14:00:00')"
).bindparams(bindparam("content", type_=JSON))
ALERT = text(
    "INSERT INTO alerts (workspace, person, number, query, paused_reason, created_at)"
    " VALUES ('slack:T1', 'slack:T1/U1', 1, 'lora', '', '2026-11-24 14:00:00')"
)


def upgrade_to(revision: str, address: str, home: Path, *statements: object) -> None:
    """Bring a new database to an old version and fill it."""
    engine = open_engine(address, home)
    with engine.execution_options(is_writing=True).begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]
    engine.dispose()


def test_what_waits_in_an_old_outbox_goes_out_of_the_new_one(
    each_new_address: str, tmp_path: Path
) -> None:
    content = {
        "content": freeze(Message("old words")),
        "place": "slack:T1/C1",
        "state": "pending",
    }
    rows = [
        ROW.bindparams(**content, period="waiting"),
        ROW.bindparams(**content | {"state": "sending", "place": "slack:T1/U1"}, period="in hand"),
    ]
    upgrade_to("0003", each_new_address, tmp_path, ALERT, *rows)
    store = open_store(each_new_address, tmp_path)
    with store.write() as tx:
        assert outbox.is_queued(tx, Key(CHANNEL, "digest", "waiting"))
        claims = {one.delivery.marker: one for one in outbox.claim(tx, ["slack"], NOW, DAY, 9)}
    store.close()
    assert not claims["waiting"].is_doubtful
    assert claims["in hand"].is_doubtful
    assert claims["in hand"].workspace == "slack:T1"
    assert claims["waiting"].delivery.message == Message("old words")
