"""The first journey: shops, communities, persons, books, polls, outbox, due rows, inbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:  # noqa: PLR0915 - a list of tables, as Alembic writes it
    op.create_table(
        "draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("platform", TEXT, server_default="", nullable=False),
        sa.Column("user_id", TEXT, server_default="", nullable=False),
        sa.Column("space", TEXT, server_default="", nullable=False),
        sa.Column("room", TEXT, server_default="", nullable=False),
        sa.Column("command", TEXT, server_default="", nullable=False),
        sa.Column("answers", TEXT, server_default="", nullable=False),
        sa.Column("step", TEXT, server_default="", nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("platform", "user_id", name=op.f("uq_draft_platform_user_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "due",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", TEXT, server_default="", nullable=False),
        sa.Column("about", TEXT, server_default="", nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due")),
        sa.UniqueConstraint("kind", "about", name=op.f("uq_due_kind_about")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_due_free",
        "due",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("lease_until = 0"),
        postgresql_where=sa.text("lease_until = 0"),
    )
    op.create_index(
        "ix_due_held",
        "due",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("lease_until > 0"),
        postgresql_where=sa.text("lease_until > 0"),
    )
    op.create_table(
        "inbox",
        sa.Column("bot", TEXT, server_default="", nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("payload", TEXT, server_default="", nullable=False),
        sa.Column("state", TEXT, server_default="", nullable=False),
        sa.Column("reason", TEXT, server_default="", nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "update_id", name=op.f("pk_inbox")),
    )
    op.create_index(
        "ix_inbox_new",
        "inbox",
        ["bot", "update_id"],
        unique=False,
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_table(
        "invitation",
        sa.Column("code_hash", TEXT, nullable=False),
        sa.Column("shop_id", sa.BigInteger(), nullable=True),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_invitation")),
    )
    op.create_table(
        "link_attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_attempt")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_link_attempt_person_id_link_attempt_at"), "link_attempt", ["person_id", "at"], unique=False
    )
    op.create_table(
        "link_code",
        sa.Column("code_hash", TEXT, nullable=False),
        sa.Column("platform", TEXT, server_default="", nullable=False),
        sa.Column("user_id", TEXT, server_default="", nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_link_code")),
        sa.UniqueConstraint("platform", "user_id", name=op.f("uq_link_code_platform_user_id")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", TEXT, server_default="", nullable=False),
        sa.Column("about", TEXT, server_default="", nullable=False),
        sa.Column("platform", TEXT, server_default="", nullable=False),
        sa.Column("space", TEXT, server_default="", nullable=False),
        sa.Column("room", TEXT, server_default="", nullable=False),
        sa.Column("place_kind", TEXT, server_default="", nullable=False),
        sa.Column("locale", TEXT, server_default="", nullable=False),
        sa.Column("zone", TEXT, server_default="", nullable=False),
        sa.Column("payload", TEXT, server_default="", nullable=False),
        sa.Column("dedupe", TEXT, server_default="", nullable=False),
        sa.Column("doubt", TEXT, server_default="", nullable=False),
        sa.Column("edits", sa.BigInteger(), nullable=True),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("state", TEXT, server_default="", nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("message", TEXT, server_default="", nullable=False),
        sa.Column("reason", TEXT, server_default="", nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_posted", "outbox", ["kind", "about", "id"], unique=False)
    op.create_index(
        "ix_outbox_queued",
        "outbox",
        ["platform", "not_before", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'queued'"),
        postgresql_where=sa.text("state = 'queued'"),
    )
    op.create_index(
        "ix_outbox_sending",
        "outbox",
        ["platform", "lease_until"],
        unique=False,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "uq_outbox_dedupe",
        "outbox",
        ["dedupe"],
        unique=True,
        sqlite_where=sa.text("state = 'queued' AND dedupe <> ''"),
        postgresql_where=sa.text("state = 'queued' AND dedupe <> ''"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("locale", TEXT, server_default="", nullable=False),
        sa.Column("home_community", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("file", TEXT, server_default="", nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("column_name", TEXT, server_default="", nullable=False),
        sa.Column("value", TEXT, server_default="", nullable=False),
        sa.Column("reason", TEXT, server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        sa.UniqueConstraint("file", "line", "column_name", name=op.f("uq_quarantine_file_line_column_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "request",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_request")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shop",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("name", TEXT, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "standing",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "shop_id", name=op.f("pk_standing")),
    )
    op.create_index(op.f("ix_standing_shop_id"), "standing", ["shop_id"], unique=False)
    op.create_table(
        "work",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("title", TEXT, server_default="", nullable=False),
        sa.Column("authors", TEXT, server_default="", nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("title_folded", TEXT, server_default="", nullable=False),
        sa.Column("author_folded", TEXT, server_default="", nullable=False),
        sa.Column("sort_key", TEXT, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint("title_folded", "author_folded", name=op.f("uq_work_title_folded_author_folded")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_work_sort_key"), "work", ["sort_key"], unique=False)
    op.create_table(
        "account",
        sa.Column("platform", TEXT, server_default="", nullable=False),
        sa.Column("user_id", TEXT, server_default="", nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", TEXT, server_default="", nullable=False),
        sa.Column("handle", TEXT, server_default="", nullable=False),
        sa.Column("handle_folded", TEXT, server_default="", nullable=False),
        sa.Column("platform_locale", TEXT, server_default="", nullable=False),
        sa.Column("can_be_written", sa.BigInteger(), nullable=False),
        sa.Column("known_since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_account_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", "user_id", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_handle_folded"), "account", ["handle_folded"], unique=False)
    op.create_index(op.f("ix_account_person_id"), "account", ["person_id"], unique=False)
    op.create_table(
        "community",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("name", TEXT, server_default="", nullable=False),
        sa.Column("platform", TEXT, server_default="", nullable=False),
        sa.Column("space", TEXT, server_default="", nullable=False),
        sa.Column("room", TEXT, server_default="", nullable=False),
        sa.Column("locale", TEXT, server_default="", nullable=False),
        sa.Column("zone", TEXT, server_default="", nullable=False),
        sa.Column("is_tied", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_community_shop_id_shop"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sa.UniqueConstraint("platform", "space", name=op.f("uq_community_platform_space")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_community_shop_id"), "community", ["shop_id"], unique=False)
    op.create_table(
        "edition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("isbn", TEXT, nullable=True),
        sa.Column("language", TEXT, server_default="", nullable=False),
        sa.Column("publisher", TEXT, server_default="", nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_edition_work_id_work"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("isbn", name=op.f("uq_edition_isbn")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_edition_work_id"), "edition", ["work_id"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("pitch", TEXT, server_default="", nullable=False),
        sa.Column("nominator", sa.BigInteger(), nullable=False),
        sa.Column("nominator_name", TEXT, server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_nomination_work_id_work"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("shop_id", "work_id", name=op.f("pk_nomination")),
    )
    op.create_table(
        "poll",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("opener", sa.BigInteger(), nullable=False),
        sa.Column("question", TEXT, server_default="", nullable=False),
        sa.Column("method", TEXT, server_default="", nullable=False),
        sa.Column("state", TEXT, server_default="", nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("titles", sa.BigInteger(), nullable=False),
        sa.Column("voters", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_poll_shop_id_shop"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_poll_open",
        "poll",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_poll_shop_id_poll_id"), "poll", ["shop_id", "id"], unique=False)
    op.create_table(
        "work_word",
        sa.Column("word", TEXT, server_default="", nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_work_word_work_id_work"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("word", "work_id", name=op.f("pk_work_word")),
    )
    op.create_table(
        "ballot",
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("marks", TEXT, server_default="", nullable=False),
        sa.Column("cast_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_ballot_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", "person_id", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ballot_person_id"), "ballot", ["person_id"], unique=False)
    op.create_table(
        "barred",
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_barred_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", "person_id", name=op.f("pk_barred")),
    )
    op.create_table(
        "poll_community",
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_community_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", "community_id", name=op.f("pk_poll_community")),
    )
    op.create_index(op.f("ix_poll_community_community_id"), "poll_community", ["community_id"], unique=False)
    op.create_table(
        "poll_title",
        sa.Column("poll_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=False),
        sa.Column("name", TEXT, server_default="", nullable=False),
        sa.Column("authors", TEXT, server_default="", nullable=False),
        sa.Column("pitch", TEXT, server_default="", nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_title_poll_id_poll"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", "position", name=op.f("pk_poll_title")),
    )
