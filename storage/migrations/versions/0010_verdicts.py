"""What follows a count: casting votes, runoffs, the bookseller's statement, selections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _of_poll("casting", _number("judge"), _words("chosen"))
    op.create_index("ix_casting_judge", "casting", ["judge"])
    op.create_table(
        "juror",
        _number("poll_id"),
        _number("person_id"),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_juror_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", "person_id", name=op.f("pk_juror")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_juror_person_id", "juror", ["person_id"])
    _tell_voters("open_ballot", ("ballot_key", "marks", "masked_at", "tracker", "nonce"), ("poll_id", "ballot_key"))
    _tell_voters("closed_ballot", ("tracker", "nonce", "marks"), ("poll_id", "tracker", "nonce"))
    _of_poll("runoff", _number("runoff_id"))
    _of_poll("statement", _words("words"))
    op.create_table(
        "selection",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        _number("shop_id"),
        _words("name"),
        _words("origin"),
        _number("made_at"),
        _number("is_announced"),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_selection_shop_id_shop"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_selection_shop_id_origin", "selection", ["shop_id", "origin"], unique=True)
    op.create_table(
        "selection_title",
        _number("selection_id"),
        _number("position"),
        _number("work_id"),
        _words("name"),
        _words("authors"),
        sa.ForeignKeyConstraint(
            ["selection_id"],
            ["selection.id"],
            name=op.f("fk_selection_title_selection_id_selection"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("selection_id", "position", name=op.f("pk_selection_title")),
        sqlite_with_rowid=False,
    )


def _tell_voters(name: str, columns: tuple[str, ...], keys: tuple[str, ...]) -> None:
    """A ballot says which class of voters it stands for; SQLite adds no column between others."""
    if op.get_bind().dialect.name != "sqlite":
        op.add_column(name, _words("voters"))
        return
    op.rename_table(name, f"old_{name}")
    op.create_table(
        name,
        _number("poll_id"),
        *(_number(each) if each == "masked_at" else _words(each) for each in columns),
        _words("voters"),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f(f"fk_{name}_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
    listed = ", ".join(("poll_id", *columns))
    op.execute(f"INSERT INTO {name} ({listed}) SELECT {listed} FROM old_{name}")  # noqa: S608 - names of this file
    op.drop_table(f"old_{name}")


def _of_poll(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        _number("poll_id"),
        *columns,
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f(f"fk_{name}_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _words(name: str) -> sa.Column[object]:
    return sa.Column(name, TEXT, server_default="", nullable=False)
