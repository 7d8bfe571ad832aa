"""Whether a digest brings the abstracts of its papers in its thread."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0024"


def upgrade() -> None:
    """Add the choice; nobody made it so far."""
    with op.batch_alter_table("subscriptions") as table:
        table.add_column(
            sa.Column("has_abstracts", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("subscriptions") as table:
        table.alter_column("has_abstracts", server_default=None)
