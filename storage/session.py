"""One transaction as rows see it, on either engine; must not begin or end it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection

from storage.statements import PREFIX, Statement

Row = Sequence[Any]


class Session(Protocol):
    """Runs prebuilt statements inside the present transaction."""

    touched: set[str]
    """Topics whose listeners should hear of this transaction once it is durable: "outbox", "due"."""
    now_micros: int
    """When the transaction began, by the clock of the process."""
    noted: dict[Any, Any]
    """What rows keep in mind of this transaction, so as not to ask twice."""

    def all(self, statement: Statement, /, **parameters: object) -> Sequence[Row]: ...

    def one(self, statement: Statement, /, **parameters: object) -> Row | None:
        """Return the first row, or None."""
        ...

    def only(self, statement: Statement, /, **parameters: object) -> Row:
        """Return the row there must be; raises LookupError."""
        ...

    def run(self, statement: Statement, /, **parameters: object) -> int:
        """Return how many rows were changed."""
        ...

    def many(self, statement: Statement, parameters: Sequence[Mapping[str, object]], /) -> None: ...


class SqliteSession:
    """Statements straight on the driver's connection."""

    def __init__(self, connection: sqlite3.Connection, now_micros: int) -> None:
        self._connection = connection
        self.now_micros = now_micros
        self.touched: set[str] = set()
        self.noted: dict[Any, Any] = {}

    def renew(self, now_micros: int) -> None:
        """Forget the transaction before: this is another one, over the same connection and for the same rows."""
        self.now_micros = now_micros
        self.touched = set()
        self.noted = {}

    def all(self, statement: Statement, /, **parameters: object) -> Sequence[Row]:
        return self._connection.execute(statement.sqlite, parameters).fetchall()

    def one(self, statement: Statement, /, **parameters: object) -> Row | None:
        rows = self._connection.execute(statement.sqlite, parameters).fetchall()
        return rows[0] if rows else None

    def only(self, statement: Statement, /, **parameters: object) -> Row:
        return _present(self.one(statement, **parameters))

    def run(self, statement: Statement, /, **parameters: object) -> int:
        return self._connection.execute(statement.sqlite, parameters).rowcount

    def many(self, statement: Statement, parameters: Sequence[Mapping[str, object]], /) -> None:
        self._connection.executemany(statement.sqlite, parameters)


class PostgresSession:
    """Statements through SQLAlchemy, inside `run_sync`."""

    def __init__(self, connection: Connection, now_micros: int) -> None:
        self._connection = connection
        self.now_micros = now_micros
        self.touched: set[str] = set()
        self.noted: dict[Any, Any] = {}

    def all(self, statement: Statement, /, **parameters: object) -> Sequence[Row]:
        return [tuple(row) for row in self._connection.execute(statement.postgres, _prefixed(parameters))]

    def one(self, statement: Statement, /, **parameters: object) -> Row | None:
        row = self._connection.execute(statement.postgres, _prefixed(parameters)).first()
        return tuple(row) if row is not None else None

    def only(self, statement: Statement, /, **parameters: object) -> Row:
        return _present(self.one(statement, **parameters))

    def run(self, statement: Statement, /, **parameters: object) -> int:
        return self._connection.execute(statement.postgres, _prefixed(parameters)).rowcount

    def many(self, statement: Statement, parameters: Sequence[Mapping[str, object]], /) -> None:
        if parameters:
            self._connection.execute(statement.postgres, [_prefixed(each) for each in parameters])


def _prefixed(parameters: Mapping[str, object]) -> dict[str, object]:
    return {PREFIX + name: value for name, value in parameters.items()}


def _present(row: Row | None) -> Row:
    if row is None:
        raise LookupError("a statement that always answers did not")
    return row
