"""A job is all or nothing, on every storage."""

from __future__ import annotations

import asyncio

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import ShopId
from core.kernel.storage import Storage
from storage.rows import Rows
from tests.storage.scene import new_poll


async def shop_names(storage: Storage[Rows]) -> list[str]:
    return [shop.name for shop in await storage.read(lambda rows: rows.shops.all())]


async def test_what_a_job_returns_comes_back(storage: Storage[Rows]) -> None:
    added = await storage.write(lambda rows: rows.shops.add("L’Agora"))
    found = await storage.read(lambda rows: rows.shops.get(added))
    assert found is not None
    assert found.name == "L’Agora"
    assert await storage.read(lambda rows: rows.shops.get(ShopId(99))) is None


@pytest.mark.parametrize("problem", [Refusal("vote-gone"), ZeroDivisionError()])
async def test_a_job_that_raises_leaves_nothing(storage: Storage[Rows], problem: Exception) -> None:
    def job(rows: Rows) -> None:
        rows.shops.add("L’Agora")
        raise problem

    with pytest.raises(type(problem)):
        await storage.write(job)
    assert await shop_names(storage) == []


async def test_a_read_that_would_write_is_an_error(storage: Storage[Rows]) -> None:
    with pytest.raises(Exception, match=r"readonly|read-only"):
        await storage.read(lambda rows: rows.shops.add("nowhere"))
    assert await shop_names(storage) == []
    await storage.write(lambda rows: rows.shops.add("somewhere"))


async def test_failures_among_fifty_writers_take_only_themselves_along(storage: Storage[Rows]) -> None:
    def job(rows: Rows, number: int) -> int:
        rows.shops.add(f"{number:02}")
        if number % 3 == 0:
            raise Refusal("vote-gone")
        return number

    async def write(number: int) -> int:
        return await storage.write(lambda rows: job(rows, number))

    outcomes = await asyncio.gather(*(write(number) for number in range(50)), return_exceptions=True)
    stood = [number for number in range(50) if number % 3]
    assert [each for each in outcomes if isinstance(each, int)] == stood
    assert sum(isinstance(each, Refusal) for each in outcomes) == 50 - len(stood)
    assert await shop_names(storage) == [f"{number:02}" for number in stood]


async def test_a_violated_constraint_is_the_jobs_own_failure(storage: Storage[Rows]) -> None:
    def orphan(rows: Rows) -> None:
        rows.polls.add(new_poll(ShopId(99), (), ()))

    outcomes = await asyncio.gather(
        storage.write(orphan), storage.write(lambda rows: rows.shops.add("L’Agora")), return_exceptions=True
    )
    assert "foreign key" in str(outcomes[0]).lower()
    assert await shop_names(storage) == ["L’Agora"]


async def test_an_id_is_never_given_twice(storage: Storage[Rows]) -> None:
    def job(rows: Rows) -> int:
        person = rows.members.add_person()
        rows.members.drop_person(person)
        return person

    assert await storage.write(job) != await storage.write(job)


async def test_texts_of_every_alphabet_come_back(storage: Storage[Rows]) -> None:
    name = "«\u202fÉmile\u202f» 📚 \u05e9\u05dc\u05d5\u05dd ' \" ; -- :p_name %s"
    added = await storage.write(lambda rows: rows.shops.add(name))
    found = await storage.read(lambda rows: rows.shops.get(added))
    assert found is not None
    assert found.name == name
