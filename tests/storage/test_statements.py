"""Every statement is understood by both engines, and the frequent ones read an index and not a table."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, bindparam, create_engine, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Compiled, Dialect
from sqlalchemy.pool import StaticPool

import storage
from storage.columns import metadata
from storage.session import SqliteSession
from storage.statements import PREFIX, Statement, bound, insert_or

MODULES = [each.name for each in pkgutil.iter_modules(storage.__path__) if not each.ispkg]
LARGE = ("account", "ballot", "due", "inbox", "outbox", "person", "request", "work", "work_word")
"""Tables that grow with readers and years."""
WHOLE_TABLE = {
    "agenda._PRUNE": "once a day",
    "agenda._UPCOMING": "for engineers",
    "books._COUNT": "of an import, for the operator",
    "communities._MOVES[1]": "a group became a supergroup: once in its life",
    "queue._COUNT": "for the operator",
    "queue._LATEST": "backwards by its key and bounded, for engineers",
    "queue._PRUNE": "once a day",
    "queue._PRUNE_EDITS": "once a day",
    "queue._REDIRECT": "a group became a supergroup: once in its life",
}
"""The statements that may read one, and why."""


def statements() -> Iterator[tuple[str, Statement]]:
    for module in MODULES:
        for name, value in vars(importlib.import_module(f"storage.{module}")).items():
            if isinstance(value, Statement):
                yield f"{module}.{name}", value
            elif isinstance(value, tuple | dict):
                parts: Sequence[object] = list(value.values()) if isinstance(value, dict) else value
                for number, part in enumerate(parts):
                    if isinstance(part, Statement):
                        yield f"{module}.{name}[{number}]", part


ALL = dict(statements())
_POSTGRES: Dialect = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        metadata.create_all(create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool))
        yield raw


def plan(raw: sqlite3.Connection, statement: Statement) -> list[str]:
    names = re.findall(r":(\w+)", statement.sqlite)
    return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement.sqlite}", dict.fromkeys(names, 1))]


def compile_for_postgres(statement: Statement) -> Compiled:
    compiled: Compiled = statement.postgres.compile(dialect=_POSTGRES)  # type: ignore[attr-defined]
    return compiled


def test_the_statements_are_found() -> None:
    assert len(ALL) > 100
    assert WHOLE_TABLE.keys() <= ALL.keys()


@pytest.mark.parametrize("name", ALL)
def test_a_large_table_is_read_by_an_index(empty: sqlite3.Connection, name: str) -> None:
    steps = plan(empty, ALL[name])
    scans = [step for step in steps if re.match(rf"SCAN ({'|'.join(LARGE)})\b(?! USING INDEX)", step)]
    assert bool(scans) == (name in WHOLE_TABLE), steps


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("queue._CLAIM", "ix_outbox_queued"),
        ("queue._NEXT_AT", "ix_outbox_queued"),
        ("queue._CLAIM", "ix_outbox_place"),
        ("queue._NEXT_AT", "ix_outbox_place"),
        ("queue._EXPIRE_ORPHANS", "ix_outbox_edits"),
        ("queue._DOUBTFUL", "ix_outbox_sending"),
        ("letters._POSTED", "ix_outbox_posted"),
        ("letters._REFRESH", "ix_outbox_posted"),
        ("queue._QUEUE_AGAIN", "uq_outbox_dedupe"),
        ("agenda._CLAIM", "ix_due_free"),
        ("agenda._NEXT_FREE", "ix_due_free"),
        ("agenda._LAPSE", "ix_due_held"),
        ("agenda._NEXT_LAPSE", "ix_due_held"),
        ("polls._OPEN_IDS", "ix_poll_open"),
        ("intake._WAITING", "ix_inbox_new"),
    ],
)
def test_a_partial_index_is_used(empty: sqlite3.Connection, name: str, index: str) -> None:
    assert any(index in step for step in plan(empty, ALL[name]))
    [(made,)] = empty.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,))
    assert " WHERE " in made


@pytest.mark.parametrize("name", ["queue._CLAIM", "agenda._CLAIM", "polls._OPEN_IDS", "letters._POSTED"])
def test_an_order_comes_from_the_index(empty: sqlite3.Connection, name: str) -> None:
    assert not any("TEMP B-TREE" in step for step in plan(empty, ALL[name]))


@pytest.mark.parametrize("name", ALL)
def test_postgres_is_given_constants_and_prefixed_parameters(name: str) -> None:
    """A constant among the parameters would hide the partial indexes from it."""
    compiled = compile_for_postgres(ALL[name])
    assert all(key.startswith(PREFIX) for key in compiled.params), compiled.params


@pytest.mark.parametrize("name", ["queue._CLAIM", "agenda._CLAIM", "polls._LOCK"])
def test_locks_are_asked_of_postgres_only(name: str) -> None:
    compiled = compile_for_postgres(ALL[name])
    assert "FOR UPDATE" in str(compiled)
    assert "FOR UPDATE" not in ALL[name].sqlite


thing = Table("thing", MetaData(), Column("id", Integer, primary_key=True), Column("name", Text), Column("n", Integer))


@pytest.fixture
def session() -> Iterator[SqliteSession]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, n INTEGER)")
        yield SqliteSession(raw, 0)


NAMES = Statement(select(thing.c.id, thing.c.name, thing.c.n).order_by(thing.c.id))


@pytest.mark.parametrize("constant", ["it's", "a:b :name", "", "%s {}", "«\u202fÉmile\u202f»"])
def test_constants_are_written_out_as_they_are(session: SqliteSession, constant: str) -> None:
    put = Statement(thing.insert().values(id=bindparam("id"), name=constant, n=None))
    assert session.run(put, id=7) == 1
    assert session.all(NAMES) == [(7, constant, None)]
    assert session.one(Statement(select(thing.c.id).where(thing.c.name == constant))) == (7,)


def test_an_insert_does_nothing_or_updates_where_the_key_is_taken(session: SqliteSession) -> None:
    keep = insert_or(thing, ("id", "name", "n"), ("id",))
    change = insert_or(thing, ("id", "name", "n"), ("id",), update=("n",), returning=(thing.c.name,))
    assert [session.run(keep, id=1, name=name, n=0) for name in ("first", "second")] == [1, 0]
    assert session.only(change, id=1, name="third", n=5) == ("first",)
    assert session.all(NAMES) == [(1, "first", 5)]


def test_many_rows_go_in_at_once(session: SqliteSession) -> None:
    put = Statement(thing.insert().values(bound("id", "name", "n")))
    session.many(put, [{"id": number, "name": "", "n": number} for number in (2, 1)])
    session.many(Statement(thing.delete()), [])
    assert session.all(NAMES) == [(1, "", 1), (2, "", 2)]
    assert session.run(Statement(update(thing).values(n=0))) == 2


def test_what_must_be_there_and_is_not_is_an_error(session: SqliteSession) -> None:
    assert session.one(NAMES) is None
    with pytest.raises(LookupError):
        session.only(NAMES)
