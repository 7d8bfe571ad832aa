"""The first tables: papers, listings, standing orders, alerts, the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create them, and start the count of revisions."""
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("paused_reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("person", "number", name=op.f("uq_alerts_person_number")),
        sa.UniqueConstraint("person", "query", name=op.f("uq_alerts_person_query")),
    )
    op.create_index(op.f("ix_alerts_workspace"), "alerts", ["workspace"], unique=False)
    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("destination", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("period", sa.String(length=400), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("marker", sa.String(length=25), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("is_doubtful", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_tried_at", sa.DateTime(), nullable=True),
        sa.Column("platform_id", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "destination",
            "kind",
            "period",
            "part",
            name=op.f("uq_deliveries_destination_kind_period_part"),
        ),
        sa.UniqueConstraint("marker", name=op.f("uq_deliveries_marker")),
    )
    op.create_index(
        op.f("ix_deliveries_state_due_at"), "deliveries", ["state", "due_at"], unique=False
    )
    op.create_table(
        "fetches",
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("source", "day", name=op.f("pk_fetches")),
    )
    op.create_table(
        "papers",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("upvotes", sa.Integer(), nullable=True),
        sa.Column("comments", sa.Integer(), nullable=True),
        sa.Column("ai_summary", sa.Text(), nullable=False),
        sa.Column("ai_keywords", sa.JSON(), nullable=False),
        sa.Column("code_url", sa.Text(), nullable=False),
        sa.Column("code_stars", sa.Integer(), nullable=True),
        sa.Column("project_url", sa.Text(), nullable=False),
        sa.Column("organization", sa.Text(), nullable=False),
        sa.Column("thumbnail", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("revision", name=op.f("uq_papers_revision")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=200), nullable=False),
        sa.Column("destination", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("weekdays", sa.String(length=13), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("next_run_at", sa.DateTime(), nullable=False),
        sa.Column("covered_until", sa.Date(), nullable=True),
        sa.Column("paused_reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint(
            "destination", "topic", name=op.f("uq_subscriptions_destination_topic")
        ),
    )
    op.create_index(
        op.f("ix_subscriptions_next_run_at"), "subscriptions", ["next_run_at"], unique=False
    )
    op.create_index(
        op.f("ix_subscriptions_workspace"), "subscriptions", ["workspace"], unique=False
    )
    op.create_table(
        "listings",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("paper_id", sa.String(length=200), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("submitter", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_listings_paper_id_papers")
        ),
        sa.PrimaryKeyConstraint("day", "source", "paper_id", name=op.f("pk_listings")),
    )
    op.create_index(op.f("ix_listings_paper_id"), "listings", ["paper_id"], unique=False)
    op.create_table(
        "shown",
        sa.Column("destination", sa.String(length=200), nullable=False),
        sa.Column("paper_id", sa.String(length=200), nullable=False),
        sa.Column("shown_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_shown_paper_id_papers")),
        sa.PrimaryKeyConstraint("destination", "paper_id", name=op.f("pk_shown")),
    )
    op.execute("INSERT INTO counters (name, value) VALUES ('revision', 0)")
