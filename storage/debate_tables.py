"""The tables of debates, beside the others; must not hold queries.

Authors and supporters hold no foreign key to a person, as with ballots.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, PrimaryKeyConstraint, Table

from storage.columns import NUMBERED, id_, integer, metadata, ref, words

debate = Table(
    "debate",
    metadata,
    id_(),
    ref("shop_id", "shop.id"),
    integer("work_id", null=True),
    integer("author"),
    words("author_name"),
    words("theme"),
    words("question"),
    words("reason"),
    words("state"),
    integer("pause_seconds"),
    integer("threshold"),
    integer("made_at"),
    integer("opens_at", null=True),
    integer("closes_at", null=True),
    integer("opened_at", null=True),
    words("outcome"),
    Index(None, "shop_id", "id"),
    **NUMBERED,
)
debate_community = Table(
    "debate_community",
    metadata,
    ref("debate_id", "debate.id"),
    integer("community_id"),
    words("room"),
    words("standing"),
    PrimaryKeyConstraint("debate_id", "community_id"),
    Index(None, "community_id"),
)
supporter = Table(
    "supporter",
    metadata,
    ref("debate_id", "debate.id"),
    integer("person_id"),
    integer("at"),
    PrimaryKeyConstraint("debate_id", "person_id"),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
debate_custom = Table(
    "debate_custom",
    metadata,
    Column("shop_id", BigInteger, ForeignKey("shop.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    integer("threshold"),
    integer("rest_days"),
    sqlite_with_rowid=False,
)
