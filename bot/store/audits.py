"""The audit trail: who changed what is posted where, who was refused, and what was purged."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, select

from bot.model import Destination
from bot.store.database import Transaction
from bot.store.schema import audits

DETAIL = 500


@dataclass(frozen=True, slots=True)
class Audit:
    """One entry; `outcome` is "done" or why not."""

    at: datetime
    workspace: str
    person: str
    destination: str
    action: str
    detail: str
    outcome: str


def record_audit(
    tx: Transaction,
    now: datetime,
    workspace: str,
    person: Destination | str,
    destination: Destination | str,
    action: str,
    detail: str = "",
    outcome: str = "done",
) -> None:
    """Write an entry; a long detail is cut."""
    row = Audit(now, workspace, str(person), str(destination), action, detail[:DETAIL], outcome)
    tx.execute(audits.insert().values({name: getattr(row, name) for name in _NAMES}))


def read_audits(tx: Transaction, limit: int = 50, workspace: str = "") -> list[Audit]:
    """Return the newest entries, the newest first."""
    statement = select(*(audits.c[name] for name in _NAMES)).order_by(audits.c.id.desc())
    if workspace:
        statement = statement.where(audits.c.workspace == workspace)
    return [Audit(**row) for row in tx.execute(statement.limit(limit)).mappings()]


def forget_audits(tx: Transaction, before: datetime) -> None:
    """Remove entries from before a moment."""
    tx.execute(delete(audits).where(audits.c.at < before))


_NAMES = [field.name for field in fields(Audit)]
