"""A line of a roll call is known to be somebody's, so that their name can be taken out of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "named_voter",
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("poll_id", "number", "person_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_named_voter_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", "number", name=op.f("pk_named_voter")),
        sqlite_with_rowid=False,
    )
