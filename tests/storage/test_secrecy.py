"""After the close, no byte of the database or its log leads from a person to a ballot; a crash in between is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.votes import rules
from core.votes.closing import Closing
from core.votes.filling import Whole
from core.votes.model import PollState
from storage.keys import KeyCabinet
from storage.open import Database, open_storage
from tests.core.votes.town import HandClock
from tests.storage.scene import Scene

CHOICE = "emma-and-nana-by-4242424242"


def bytes_of(folder: Path) -> bytes:
    """Everything that lies on disk, file after file."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


async def cast(database: Database, scene: Scene, name: str, *marks: int) -> None:
    voter = scene.voter(name, f"press-{name}-{marks}")
    await database.write(lambda rows: rules.cast(rows, scene.poll, voter, Whole(marks), HandClock().now()))


async def vote(database: Database, clock: HandClock) -> Scene:
    """Three people vote, one changes their mind; an update that tells of it waits in the inbox and is done."""
    scene = await database.write(Scene.build)
    for name, marks in (("alice", (0,)), ("bob", (1, 2)), ("alice", (0, 2))):
        await cast(database, scene, name, *marks)
    await database.write(lambda rows: rows.inbox.keep("bot", [(7, CHOICE)], clock.now()))
    await database.write(lambda rows: rows.inbox.done("bot", [7]))
    return scene


async def test_after_the_close_no_byte_leads_from_a_person_to_a_ballot(tmp_path: Path, clock: HandClock) -> None:
    url = f"sqlite:///{tmp_path}/agora.sqlite3"
    async with open_storage(url, clock) as database:
        scene = await vote(database, clock)
        secret = KeyCabinet(tmp_path / "agora.keys").find(scene.poll)
        assert secret is not None
        key = secret.key
        names = [key.ballot_of(person).hex().encode() for person in scene.persons]
        assert sum(name in bytes_of(tmp_path) for name in names) == 2
        await Closing(database, database, clock).close_due(scene.poll)
        left = bytes_of(tmp_path)
        assert [name for name in names if name in left] == []
        assert secret.key.secret not in left
        assert CHOICE.encode() not in left
        assert list((tmp_path / "agora.keys").iterdir()) == []
        counted = await Closing(database, database, clock).counted(scene.poll)
        assert (counted.ballots, counted.poll.state) == (2, PollState.CLOSED)
    left = bytes_of(tmp_path)
    assert [name for name in names if name in left] == []


async def test_while_a_vote_is_open_no_person_stands_beside_a_choice(tmp_path: Path, clock: HandClock) -> None:
    url = f"sqlite:///{tmp_path}/agora.sqlite3"
    async with open_storage(url, clock) as database:
        scene = await vote(database, clock)
        rows = await database.read(lambda rows: rows.ballots.aggregate(scene.poll))
        assert sorted(rows) == [((0, 2), 1), ((1, 2), 1)]
        at = HandClock().now().timestamp()
        assert f"{int(at * 1_000_000)}".encode() not in (tmp_path / "agora.sqlite3").read_bytes()
    assert CHOICE.encode() not in (tmp_path / "agora.sqlite3").read_bytes()


@pytest.mark.parametrize("steps", [1, 2])
async def test_a_close_that_a_crash_cut_short_is_finished_by_the_next_process(
    tmp_path: Path, clock: HandClock, steps: int
) -> None:
    url = f"sqlite:///{tmp_path}/agora.sqlite3"
    async with open_storage(url, clock) as database:
        scene = await vote(database, clock)
        await database.write(lambda rows: rules.stop_intake(rows, scene.poll, clock.now()))
        if steps > 1:
            await database.write(lambda rows: rules.seal(rows, scene.poll, clock.now()))
    async with open_storage(url, clock) as database:
        await Closing(database, database, clock).close_due(scene.poll)
        counted = await Closing(database, database, clock).counted(scene.poll)
        assert counted.ballots == 2
        assert counted.verdict.readers == (1, 1, 2)
    assert list((tmp_path / "agora.keys").iterdir()) == []


async def test_a_copy_restored_after_the_close_of_the_original_leads_nowhere(tmp_path: Path, clock: HandClock) -> None:
    url = f"sqlite:///{tmp_path}/agora.sqlite3"
    async with open_storage(url, clock) as database:
        scene = await vote(database, clock)
        await database.backup(tmp_path / "copy.sqlite3")
        await Closing(database, database, clock).close_due(scene.poll)
    async with open_storage(f"sqlite:///{tmp_path}/copy.sqlite3", clock, str(tmp_path / "agora.keys")) as copy:
        held = await copy.read(lambda rows: [rows.ballots.get(scene.poll, person) for person in scene.persons])
        assert held == [None, None, None]
        receipt = await copy.read(lambda rows: rows.ballots.receipt(scene.poll, scene.persons[0]))
        assert receipt == ""
