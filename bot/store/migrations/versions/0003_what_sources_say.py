"""All that sources say of a paper, its signals over time, and the state of each day's list."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TEXTS = (
    "original_title original_abstract doi journal remark organization_account discussion".split()
)
_LISTS = ("media", "accounts", "sources", "submitters")


def upgrade() -> None:
    """Add the columns; what was stored has the least of ranks, so that any new word replaces it."""
    with op.batch_alter_table("papers") as papers:
        for name in _TEXTS:
            papers.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        for name in _LISTS:
            papers.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        papers.add_column(sa.Column("version", sa.Integer()))
        papers.add_column(sa.Column("revised", sa.Date()))
        papers.add_column(sa.Column("is_withdrawn", sa.Boolean()))
        papers.add_column(sa.Column("authors_take_part", sa.Boolean()))
        papers.add_column(sa.Column("ranks", sa.Text(), nullable=False, server_default="0 0 0"))
        papers.add_column(
            sa.Column("title_key", sa.BigInteger(), nullable=False, server_default="0")
        )
        papers.add_column(
            sa.Column("same_as", sa.String(length=200), nullable=False, server_default="")
        )
    op.create_index(op.f("ix_papers_title_key"), "papers", ["title_key"])
    op.create_index(op.f("ix_papers_same_as"), "papers", ["same_as"])
    with op.batch_alter_table("fetches") as fetches:
        for name in ("etag", "last_modified"):
            fetches.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        for name in ("failures", "seen_closed"):
            fetches.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        fetches.add_column(sa.Column("failing_since", sa.DateTime()))
        fetches.add_column(sa.Column("next_at", sa.DateTime()))
        fetches.add_column(sa.Column("stale_as", sa.Date()))
    op.create_table(
        "signals",
        sa.Column("paper_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("upvotes", sa.Integer(), nullable=True),
        sa.Column("comments", sa.Integer(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_signals_paper_id_papers")
        ),
        sa.PrimaryKeyConstraint("paper_id", "at", name=op.f("pk_signals")),
    )
    _fill_sources()


def _fill_sources() -> None:
    """Tell each paper who listed it."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT paper_id, source, submitter FROM listings")).all()
    listed_by: dict[str, tuple[set[str], set[str]]] = {}
    for paper_id, source, submitter in rows:
        sources, submitters = listed_by.setdefault(paper_id, (set(), set()))
        sources.add(source)
        submitters |= {submitter} - {""}
    table = sa.table(
        "papers", sa.column("id"), sa.column("sources", sa.JSON), sa.column("submitters", sa.JSON)
    )
    for paper_id, (sources, submitters) in listed_by.items():
        connection.execute(
            table.update()
            .where(table.c.id == paper_id)
            .values(sources=sorted(sources), submitters=sorted(submitters))
        )
