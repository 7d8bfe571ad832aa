"""Mailboxes and whose they are, and the keys to people's own pages."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0050"


def upgrade() -> None:
    """Create their tables."""
    op.create_table(
        "mailboxes",
        sa.Column("mailbox", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("code_until", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("takes_alerts", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "person", name=op.f("pk_mailboxes")),
    )
    op.create_index(op.f("ix_mailboxes_person"), "mailboxes", ["person"])
    op.create_table(
        "page_keys",
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_page_keys")),
        sa.UniqueConstraint("key", name=op.f("uq_page_keys_key")),
    )
