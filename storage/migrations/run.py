"""Brings a connection's schema to the newest revision; must not open or commit anything."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

import storage.electorate_tables
import storage.tables  # noqa: F401 - the metadata is empty until they are read
from core.kernel.errors import Refusal
from storage.columns import metadata
from storage.migrations.current import OURS_SINCE_EVER

LOCK = 0x41676F7261
"""Two processes that start together on PostgreSQL upgrade one after the other under this advisory lock."""


def upgrade(connection: Connection) -> None:
    """Run every revision the database does not have yet; raises Refusal when a newer version wrote it, or another
    program."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    examine(connection)
    config, script = _history()

    def steps(revision: object, _context: object) -> object:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type]  # noqa: SLF001 - as Alembic's own command

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        environment.run_migrations()


def examine(connection: Connection) -> frozenset[str]:
    """Return the revisions the database is at, none while it is empty; raises Refusal when a newer version wrote it, or
    another program. Writes nothing."""
    tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
    found = frozenset(MigrationContext.configure(connection).get_current_heads())
    if (tables or found) and not (found and tables >= OURS_SINCE_EVER):
        raise Refusal("database-foreign")
    if not found <= known_revisions():
        raise Refusal("database-newer")
    return found


def newest_revision() -> str:
    """Return the revision that this version brings a database to."""
    return str(_history()[1].get_current_head())


def known_revisions() -> frozenset[str]:
    """Return every revision of the history: a database at another was written by a newer version."""
    return frozenset(each.revision for each in _history()[1].walk_revisions())


@cache
def _history() -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config, ScriptDirectory.from_config(config)
