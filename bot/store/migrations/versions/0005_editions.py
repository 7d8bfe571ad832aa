"""Editions, and standing orders that wait for a list to be complete."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_RUNS = sa.text("paused_reason = ''")
_IS_OPEN = sa.text("open_until IS NOT NULL")


def upgrade() -> None:
    """Add the tables and columns; the platform of an order stands before its first colon."""
    op.create_table(
        "editions",
        sa.Column("destination", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=400), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("name_day", sa.Date(), nullable=False),
        sa.Column("run_at", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("paper_ids", sa.JSON(), nullable=False),
        sa.Column("considered", sa.Integer(), nullable=False),
        sa.Column("grown_by", sa.Integer(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("open_until", sa.DateTime(), nullable=True),
        sa.Column("skipped_because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("destination", "period", name=op.f("pk_editions")),
    )
    op.create_index(op.f("ix_editions_made_at"), "editions", ["made_at"])
    op.create_index(
        "ix_editions_open",
        "editions",
        ["destination", "period"],
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    )
    with op.batch_alter_table("subscriptions") as table:
        table.add_column(
            sa.Column("platform", sa.String(length=20), nullable=False, server_default="")
        )
        table.add_column(
            sa.Column("is_when_ready", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.drop_index("ix_subscriptions_next_run_at")
    is_sqlite = op.get_context().dialect.name == "sqlite"
    colon = "instr(destination, ':')" if is_sqlite else "strpos(destination, ':')"
    op.execute(f"UPDATE subscriptions SET platform = substr(destination, 1, {colon} - 1)")  # noqa: S608
    with op.batch_alter_table("subscriptions") as table:
        table.alter_column("platform", server_default=None)
        table.alter_column("is_when_ready", server_default=None)
    op.create_index(
        "ix_subscriptions_due",
        "subscriptions",
        ["platform", "is_when_ready", "next_run_at"],
        sqlite_where=_RUNS,
        postgresql_where=_RUNS,
    )
