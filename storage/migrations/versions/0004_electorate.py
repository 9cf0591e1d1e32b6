"""A poll in which too few had voted lasts longer: when it was to close is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "extension",
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        sa.Column("promised", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_extension_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_extension")),
        sqlite_with_rowid=False,
    )
