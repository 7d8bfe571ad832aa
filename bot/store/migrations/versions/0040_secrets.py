"""Secrets: tokens of installations, encrypted."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0023"


def upgrade() -> None:
    """Create their table."""
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secrets")),
    )
    op.create_index(op.f("ix_secrets_workspace"), "secrets", ["workspace"])
    op.create_index(op.f("ix_secrets_until"), "secrets", ["until"])
