"""What buttons meant: what became of drafts, and numbers of alerts that are never given twice."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0031"


def upgrade() -> None:
    """Add the columns; alerts go on being numbered past those that stand."""
    op.add_column(
        "drafts", sa.Column("ended", sa.String(length=20), nullable=False, server_default="")
    )
    op.add_column("people", sa.Column("numbered", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE people SET numbered = coalesce("
        "(SELECT max(number) FROM alerts WHERE alerts.person = people.person), 0)"
    )
