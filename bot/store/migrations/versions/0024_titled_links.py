"""Titled links: what groups submit that nobody could fetch, known by the title they gave."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0051"


def upgrade() -> None:
    """Create their table."""
    name = sa.String(length=200)
    op.create_table(
        "titled_links",
        sa.Column("workspace", name, nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("person", name, nullable=False),
        sa.Column("name", name, nullable=False),
        sa.Column("destination", name, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "link", name=op.f("pk_titled_links")),
    )
    op.create_index(op.f("ix_titled_links_person"), "titled_links", ["person"])
    op.create_index("ix_titled_links_workspace_at", "titled_links", ["workspace", "at"])
