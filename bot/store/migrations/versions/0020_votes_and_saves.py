"""Votes, saves, and the reactions that they were made by."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0009"


def upgrade() -> None:
    """Create their tables."""
    _create("votes")
    _create(
        "saves",
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "reactions",
        sa.Column("destination", sa.String(length=200), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("gesture", sa.String(length=10), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("paper_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "destination", "message", "person", "gesture", name=op.f("pk_reactions")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_reactions_paper_id_papers")
        ),
    )
    for name in ("person", "workspace", "paper_id"):
        op.create_index(op.f(f"ix_reactions_{name}"), "reactions", [name])


def _create(name: str, *more: sa.Column[object]) -> None:
    """Create a table that holds once what a person says of a paper in a workspace."""
    op.create_table(
        name,
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("paper_id", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("workspace", "paper_id", "person", name=op.f(f"pk_{name}")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f(f"fk_{name}_paper_id_papers")
        ),
    )
    op.create_index(op.f(f"ix_{name}_paper_id"), name, ["paper_id"])
    op.create_index(op.f(f"ix_{name}_person"), name, ["person"])
    op.create_index(f"ix_{name}_workspace_at", name, ["workspace", "at"])
