"""The tables of the spoiler gate, beside the others; must not hold queries.

Readers and authors hold no foreign key to a person, as with supporters.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from storage.columns import NUMBERED, key, metadata, number, reference, words

milestones = Table(
    "milestones",
    metadata,
    Column("debate_id", BigInteger, ForeignKey("debate.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    words("names"),
    number("chapters"),
    sqlite_with_rowid=False,
)
progress = Table(
    "progress",
    metadata,
    reference("debate_id", "debate.id"),
    number("person_id"),
    number("stage"),
    number("at"),
    PrimaryKeyConstraint("debate_id", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
contribution = Table(
    "contribution",
    metadata,
    key(),
    reference("debate_id", "debate.id"),
    number("author"),
    words("author_name"),
    words("words"),
    number("stage"),
    number("is_marked"),
    number("is_settled"),
    number("is_withdrawn"),
    number("at"),
    Index(None, "debate_id", "id"),
    Index(None, "author", "debate_id"),
    **NUMBERED,
)
