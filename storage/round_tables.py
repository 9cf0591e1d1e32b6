"""The tables of nominations, seasons and write-ins; must not hold queries."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from storage.columns import NUMBERED as _NUMBERED
from storage.columns import key as _id
from storage.columns import metadata
from storage.columns import number as _int
from storage.columns import reference as _ref
from storage.columns import words as _text

support = Table(
    "support",
    metadata,
    _int("shop_id"),
    _ref("work_id", "work.id"),
    _int("person_id"),
    _text("name"),
    _int("at"),
    PrimaryKeyConstraint("shop_id", "work_id", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
"""Who wants a nominated book besides the one who nominated it."""
already_read = Table(
    "already_read",
    metadata,
    _ref("shop_id", "shop.id"),
    _ref("work_id", "work.id"),
    _int("at"),
    _text("cause"),
    PrimaryKeyConstraint("shop_id", "work_id"),
    sqlite_with_rowid=False,
)
season = Table(
    "season",
    metadata,
    _id(),
    _ref("shop_id", "shop.id"),
    _int("community_id", null=True),
    _int("opener"),
    _text("question"),
    _text("plan"),
    _text("state"),
    _int("edition"),
    _int("step"),
    _int("poll_id", null=True),
    _text("titles"),
    _text("carried"),
    _text("reason"),
    _int("at"),
    Index(None, "shop_id"),
    Index(None, "poll_id"),
    **_NUMBERED,
)
season_round = Table(
    "season_round",
    metadata,
    _ref("poll_id", "poll.id"),
    _ref("season_id", "season.id"),
    _int("edition"),
    _int("step"),
    PrimaryKeyConstraint("poll_id"),
    Index(None, "season_id", "edition"),
    sqlite_with_rowid=False,
)
"""Which round of which season each poll of one was, also once later rounds follow."""
write_in = Table(
    "write_in",
    metadata,
    _ref("poll_id", "poll.id"),
    _int("position"),
    _int("person_id"),
    PrimaryKeyConstraint("poll_id", "position"),
    UniqueConstraint("poll_id", "person_id"),
    sqlite_with_rowid=False,
)
"""Titles added to a paper by readers while it is open: each adds one."""
