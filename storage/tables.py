"""Every table, once, for both engines; must not hold queries.

Times are whole microseconds since 1970 UTC; flags are 0 or 1; JSON is text. Ballots, bars and nominations hold no
foreign key to a person: what was cast in a closed poll outlives the person it came from.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, PrimaryKeyConstraint, Table, UniqueConstraint, text

from storage.columns import NUMBERED as _NUMBERED
from storage.columns import TEXT, metadata
from storage.columns import key as _id
from storage.columns import number as _int
from storage.columns import reference as _ref
from storage.columns import words as _text

person = Table("person", metadata, _id(), _text("locale"), _int("home_community", null=True), **_NUMBERED)
account = Table(
    "account",
    metadata,
    _text("platform"),
    _text("user_id"),
    _ref("person_id", "person.id"),
    _text("name"),
    _text("handle"),
    _text("handle_folded"),
    _text("platform_locale"),
    _int("can_be_written"),
    _int("known_since"),
    PrimaryKeyConstraint("platform", "user_id"),
    Index(None, "person_id"),
    Index(None, "handle_folded"),
)
link_code = Table(
    "link_code",
    metadata,
    Column("code_hash", TEXT, primary_key=True),
    _text("platform"),
    _text("user_id"),
    _int("expires_at"),
    UniqueConstraint("platform", "user_id"),
)
link_attempt = Table(
    "link_attempt", metadata, _id(), _int("person_id"), _int("at"), Index(None, "person_id", "at"), **_NUMBERED
)

shop = Table("shop", metadata, _id(), _text("name"), **_NUMBERED)
community = Table(
    "community",
    metadata,
    _id(),
    _ref("shop_id", "shop.id"),
    _text("name"),
    _text("platform"),
    _text("space"),
    _text("room"),
    _text("locale"),
    _text("zone"),
    _int("is_tied"),
    UniqueConstraint("platform", "space"),
    Index(None, "shop_id"),
    **_NUMBERED,
)
standing = Table(
    "standing",
    metadata,
    _int("person_id"),
    _int("shop_id"),
    _int("level"),
    PrimaryKeyConstraint("person_id", "shop_id"),
    Index(None, "shop_id"),
)
invitation = Table(
    "invitation",
    metadata,
    Column("code_hash", TEXT, primary_key=True),
    _int("shop_id", null=True),
    _int("level"),
    _int("expires_at"),
    _text("request"),
)

work = Table(
    "work",
    metadata,
    _id(),
    _text("title"),
    _text("authors"),
    _int("year", null=True),
    _text("title_folded"),
    _text("author_folded"),
    _text("sort_key"),
    UniqueConstraint("title_folded", "author_folded"),
    Index(None, "sort_key"),
    **_NUMBERED,
)
edition = Table(
    "edition",
    metadata,
    _id(),
    _ref("work_id", "work.id"),
    Column("isbn", TEXT, nullable=True, unique=True),
    _text("language"),
    _text("publisher"),
    Index(None, "work_id"),
    **_NUMBERED,
)
work_word = Table(
    "work_word", metadata, _text("word"), _ref("work_id", "work.id"), PrimaryKeyConstraint("word", "work_id")
)
quarantine = Table(
    "quarantine",
    metadata,
    _id(),
    _text("file"),
    _int("line"),
    _text("column_name"),
    _text("value"),
    _text("reason"),
    _int("at"),
    UniqueConstraint("file", "line", "column_name"),
    **_NUMBERED,
)

nomination = Table(
    "nomination",
    metadata,
    _int("shop_id"),
    _ref("work_id", "work.id"),
    _text("pitch"),
    _int("nominator"),
    _text("nominator_name"),
    _int("at"),
    PrimaryKeyConstraint("shop_id", "work_id"),
)
poll = Table(
    "poll",
    metadata,
    _id(),
    _ref("shop_id", "shop.id"),
    _int("opener"),
    _text("question"),
    _text("terms"),
    _text("state"),
    _int("opened_at"),
    _int("closes_at"),
    _int("settled_at", null=True),
    _int("titles"),
    _int("voters"),
    _text("lot_hash"),
    _text("seed"),
    _text("outcome"),
    Index(None, "shop_id", "id"),
    Index("ix_poll_open", "id", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
    **_NUMBERED,
)
poll_title = Table(
    "poll_title",
    metadata,
    _ref("poll_id", "poll.id"),
    _int("position"),
    _int("work_id"),
    _text("name"),
    _text("authors"),
    _text("pitch"),
    PrimaryKeyConstraint("poll_id", "position"),
)
poll_community = Table(
    "poll_community",
    metadata,
    _ref("poll_id", "poll.id"),
    _int("community_id"),
    PrimaryKeyConstraint("poll_id", "community_id"),
    Index(None, "community_id"),
)
open_ballot = Table(
    "open_ballot",
    metadata,
    _ref("poll_id", "poll.id"),
    _text("ballot_key"),
    _text("marks"),
    _int("masked_at"),
    _text("tracker"),
    _text("nonce"),
    _text("voters"),
    PrimaryKeyConstraint("poll_id", "ballot_key"),
    sqlite_with_rowid=False,
)
closed_ballot = Table(
    "closed_ballot",
    metadata,
    _ref("poll_id", "poll.id"),
    _text("tracker"),
    _text("nonce"),
    _text("marks"),
    _text("voters"),
    PrimaryKeyConstraint("poll_id", "tracker", "nonce"),
    sqlite_with_rowid=False,
)
roll = Table(
    "roll",
    metadata,
    _ref("poll_id", "poll.id"),
    _int("person_id"),
    _text("status"),
    _int("has_voted"),
    PrimaryKeyConstraint("poll_id", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
record = Table(
    "record",
    metadata,
    _ref("poll_id", "poll.id"),
    _int("number"),
    _text("line"),
    PrimaryKeyConstraint("poll_id", "number"),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    _text("kind"),
    _text("about"),
    _text("platform"),
    _text("space"),
    _text("room"),
    _text("place_kind"),
    _text("locale"),
    _text("zone"),
    _text("payload"),
    _text("dedupe"),
    _text("doubt"),
    _int("edits", null=True),
    _int("not_before"),
    _int("expires_at", null=True),
    _text("state"),
    _int("attempts"),
    _int("lease_until", null=True),
    _text("message"),
    _text("reason"),
    _int("settled_at", null=True),
    Index(
        "uq_outbox_dedupe",
        "dedupe",
        unique=True,
        sqlite_where=text("state = 'queued' AND dedupe <> ''"),
        postgresql_where=text("state = 'queued' AND dedupe <> ''"),
    ),
    Index(
        "ix_outbox_queued",
        "platform",
        "not_before",
        "id",
        sqlite_where=text("state = 'queued'"),
        postgresql_where=text("state = 'queued'"),
    ),
    Index(
        "ix_outbox_sending",
        "platform",
        "lease_until",
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
    Index(
        "ix_outbox_place",
        "platform",
        "space",
        "room",
        "place_kind",
        "id",
        sqlite_where=text("state = 'queued' OR state = 'sending'"),
        postgresql_where=text("state = 'queued' OR state = 'sending'"),
    ),
    Index(
        "ix_outbox_edits",
        "platform",
        "edits",
        sqlite_where=text("state = 'queued' AND edits IS NOT NULL"),
        postgresql_where=text("state = 'queued' AND edits IS NOT NULL"),
    ),
    Index(
        "ix_outbox_posted",
        "kind",
        "about",
        "id",
        sqlite_where=text("edits IS NULL"),
        postgresql_where=text("edits IS NULL"),
    ),
    **_NUMBERED,
)
shown = Table(
    "shown",
    metadata,
    Column("letter_id", BigInteger, ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _text("digest"),
    sqlite_with_rowid=False,
)
"""What the message of a letter shows, as its courier drew it last; no row when that is not known."""
due = Table(
    "due",
    metadata,
    _id(),
    _text("kind"),
    _text("about"),
    _int("due_at"),
    _int("lease_until"),
    _int("attempts"),
    UniqueConstraint("kind", "about"),
    Index(
        "ix_due_free", "due_at", "id", sqlite_where=text("lease_until = 0"), postgresql_where=text("lease_until = 0")
    ),
    Index("ix_due_held", "lease_until", sqlite_where=text("lease_until > 0"), postgresql_where=text("lease_until > 0")),
    **_NUMBERED,
)
request = Table("request", metadata, Column("key", TEXT, primary_key=True), _int("at"), sqlite_with_rowid=False)

inbox = Table(
    "inbox",
    metadata,
    _text("bot"),
    _int("update_id"),
    _text("payload"),
    _text("state"),
    _text("reason"),
    _int("received_at"),
    PrimaryKeyConstraint("bot", "update_id"),
    Index(
        "ix_inbox_new",
        "bot",
        "update_id",
        sqlite_where=text("state = 'new'"),
        postgresql_where=text("state = 'new'"),
    ),
)
draft = Table(
    "draft",
    metadata,
    _id(),
    _text("platform"),
    _text("user_id"),
    _text("space"),
    _text("room"),
    _text("command"),
    _text("answers"),
    _text("step"),
    _int("expires_at"),
    UniqueConstraint("platform", "user_id"),
    **_NUMBERED,
)
