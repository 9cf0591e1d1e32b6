"""Tells without Alembic whether there is anything to migrate; must not write.

Alembic is ten megabytes that stay for as long as the bot runs, and most starts find the schema as they left it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

OURS_SINCE_EVER = frozenset({"shop", "community", "person", "outbox"})
"""Other programs number their schemas with the same tool: a revision alone does not make a database ours."""
_VERSIONS = "alembic_version"


def is_current(connection: Connection) -> bool:
    """Return whether the database is ours and at the newest revision of this version."""
    if not frozenset(inspect(connection).get_table_names()) >= OURS_SINCE_EVER | {_VERSIONS}:
        return False
    found = connection.execute(text(f"SELECT version_num FROM {_VERSIONS}")).scalars().all()  # noqa: S608 - a constant
    return list(found) == [newest_by_name()]


def newest_by_name() -> str:
    """Return the newest revision: files of the history begin with its number."""
    return max(each.stem.partition("_")[0] for each in Path(__file__).with_name("versions").glob("[0-9]*_*.py"))
