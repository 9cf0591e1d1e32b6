"""What was posted is found without its edits: a vote of a month leaves more of them than a ballot should read past."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    where = sa.text("edits IS NULL")
    op.drop_index("ix_outbox_posted", "outbox")
    op.create_index("ix_outbox_posted", "outbox", ["kind", "about", "id"], sqlite_where=where, postgresql_where=where)
