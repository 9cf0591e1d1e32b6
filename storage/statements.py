"""Statements written once in SQLAlchemy Core and compiled once per engine; must not hold a connection.

On SQLite the compiled SQL runs straight on the driver: columns are integers and texts only, so nothing is converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Executable, Table, bindparam, literal_column
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

        def write_out(found: re.Match[str]) -> str:
            name = found[1] or found[2]
            return _literal(constants[name]) if name in constants else found[0]

        return _PARAMETER.sub(write_out, str(compiled))

    @cached_property
    def postgres(self) -> Executable:
        """The statement for SQLAlchemy, constants written out here too: after a few runs PostgreSQL plans a prepared
        statement without looking at its parameters, and then knows no partial index for a constant among them.

        The parameters are prefixed by `PREFIX`: under a column's own name, SQLAlchemy would take a parameter of an
        UPDATE's condition for a value to set.
        """

        def replace(element: Any, **_: Any) -> Any:
            if not isinstance(element, BindParameter):
                return None
            if element.required:
                return bindparam(PREFIX + element.key, type_=element.type)
            return literal_column(_literal(element.value), element.type)

        replaced: Executable = visitors.replacement_traverse(self._postgres_form, {}, replace)
        return replaced


def _literal(value: str | int | None) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


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
