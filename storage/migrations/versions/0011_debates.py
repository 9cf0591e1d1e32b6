"""Debates: who would come to them, where they are held, what a shop decided for all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "debate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        _int("shop_id"),
        _int("work_id", null=True),
        _int("author"),
        *map(_text, ("author_name", "theme", "question", "reason", "state")),
        *map(_int, ("pause_seconds", "threshold", "made_at")),
        *(_int(name, null=True) for name in ("opens_at", "closes_at", "opened_at")),
        _text("outcome"),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_debate_shop_id_shop"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debate")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_debate_shop_id_debate_id"), "debate", ["shop_id", "id"], unique=False)
    op.create_table(
        "debate_community",
        _int("debate_id"),
        _int("community_id"),
        *map(_text, ("room", "standing")),
        _of_debate("debate_community"),
        sa.PrimaryKeyConstraint("debate_id", "community_id", name=op.f("pk_debate_community")),
    )
    op.create_index(op.f("ix_debate_community_community_id"), "debate_community", ["community_id"], unique=False)
    op.create_table(
        "supporter",
        *map(_int, ("debate_id", "person_id", "at")),
        _of_debate("supporter"),
        sa.PrimaryKeyConstraint("debate_id", "person_id", name=op.f("pk_supporter")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_supporter_person_id"), "supporter", ["person_id"], unique=False)
    op.create_table(
        "debate_custom",
        sa.Column("shop_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *map(_int, ("threshold", "rest_days")),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_debate_custom_shop_id_shop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("shop_id", name=op.f("pk_debate_custom")),
        sqlite_with_rowid=False,
    )


def _int(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, server_default="", nullable=False)


def _of_debate(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_debate_id_debate")
    return sa.ForeignKeyConstraint(["debate_id"], ["debate.id"], name=name, ondelete="CASCADE")
