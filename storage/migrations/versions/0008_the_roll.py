"""Who has been where since when, lists of voters, and wishes for reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BEFORE_THE_BOT = 0


def upgrade() -> None:
    _create_memberships()
    _create_lists()
    op.create_table(
        "reminder",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "poll_id", name=op.f("pk_reminder")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reminder_poll_id"), "reminder", ["poll_id"], unique=False)


def _create_memberships() -> None:
    """Whoever was last seen somewhere has been there since ever: nobody told the bot of their arrival."""
    op.create_table(
        "membership",
        sa.Column("platform", TEXT, server_default="", nullable=False),
        sa.Column("user_id", TEXT, server_default="", nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_membership_community_id_community"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", "user_id", "community_id", name=op.f("pk_membership")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_membership_community_id"), "membership", ["community_id"], unique=False)
    op.execute(
        "INSERT INTO membership (platform, user_id, community_id, since)"  # noqa: S608 - constants
        f" SELECT account.platform, account.user_id, person.home_community, {_BEFORE_THE_BOT}"
        " FROM account JOIN person ON person.id = account.person_id"
        " JOIN community ON community.id = person.home_community"
    )


def _create_lists() -> None:
    op.create_table(
        "voter_list",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("name", TEXT, server_default="", nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_voter_list_shop_id_shop"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voter_list")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "voter_listed",
        sa.Column("list_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["voter_list.id"], name=op.f("fk_voter_listed_list_id_voter_list"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("list_id", "person_id", name=op.f("pk_voter_listed")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_voter_listed_person_id"), "voter_listed", ["person_id"], unique=False)
