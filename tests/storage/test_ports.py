"""One class satisfies what every feature asks of a transaction. `prove` is for the type checker: it fails there."""

from __future__ import annotations

import pytest

from core.books.ports import BookRows
from core.communities.ports import CommunityRows
from core.debates.gate.ports import GateRows
from core.delivery.ports import DeliveryRows, WakeUp
from core.kernel.storage import Storage
from core.members.ports import MemberRows
from core.votes.ports import VoteRows
from storage.open import Database
from storage.rows import Rows
from storage.session import PostgresSession, Session, SqliteSession
from storage.ticker import Alarm
from tests.fakes import FakeStorage

PORTS = (BookRows, CommunityRows, DeliveryRows, GateRows, MemberRows, VoteRows)


def prove(rows: Rows, database: Database, fake: FakeStorage, sqlite: SqliteSession, postgres: PostgresSession) -> None:
    by_feature: tuple[BookRows, CommunityRows, DeliveryRows, MemberRows, VoteRows] = (rows, rows, rows, rows, rows)
    storages: tuple[Storage[Rows], Storage[VoteRows], Storage[MemberRows], Storage[Rows]] = (
        database,
        database,
        database,
        fake,
    )
    sessions: tuple[Session, Session] = (sqlite, postgres)
    assert by_feature
    assert storages
    assert sessions


def prove_alarm(alarm: Alarm) -> WakeUp:
    return alarm


@pytest.mark.parametrize("port", PORTS)
async def test_every_repository_a_feature_names_can_be_reached(port: type) -> None:
    names = [name for name, value in vars(port).items() if isinstance(value, property)]
    assert names
    for name in names:
        found = await FakeStorage().read(lambda rows, name=name: getattr(rows, name))  # type: ignore[misc]
        assert found is not None


async def test_a_transaction_makes_each_repository_once() -> None:
    def job(rows: Rows) -> bool:
        return rows.ballots is rows.ballots

    assert await FakeStorage().read(job)
