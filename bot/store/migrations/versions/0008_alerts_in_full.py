"""Alerts learn paces, people how they want to be told, and finds what became of each match."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_WAITS = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Add the tables and columns; alerts that are there are told at once, as they were.

    Papers that are stored already are no news to anybody.
    """
    with op.batch_alter_table("alerts") as table:
        table.add_column(sa.Column("at", sa.String(length=5), nullable=False, server_default=""))
        table.add_column(
            sa.Column("weekdays", sa.String(length=13), nullable=False, server_default="")
        )
        table.add_column(
            sa.Column("timezone", sa.String(length=60), nullable=False, server_default="")
        )
        table.add_column(sa.Column("most", sa.Integer(), nullable=True))
        table.add_column(sa.Column("silent_until", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("revision", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE alerts SET revision = id")
    with op.batch_alter_table("alerts") as table:
        for name in ("at", "weekdays", "timezone", "revision"):
            table.alter_column(name, server_default=None)
    op.create_index(op.f("ix_alerts_revision"), "alerts", ["revision"])
    op.execute(
        "INSERT INTO counters (name, value) VALUES "
        "('alerts', (SELECT coalesce(max(id), 0) FROM alerts)), "
        "('told', (SELECT coalesce(max(value), 0) FROM counters WHERE name = 'revision'))"
    )
    op.create_index(op.f("ix_subscriptions_owner"), "subscriptions", ["owner"])
    _add_what_alerts_need()
    _add_people()
    _add_finds()


def _add_what_alerts_need() -> None:
    op.create_table(
        "gone_alerts",
        sa.Column("alert_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", name=op.f("pk_gone_alerts")),
    )
    op.create_index(op.f("ix_gone_alerts_revision"), "gone_alerts", ["revision"])
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_person"), "drafts", ["person"])


def _add_people() -> None:
    op.create_table(
        "people",
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=False),
        sa.Column("quiet_until", sa.String(length=5), nullable=False),
        sa.Column("most_a_day", sa.Integer(), nullable=True),
        sa.Column("silent_until", sa.DateTime(), nullable=True),
        sa.Column("unreachable", sa.Text(), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_people")),
    )


def _add_finds() -> None:
    op.create_table(
        "finds",
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("paper_id", sa.String(length=200), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("is_gathered", sa.Boolean(), nullable=False),
        sa.Column("period", sa.String(length=400), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_finds_paper_id_papers")),
        sa.PrimaryKeyConstraint("person", "paper_id", name=op.f("pk_finds")),
    )
    op.create_index(op.f("ix_finds_found_at"), "finds", ["found_at"])
    op.create_index(op.f("ix_finds_paper_id"), "finds", ["paper_id"])
    op.create_index(
        "ix_finds_waiting",
        "finds",
        ["platform", "due_at"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )
