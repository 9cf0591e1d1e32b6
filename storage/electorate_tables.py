"""The tables of who votes, once, for both engines; must not hold queries."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from storage.columns import NUMBERED, key, metadata, number, reference, words

membership = Table(
    "membership",
    metadata,
    words("platform"),
    words("user_id"),
    reference("community_id", "community.id"),
    number("since"),
    number("made_at", null=True),
    PrimaryKeyConstraint("platform", "user_id", "community_id"),
    Index(None, "community_id"),
    sqlite_with_rowid=False,
)
voter_list = Table("voter_list", metadata, key(), reference("shop_id", "shop.id"), words("name"), **NUMBERED)
voter_listed = Table(
    "voter_listed",
    metadata,
    reference("list_id", "voter_list.id"),
    number("person_id"),
    PrimaryKeyConstraint("list_id", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
reminder = Table(
    "reminder",
    metadata,
    number("person_id"),
    number("poll_id"),
    PrimaryKeyConstraint("person_id", "poll_id"),
    Index(None, "poll_id"),
    sqlite_with_rowid=False,
)
extension = Table(
    "extension",
    metadata,
    reference("poll_id", "poll.id"),
    number("promised"),
    PrimaryKeyConstraint("poll_id"),
    sqlite_with_rowid=False,
)
