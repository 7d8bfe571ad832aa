"""Who wrote a paper's summary."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0070"


def upgrade() -> None:
    """Add the mark; so far every summary is a source's own."""
    op.add_column("papers", sa.Column("summary_by", sa.Text(), nullable=False, server_default=""))
