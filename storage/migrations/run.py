"""Brings a connection's schema to the newest revision; must not open or commit anything."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from core.kernel.errors import Refusal
from storage.tables import metadata

LOCK = 0x41676F7261
"""Two processes that start together on PostgreSQL upgrade one after the other under this advisory lock."""


def upgrade(connection: Connection) -> None:
    """Run every revision the database does not have yet; raises Refusal when a newer version wrote it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if not set(MigrationContext.configure(connection).get_current_heads()) <= known_revisions():
        raise Refusal("database-newer")
    config, script = _history()

    def steps(revision: object, _context: object) -> object:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type]  # noqa: SLF001 - as Alembic's own command

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        environment.run_migrations()


def known_revisions() -> frozenset[str]:
    """Return every revision of the history: a database at another was written by a newer version."""
    return frozenset(each.revision for each in _history()[1].walk_revisions())


def _history() -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config, ScriptDirectory.from_config(config)
