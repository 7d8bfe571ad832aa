"""Times of a day: digests and alerts may have several."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0022"


def upgrade() -> None:
    """Make room for them; SQLite holds no column to its length."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in ("subscriptions", "alerts"):
        op.alter_column(table, "at", type_=sa.String(60), existing_type=sa.String(5))
