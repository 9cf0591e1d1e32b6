"""Nominations are seconded, books are noted as read, seasons have their rounds, readers write titles in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    _nominations(text)
    _seasons(text)
    op.create_table(
        "write_in",
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_write_in_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", "position", name=op.f("pk_write_in")),
        sa.UniqueConstraint("poll_id", "person_id", name=op.f("uq_write_in_poll_id_person_id")),
        sqlite_with_rowid=False,
    )


def _nominations(text: sa.types.TypeEngine[str]) -> None:
    op.create_table(
        "support",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", text, server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_support_work_id_work"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "work_id", "person_id", name=op.f("pk_support")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_support_person_id"), "support", ["person_id"], unique=False)
    op.create_table(
        "already_read",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("cause", text, server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_already_read_shop_id_shop"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_already_read_work_id_work"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("shop_id", "work_id", name=op.f("pk_already_read")),
        sqlite_with_rowid=False,
    )


def _seasons(text: sa.types.TypeEngine[str]) -> None:
    op.create_table(
        "season",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=True),
        sa.Column("opener", sa.BigInteger(), nullable=False),
        sa.Column("question", text, server_default="", nullable=False),
        sa.Column("plan", text, server_default="", nullable=False),
        sa.Column("state", text, server_default="", nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("poll_id", sa.BigInteger(), nullable=True),
        sa.Column("titles", text, server_default="", nullable=False),
        sa.Column("carried", text, server_default="", nullable=False),
        sa.Column("reason", text, server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_season_shop_id_shop"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_season")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_season_shop_id"), "season", ["shop_id"], unique=False)
    op.create_index(op.f("ix_season_poll_id"), "season", ["poll_id"], unique=False)
