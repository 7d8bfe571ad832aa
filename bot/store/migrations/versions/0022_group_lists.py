"""What groups submit and share, what channels choose, and what they want more or less of."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

NAME = sa.String(length=200)


def upgrade() -> None:
    """Create their tables."""
    _create(
        "submissions",
        ("workspace", "paper_id"),
        sa.Column("workspace", NAME, nullable=False),
        _paper("submissions"),
        sa.Column("person", NAME, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("destination", NAME, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
    )
    _create(
        "shares",
        ("destination", "paper_id", "person"),
        sa.Column("destination", NAME, nullable=False),
        _paper("shares"),
        sa.Column("person", NAME, nullable=False),
        sa.Column("workspace", NAME, nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    _create(
        "place_choices",
        ("destination",),
        sa.Column("destination", NAME, nullable=False),
        sa.Column("workspace", NAME, nullable=False),
        sa.Column("posts_at_once", sa.Boolean(), nullable=True),
        sa.Column("remembers_shares", sa.Boolean(), nullable=False),
    )
    _create(
        "tastes",
        ("destination", "paper_id"),
        sa.Column("destination", NAME, nullable=False),
        _paper("tastes"),
        sa.Column("person", NAME, nullable=False),
        sa.Column("workspace", NAME, nullable=False),
        sa.Column("is_liked", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    _create(
        "taste_resets",
        ("person",),
        sa.Column("person", NAME, nullable=False),
        sa.Column("workspace", NAME, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    _index("submissions", "paper_id", "person")
    _index("shares", "paper_id", "person", "workspace")
    _index("place_choices", "workspace")
    _index("tastes", "paper_id", "person", "workspace")
    _index("taste_resets", "workspace")
    op.create_index("ix_submissions_workspace_at", "submissions", ["workspace", "at"])
    is_waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_submissions_waiting",
        "submissions",
        ["destination"],
        sqlite_where=is_waiting,
        postgresql_where=is_waiting,
    )


def _create(name: str, key: tuple[str, ...], *columns: sa.Column[object]) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")))


def _paper(table: str) -> sa.Column[object]:
    links = sa.ForeignKey("papers.id", name=op.f(f"fk_{table}_paper_id_papers"))
    return sa.Column("paper_id", NAME, links, nullable=False)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
