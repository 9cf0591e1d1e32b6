"""The tables of what follows a count, once, for both engines; must not hold queries."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from storage.tables import _NUMBERED, _id, _int, _ref, _text, metadata

casting = Table(
    "casting",
    metadata,
    _ref("poll_id", "poll.id"),
    _int("judge"),
    _text("chosen"),
    PrimaryKeyConstraint("poll_id"),
    Index(None, "judge"),
    sqlite_with_rowid=False,
)
"""Who has the casting vote, while a poll may still need it: nobody else is named beside a poll."""
runoff = Table(
    "runoff",
    metadata,
    _ref("poll_id", "poll.id"),
    _int("runoff_id"),
    PrimaryKeyConstraint("poll_id"),
    sqlite_with_rowid=False,
)
juror = Table(
    "juror",
    metadata,
    _ref("poll_id", "poll.id"),
    _int("person_id"),
    PrimaryKeyConstraint("poll_id", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
statement = Table(
    "statement",
    metadata,
    _ref("poll_id", "poll.id"),
    _text("words"),
    PrimaryKeyConstraint("poll_id"),
    sqlite_with_rowid=False,
)
selection = Table(
    "selection",
    metadata,
    _id(),
    _ref("shop_id", "shop.id"),
    _text("name"),
    _text("origin"),
    _int("made_at"),
    _int("is_announced"),
    Index("uq_selection_shop_id_origin", "shop_id", "origin", unique=True),
    **_NUMBERED,
)
selection_title = Table(
    "selection_title",
    metadata,
    _ref("selection_id", "selection.id"),
    _int("position"),
    _int("work_id"),
    _text("name"),
    _text("authors"),
    PrimaryKeyConstraint("selection_id", "position"),
    sqlite_with_rowid=False,
)
