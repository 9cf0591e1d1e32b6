"""The tables of debates, beside the others; must not hold queries.

Authors and supporters hold no foreign key to a person, as with ballots.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from storage.columns import NUMBERED, key, metadata, number, reference, words

debate = Table(
    "debate",
    metadata,
    key(),
    reference("shop_id", "shop.id"),
    number("work_id", null=True),
    number("author"),
    words("author_name"),
    words("theme"),
    words("question"),
    words("reason"),
    words("state"),
    number("pause_seconds"),
    number("threshold"),
    number("made_at"),
    number("opens_at", null=True),
    number("closes_at", null=True),
    number("opened_at", null=True),
    words("outcome"),
    Index(None, "shop_id", "id"),
    **NUMBERED,
)
debate_community = Table(
    "debate_community",
    metadata,
    reference("debate_id", "debate.id"),
    number("community_id"),
    words("room"),
    words("standing"),
    PrimaryKeyConstraint("debate_id", "community_id"),
    Index(None, "community_id"),
)
supporter = Table(
    "supporter",
    metadata,
    reference("debate_id", "debate.id"),
    number("person_id"),
    number("at"),
    PrimaryKeyConstraint("debate_id", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
debate_custom = Table(
    "debate_custom",
    metadata,
    Column("shop_id", BigInteger, ForeignKey("shop.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    number("threshold"),
    number("rest_days"),
    sqlite_with_rowid=False,
)
