"""Past searches: what people searched for last, so that it can be completed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create their table."""
    op.create_table(
        "searches",
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("query", sa.String(length=100), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person", "query", name=op.f("pk_searches")),
    )
    op.create_index(op.f("ix_searches_at"), "searches", ["at"])
