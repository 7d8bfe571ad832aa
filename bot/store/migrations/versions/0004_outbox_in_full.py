"""The outbox learns tenants, gates, and to forget what is old."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_WAITS = sa.text("settled_at IS NULL")
_HAS_WORDS = sa.text("content IS NOT NULL")
_FAILED = sa.text("state IN ('dead', 'held')")


def upgrade() -> None:
    """Carry over what waits; a lease's end becomes the time when a row may be taken again."""
    op.create_table(
        "gates",
        sa.Column("bucket", sa.String(length=240), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_gates")),
    )
    op.execute("UPDATE deliveries SET due_at = lease_until WHERE state = 'sending'")
    is_sqlite = op.get_context().dialect.name == "sqlite"
    with op.batch_alter_table("deliveries") as table:
        table.add_column(
            sa.Column("workspace", sa.String(length=200), nullable=False, server_default="")
        )
        table.alter_column("content", existing_type=sa.JSON(), nullable=True)
        table.drop_column("lease_until")
        table.drop_index("ix_deliveries_state_due_at")
        if not is_sqlite:
            table.alter_column("id", existing_type=sa.Integer(), type_=sa.BigInteger())
    op.execute(
        "UPDATE deliveries SET workspace = coalesce("
        "(SELECT max(workspace) FROM subscriptions s WHERE s.destination = deliveries.destination),"
        "(SELECT max(workspace) FROM alerts a WHERE a.person = deliveries.destination), '')"
    )
    with op.batch_alter_table("deliveries") as table:
        table.alter_column("workspace", server_default=None)
    _index("waiting", ["due_at", "id"], _WAITS)
    _index("words", ["settled_at"], _HAS_WORDS)
    _index("failed", ["settled_at"], _FAILED)
    _index("workspace", ["workspace"], _WAITS)


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(
        f"ix_deliveries_{name}", "deliveries", columns, sqlite_where=where, postgresql_where=where
    )
