"""What each posted message shows, as a digest beside its letter; must not know how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Executable, Text, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.statements import Statement
from storage.tables import outbox, shown

_ITSELF = outbox.c.id == bindparam("letter")


def _show(insert: Callable[..., Any]) -> Executable:
    original = func.coalesce(outbox.c.edits, outbox.c.id)
    statement = insert(shown).from_select(
        ["letter_id", "digest"], select(original, bindparam("digest", type_=Text())).where(_ITSELF)
    )
    built: Executable = statement.on_conflict_do_update(
        index_elements=["letter_id"], set_={"digest": statement.excluded.digest}
    )
    return built


SHOW = Statement(_show(sqlite.insert), _show(postgresql.insert))
"""Note what the message of a letter shows: the one it posted, or the one it edited."""
FORGET = Statement(delete(shown).where(shown.c.letter_id == select(outbox.c.edits).where(_ITSELF).scalar_subquery()))
"""It is not known any more what the message shows that a letter was to edit."""
