"""What every table is made of, once for both engines; must not hold a table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared by code point on both engines, whatever language a server was set up for: prefixes are found by ranges."""


def id_(name: str = "id") -> Column[int]:
    return Column(name, BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def integer(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=null)


def words(name: str) -> Column[str]:
    return Column(name, TEXT, nullable=False, server_default="")


def ref(name: str, target: str) -> Column[int]:
    return Column(name, BigInteger, ForeignKey(target, ondelete="CASCADE"), nullable=False)


NUMBERED: Any = {"sqlite_autoincrement": True}
"""An id is never given twice, even after its row is gone: what refers to it would change hands."""
