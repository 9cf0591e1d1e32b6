"""Statements written once in SQLAlchemy Core and compiled once per engine; must not hold a connection.

On SQLite the compiled SQL runs straight on the driver: columns are integers and texts only, so nothing is converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Executable, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import visitors

PREFIX = "p_"
_SQLITE = sqlite.dialect(paramstyle="named")
_PARAMETER = re.compile(r":(\w+)|__\[POSTCOMPILE_(\w+)\]")


class Statement:
    """One statement; its PostgreSQL form is given only where the engines differ."""

    def __init__(self, form: Executable, postgres: Executable | None = None) -> None:
        self._sqlite_form: Any = form
        self._postgres_form: Any = form if postgres is None else postgres

    @cached_property
    def sqlite(self) -> str:
        """The SQL for sqlite3: parameters named after the bindparams, constants written out, because SQLite uses a
        partial index only for a constant that it can read (sqlite.org/partialindex.html, section 3)."""
        compiled = self._sqlite_form.compile(dialect=_SQLITE)
        constants = {name: bind.value for bind, name in compiled.bind_names.items() if not bind.required}
        return _PARAMETER.sub(lambda found: _literal(found, constants), str(compiled))

    @cached_property
    def postgres(self) -> Executable:
        """The statement for SQLAlchemy, its parameters prefixed by `PREFIX`: under a column's own name, SQLAlchemy would
        take a parameter of an UPDATE's condition for a value to set."""

        def rename(bind: BindParameter[Any]) -> None:
            if bind.required:
                bind.key = PREFIX + bind.key

        renamed: Executable = visitors.cloned_traverse(self._postgres_form, {}, {"bindparam": rename})
        return renamed


def _literal(found: re.Match[str], constants: Mapping[str, Any]) -> str:
    name = found[1] or found[2]
    if name not in constants:
        return found[0]
    value = constants[name]
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def bound(*names: str) -> dict[str, Any]:
    """Return a parameter of its own name for each column: the values of an insert or an update."""
    return {name: bindparam(name) for name in names}


def insert_or(  # noqa: PLR0913 - one sentence of SQL, read by its keywords
    table: Table,
    values: Sequence[str],
    keys: Sequence[str | ColumnElement[Any]],
    *,
    update: Sequence[str] = (),
    where: ColumnElement[bool] | None = None,
    returning: Sequence[ColumnElement[Any]] = (),
) -> Statement:
    """Return an insert that, where `keys` are taken, changes the `update` columns, or does nothing without any.

    `where` is the condition of the partial unique index that the keys are taken in.
    """

    def build(insert: Callable[..., Any]) -> Executable:
        statement = insert(table).values(bound(*values))
        if update:
            new = {name: statement.excluded[name] for name in update}
            statement = statement.on_conflict_do_update(index_elements=list(keys), index_where=where, set_=new)
        else:
            statement = statement.on_conflict_do_nothing(index_elements=list(keys), index_where=where)
        built: Executable = statement.returning(*returning) if returning else statement
        return built

    return Statement(build(sqlite.insert), build(postgresql.insert))
