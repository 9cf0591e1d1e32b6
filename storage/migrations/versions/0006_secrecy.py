"""What is kept of a poll for its seals, its live counts, its voters' words, its roll call and its withdrawn titles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _of_poll("sealed_cast", _text("nonce"), keys=("poll_id", "nonce"))
    _of_poll("live_count", _text("shown"), keys=("poll_id",))
    _of_poll("live_entry", _text("ballot_key"), keys=("poll_id", "ballot_key"))
    _of_poll("ballot_word", _text("ballot_key"), _text("masked"), keys=("poll_id", "ballot_key"))
    _of_poll("named_ballot", _number("number"), _text("name"), _text("marks"), keys=("poll_id", "number"))
    _of_poll("struck_title", _number("position"), _text("reason"), keys=("poll_id", "position"))


def _of_poll(name: str, *columns: sa.Column[str] | sa.Column[int], keys: tuple[str, ...]) -> None:
    op.create_table(
        name,
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f(f"fk_{name}_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, server_default="", nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)
