"""Letters to one place leave in order: what is pending for a place, and which edits wait, are found by indexes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _index(
        "ix_outbox_place", ["platform", "space", "room", "place_kind", "id"], "state = 'queued' OR state = 'sending'"
    )
    _index("ix_outbox_edits", ["platform", "edits"], "state = 'queued' AND edits IS NOT NULL")


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "outbox", columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
