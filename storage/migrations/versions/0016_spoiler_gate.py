"""The spoiler gate: how books are divided, how far readers are, what they say up to where."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "milestones",
        sa.Column("debate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        _text("names"),
        _int("chapters"),
        _of_debate("milestones"),
        sa.PrimaryKeyConstraint("debate_id", name=op.f("pk_milestones")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "progress",
        *map(_int, ("debate_id", "person_id", "stage", "at")),
        _of_debate("progress"),
        sa.PrimaryKeyConstraint("debate_id", "person_id", name=op.f("pk_progress")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_progress_person_id"), "progress", ["person_id"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        *map(_int, ("debate_id", "author")),
        *map(_text, ("author_name", "words")),
        *map(_int, ("stage", "is_marked", "is_settled", "is_withdrawn", "at")),
        _of_debate("contribution"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contribution_debate_id_contribution_id"), "contribution", ["debate_id", "id"])
    op.create_index(op.f("ix_contribution_author_contribution_debate_id"), "contribution", ["author", "debate_id"])


def _int(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, server_default="", nullable=False)


def _of_debate(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_debate_id_debate")
    return sa.ForeignKeyConstraint(["debate_id"], ["debate.id"], name=name, ondelete="CASCADE")
