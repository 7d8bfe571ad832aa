"""Last lists: what a person saw last in a place, so that they can point at it."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0040"


def upgrade() -> None:
    """Create their table."""
    op.create_table(
        "last_lists",
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("paper_ids", sa.JSON(), nullable=False),
        sa.Column("following", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person", "place", name=op.f("pk_last_lists")),
    )
    op.create_index(op.f("ix_last_lists_workspace"), "last_lists", ["workspace"])
    op.create_index(op.f("ix_last_lists_at"), "last_lists", ["at"])
