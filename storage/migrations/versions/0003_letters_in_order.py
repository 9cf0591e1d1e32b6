"""Letters to one place leave in order: what is pending for a place, and which edits wait, are found by indexes.
An invitation knows the act that asked for it."""

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

    _tell_requests()


def _tell_requests() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    if op.get_bind().dialect.name != "sqlite":
        op.add_column("invitation", sa.Column("request", text, server_default="", nullable=False))
        return
    op.rename_table("invitation", "old_invitation")
    op.create_table(
        "invitation",
        sa.Column("code_hash", text, nullable=False),
        sa.Column("shop_id", sa.BigInteger(), nullable=True),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("request", text, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_invitation")),
    )
    op.execute("INSERT INTO invitation SELECT code_hash, shop_id, level, expires_at, '' FROM old_invitation")
    op.drop_table("old_invitation")


def _index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "outbox", columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
