"""Other digests than the daily one, and what stands beside the highlights of an edition."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0030"


def upgrade() -> None:
    """Name the kind; a place may have one of each kind on a topic."""
    with op.batch_alter_table("subscriptions") as table:
        table.add_column(
            sa.Column("kind", sa.String(length=20), nullable=False, server_default="daily")
        )
        table.drop_constraint("uq_subscriptions_destination_topic", type_="unique")
        table.create_unique_constraint(
            "uq_subscriptions_destination_topic_kind", ["destination", "topic", "kind"]
        )
    with op.batch_alter_table("subscriptions") as table:
        table.alter_column("kind", server_default=None)
    for name in ("subscriptions", "alerts"):
        # 0050 left SQLite's columns as short as they were, which the schema does not say.
        with op.batch_alter_table(name) as table:
            table.alter_column("at", type_=sa.String(60), existing_type=sa.String(5))
    with op.batch_alter_table("editions") as table:
        table.add_column(sa.Column("beside", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("editions") as table:
        table.alter_column("beside", server_default=None)
