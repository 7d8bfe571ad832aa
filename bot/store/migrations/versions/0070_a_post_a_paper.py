"""Digests that bring each paper as a post of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0052"


def upgrade() -> None:
    """Say of each subscription whether its papers stand apart."""
    with op.batch_alter_table("subscriptions") as table:
        table.add_column(
            sa.Column("is_apart", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("subscriptions") as table:
        table.alter_column("is_apart", server_default=None)
