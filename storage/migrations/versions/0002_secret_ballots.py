"""Secret ballots: no person stands beside a ballot. The terms of a poll, its roll, its sealed ballots, its record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TERMS = r'{"method"\:"%s","most"\:0,"one_per_author"\:false,"places"\:1,"unranked"\:"last","with_none"\:false}'
_AS_TERMS = f"CASE method WHEN 'single' THEN '{_TERMS % 'plurality'}' ELSE '{_TERMS % 'approval'}' END"
_KEPT = "id, shop_id, opener, question, state, opened_at, closes_at, settled_at, titles, voters"
_NEW = ("lot_hash", "seed", "outcome")
_RANDOM = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "replace(gen_random_uuid()::text, '-', '')"}


def upgrade() -> None:
    _extend_polls()
    _create_tables()
    _move_ballots()
    op.drop_table("ballot")
    op.drop_table("barred")


def _extend_polls() -> None:
    """A poll's terms take the place of its method."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_polls()
        return
    for name in ("terms", *_NEW):
        op.add_column("poll", sa.Column(name, TEXT, server_default="", nullable=False))
    op.execute(f"UPDATE poll SET terms = {_AS_TERMS}")  # noqa: S608 - constants
    op.drop_column("poll", "method")


def _rebuild_polls() -> None:
    """SQLite has no other way to keep the columns in the order in which the tables name them."""
    op.create_table(
        "new_poll",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("opener", sa.BigInteger(), nullable=False),
        sa.Column("question", TEXT, server_default="", nullable=False),
        sa.Column("terms", TEXT, server_default="", nullable=False),
        sa.Column("state", TEXT, server_default="", nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("titles", sa.BigInteger(), nullable=False),
        sa.Column("voters", sa.BigInteger(), nullable=False),
        *(sa.Column(name, TEXT, server_default="", nullable=False) for name in _NEW),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_poll_shop_id_shop"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        sqlite_autoincrement=True,
    )
    op.execute(f"INSERT INTO new_poll ({_KEPT}, terms) SELECT {_KEPT}, {_AS_TERMS} FROM poll")  # noqa: S608 - constants
    op.execute(
        "UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'poll') WHERE name = 'new_poll'"
    )
    op.drop_table("poll")
    op.rename_table("new_poll", "poll")
    op.create_index("ix_poll_open", "poll", ["id"], unique=False, sqlite_where=sa.text("state = 'open'"))
    op.create_index(op.f("ix_poll_shop_id_poll_id"), "poll", ["shop_id", "id"], unique=False)


def _create_tables() -> None:
    _create("open_ballot", ("ballot_key", "marks", "masked_at", "tracker", "nonce"), ("ballot_key",))
    _create("closed_ballot", ("tracker", "nonce", "marks"), ("tracker", "nonce"))
    _create("roll", ("person_id", "status", "has_voted"), ("person_id",))
    _create("record", ("number", "line"), ("number",))
    op.create_index(op.f("ix_roll_person_id"), "roll", ["person_id"], unique=False)


def _create(table: str, columns: tuple[str, ...], keys: tuple[str, ...]) -> None:
    numbers = {"masked_at", "person_id", "has_voted", "number"}
    op.create_table(
        table,
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            if name in numbers
            else sa.Column(name, TEXT, server_default="", nullable=False)
            for name in columns
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f(f"fk_{table}_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", *keys, name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )


def _move_ballots() -> None:
    """Ballots of open polls keep their person's number, marked as such, until the next start gives the poll a key."""
    marks = "'[' || replace(ballot.marks, ' ', ',') || ']'"
    random = _RANDOM[op.get_bind().dialect.name]
    op.execute(
        "INSERT INTO open_ballot (poll_id, ballot_key, marks, masked_at, tracker, nonce)"  # noqa: S608 - constants
        f" SELECT poll_id, 'person-' || person_id, {marks}, cast_at, '', ''"
        " FROM ballot JOIN poll ON poll.id = ballot.poll_id WHERE poll.state = 'open'"
    )
    op.execute(
        "INSERT INTO closed_ballot (poll_id, tracker, nonce, marks)"  # noqa: S608 - constants
        f" SELECT poll_id, '', {random}, {marks}"
        " FROM ballot JOIN poll ON poll.id = ballot.poll_id WHERE poll.state = 'closed'"
    )
    op.execute(
        "INSERT INTO roll (poll_id, person_id, status, has_voted) SELECT poll_id, person_id, 'eligible', 1 FROM ballot"
    )
    op.execute(
        "INSERT INTO roll (poll_id, person_id, status, has_voted) SELECT poll_id, person_id, 'barred', 0 FROM barred"
        " WHERE NOT EXISTS (SELECT 1 FROM ballot WHERE ballot.poll_id = barred.poll_id"
        " AND ballot.person_id = barred.person_id)"
    )
    op.execute(
        "UPDATE roll SET status = 'barred' WHERE EXISTS (SELECT 1 FROM barred WHERE barred.poll_id = roll.poll_id"
        " AND barred.person_id = roll.person_id)"
    )
