"""Every method of every repository, walked: a write is undone with its job, refused in a read; a read finds nothing."""

from __future__ import annotations

import inspect
from functools import cached_property
from typing import Any

import pytest

from core.kernel.errors import Refusal
from core.kernel.storage import Storage
from storage.columns import metadata
from storage.rows import Rows
from storage.statements import Statement
from tests.storage.contract.acts import LOCKS, READS, WRITES, Act, Town

DUMPS = {table.name: Statement(table.select()) for table in metadata.sorted_tables}
ALIASES = {"homes": "communities", "guesses": "link_codes"}


def dump(rows: Rows) -> dict[str, list[tuple[Any, ...]]]:
    """Everything there is, table by table."""
    session = rows._session  # noqa: SLF001 - no repository shows a whole table
    return {name: sorted(map(tuple, session.all(each)), key=repr) for name, each in DUMPS.items()}


def public_methods() -> set[str]:
    found = set()
    for name, value in vars(Rows).items():
        if isinstance(value, cached_property):
            repository = inspect.get_annotations(value.func, eval_str=True)["return"]
            found |= {
                f"{ALIASES.get(name, name)}.{each}"
                for each, _ in inspect.getmembers(repository, inspect.isfunction)
                if not each.startswith("_")
            }
    return found


def test_no_method_is_forgotten_here() -> None:
    assert public_methods() == WRITES.keys() | READS.keys() | LOCKS.keys()


async def test_in_the_beginning_every_table_holds_something(storage: Storage[Rows]) -> None:
    await storage.write(Town.build)
    assert [name for name, rows in (await storage.read(dump)).items() if not rows] == []


async def test_every_write_is_undone_with_its_job(storage: Storage[Rows]) -> None:
    town = await storage.write(Town.build)
    before = await storage.read(dump)
    for name, act in WRITES.items():

        def job(rows: Rows, act: Act = act) -> None:
            act(rows, town)
            assert dump(rows) != before
            raise Refusal("vote-gone")

        with pytest.raises(Refusal):
            await storage.write(job)
        assert await storage.read(dump) == before, name


async def test_no_write_is_possible_in_a_read(storage: Storage[Rows]) -> None:
    town = await storage.write(Town.build)
    before = await storage.read(dump)
    for name, act in WRITES.items():
        with pytest.raises(Exception, match=r"readonly|read-only"):
            await storage.read(lambda rows, act=act: act(rows, town))  # type: ignore[misc]
        assert await storage.read(dump) == before, name


async def test_every_read_finds_nothing_in_an_empty_database(storage: Storage[Rows]) -> None:
    for name, look in READS.items():
        assert not await storage.read(look), name
    for name, look in LOCKS.items():
        assert not await storage.write(look), name


async def test_every_read_finds_something_and_changes_nothing(storage: Storage[Rows]) -> None:
    await storage.write(Town.build)
    before = await storage.read(dump)
    absent = {name for name, look in READS.items() if not await storage.read(look)}
    assert absent == {"ballots.find", "books.isbns", "communities.only_home", "standings.staff"}
    for look in (*READS.values(), *LOCKS.values()):
        await storage.write(look)
    assert await storage.read(dump) == before


ADDS_EACH_TIME = {
    "electorate.add_list",
    "contributions.add",
    "debates.add",
    "link_codes.note_attempt",
    "members.add_person",
    "outbox.put",
    "polls.add",
    "polls.change_voters",
    "seasons.add",
    "shops.add",
}
"""What counts once is guarded by the request's key, not by the row."""


async def test_every_other_write_said_twice_is_done_once(storage: Storage[Rows]) -> None:
    town = await storage.write(Town.build)
    changed = set()
    for name, act in WRITES.items():

        def job(rows: Rows, name: str = name, act: Act = act) -> None:
            act(rows, town)
            once = dump(rows)
            act(rows, town)
            if dump(rows) != once:
                changed.add(name)
            raise Refusal("vote-gone")

        with pytest.raises(Refusal):
            await storage.write(job)
    assert changed == ADDS_EACH_TIME
