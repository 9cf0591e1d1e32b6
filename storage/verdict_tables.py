"""The tables of what follows a count, once, for both engines; must not hold queries."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from storage.columns import NUMBERED, key, metadata, number, reference, words

casting = Table(
    "casting",
    metadata,
    reference("poll_id", "poll.id"),
    number("judge"),
    words("chosen"),
    PrimaryKeyConstraint("poll_id"),
    Index(None, "judge"),
    sqlite_with_rowid=False,
)
"""Who has the casting vote, while a poll may still need it: nobody else is named beside a poll."""
runoff = Table(
    "runoff",
    metadata,
    reference("poll_id", "poll.id"),
    number("runoff_id"),
    PrimaryKeyConstraint("poll_id"),
    sqlite_with_rowid=False,
)
juror = Table(
    "juror",
    metadata,
    reference("poll_id", "poll.id"),
    number("person_id"),
    PrimaryKeyConstraint("poll_id", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
statement = Table(
    "statement",
    metadata,
    reference("poll_id", "poll.id"),
    words("words"),
    PrimaryKeyConstraint("poll_id"),
    sqlite_with_rowid=False,
)
selection = Table(
    "selection",
    metadata,
    key(),
    reference("shop_id", "shop.id"),
    words("name"),
    words("origin"),
    number("made_at"),
    number("is_announced"),
    Index("uq_selection_shop_id_origin", "shop_id", "origin", unique=True),
    **NUMBERED,
)
selection_title = Table(
    "selection_title",
    metadata,
    reference("selection_id", "selection.id"),
    number("position"),
    number("work_id"),
    words("name"),
    words("authors"),
    PrimaryKeyConstraint("selection_id", "position"),
    sqlite_with_rowid=False,
)
