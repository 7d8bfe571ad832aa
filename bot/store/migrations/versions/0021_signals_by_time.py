"""Signals by time: what moved lately is found without reading what did not."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Index them by when they were counted."""
    op.create_index("ix_signals_at", "signals", ["at", "paper_id", "upvotes"])
