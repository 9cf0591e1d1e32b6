"""Acceptance 1 of the votes' rules: after the close nothing that is kept leads from a person to a ballot, on either
engine, whatever the vote showed meanwhile: live totals, seals, words in receipts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import asyncpg
import pytest

from core.kernel.identity import PollId, RequestKey
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.charter.secrecy import Openness, secrecy_of
from core.votes.charter.terms import Terms
from core.votes.ending.closing import Closing
from core.votes.filling import Whole
from core.votes.integrity.receipts import read_receipt, tracker_of
from core.votes.model import Poll
from core.votes.running.watching import Watching
from core.votes.wording import give_word
from storage.columns import metadata
from storage.keys import KeyCabinet
from storage.open import Database, open_storage
from storage.secrecy_tables import ballot_word, live_entry, sealed_cast
from storage.tables import open_ballot
from tests.core.votes.town import START, HandClock
from tests.storage.scene import Scene, add_reader, new_poll
from tests.storage.servers import PostgresServer

VOTERS = 14
WORD = "chouettehulotte"


@dataclass(frozen=True, slots=True)
class Traces:
    """What must be nowhere after the close."""

    poll: PollId
    ballot_keys: tuple[str, ...]
    receipts: tuple[str, ...]
    secret: bytes

    def left_in(self, kept: bytes) -> list[str]:
        """Return those that are found in these bytes, as they are or in hexadecimal."""
        texts = [*self.ballot_keys, *self.receipts, *(each.partition(" ")[0] for each in self.receipts), WORD]
        wanted = [*(text.encode() for text in texts), self.secret, self.secret.hex().encode()]
        wanted += [bytes.fromhex(key) for key in self.ballot_keys]
        return [repr(each) for each in wanted if each in kept]


async def cast(database: Database, scene: Scene, poll: PollId, name: str, *marks: int) -> None:
    voter = scene.voter(name, f"cast-{name}-{marks}")
    await database.write(partial(rules.cast, poll=poll, voter=voter, act=Whole(marks), now=START))


async def watched_vote(database: Database, clock: HandClock, keys: Path) -> Traces:
    """A live vote: fourteen people vote, one changes their mind, one takes it back, all give a word; a night passes."""
    scene = await database.write(Scene.build)

    new = replace(new_poll(scene.shop, scene.works[:3], (scene.alpha, scene.beta)), terms=LIVE)
    poll = await database.write(lambda rows: rows.polls.add(new))
    readers = [f"voix-{number}" for number in range(VOTERS)]
    persons = await database.write(lambda rows: [add_reader(rows, name) for name in readers])
    receipts = []
    for number, name in enumerate(readers):
        await cast(database, scene, poll, name, number % 3)
        voter = scene.voter(name, f"word-{name}")
        stands = await database.write(partial(give_word, poll=poll, voter=voter, word=WORD, now=START))
        receipts.append(stands.receipt)
    await cast(database, scene, poll, readers[0], 0, 1)
    await cast(database, scene, poll, readers[0])
    printed = await database.read(lambda rows: rows.polls.get(poll))
    assert isinstance(printed, Poll)
    await Watching(database, clock).shown(printed)
    await database.write(lambda rows: rows.secrecy.keep_sealed(poll))
    found = KeyCabinet(keys).find(poll)
    assert found is not None
    names = tuple(found.key.ballot_of(person).hex() for person in persons[1:])
    return Traces(poll, names, tuple(receipts), found.key.secret)


LIVE = Terms(secrecy=secrecy_of(Openness.LIVE))


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


async def test_no_byte_of_database_log_keys_or_later_copies_tells_anything(tmp_path: Path, clock: HandClock) -> None:
    house, copies = tmp_path / "house", tmp_path / "copies"
    house.mkdir()
    copies.mkdir()
    async with open_storage(f"sqlite:///{house}/agora.sqlite3", clock) as database:
        traces = await watched_vote(database, clock, house / "agora.keys")
        await database.backup(copies / "before.sqlite3")
        assert len(traces.left_in(on_disk(house))) >= len(traces.ballot_keys)
        await Closing(database, database, clock).close_due(traces.poll)
        assert traces.left_in(on_disk(house)) == []
        await database.backup(copies / "after.sqlite3")
    assert traces.left_in(on_disk(house)) == []
    assert traces.left_in((copies / "after.sqlite3").read_bytes()) == []


async def test_a_copy_made_while_it_was_open_is_noise_without_its_key(tmp_path: Path, clock: HandClock) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/agora.sqlite3", clock) as database:
        traces = await watched_vote(database, clock, tmp_path / "agora.keys")
        await database.backup(tmp_path / "copy.sqlite3")
    kept = (tmp_path / "copy.sqlite3").read_bytes()
    assert not {repr(each.encode()) for each in (*traces.receipts, WORD)} & set(traces.left_in(kept))
    assert repr(traces.secret) not in traces.left_in(kept)
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as raw:
        words = [masked for (masked,) in raw.execute("SELECT masked FROM ballot_word")]
    assert len({len(masked) for masked in words}) == 1, "the length of a word tells nothing"
    assert len(set(words)) == len(words), "equal words look different"


async def test_each_receipt_still_finds_its_ballot_and_no_other(tmp_path: Path, clock: HandClock) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/agora.sqlite3", clock) as database:
        traces = await watched_vote(database, clock, tmp_path / "agora.keys")
        await Closing(database, database, clock).close_due(traces.poll)
        trackers = [tracker_of(to_short(traces.poll), read_receipt(each)) for each in traces.receipts]
        found = await database.read(lambda rows: [rows.ballots.find(traces.poll, tracker) for tracker in trackers])
    assert found == [None, *[(number % 3,) for number in range(1, VOTERS)]]


@pytest.mark.postgres
async def test_no_row_of_a_server_tells_anything_nor_its_files_once_they_are_swept(
    postgres_server: PostgresServer, tmp_path: Path, clock: HandClock
) -> None:
    async with postgres_server.database() as url:
        async with open_storage(url, clock, str(tmp_path / "keys")) as database:
            traces = await watched_vote(database, clock, tmp_path / "keys")
            assert traces.left_in(await rows_of(url)) != []
            await Closing(database, database, clock).close_due(traces.poll)
        assert traces.left_in(await rows_of(url)) == []
        assert not (tmp_path / "keys" / f"poll-{traces.poll}.key").exists()
        swept = await files_of(url)
        assert swept is None or traces.left_in(swept) == []


async def rows_of(url: str) -> bytes:
    """Every row of every table, as text."""
    connection = await asyncpg.connect(url)
    try:
        found = [await connection.fetch(f'SELECT t::text FROM "{name}" t') for name in metadata.tables]  # noqa: S608
    finally:
        await connection.close()
    return "\n".join(row[0] for rows in found for row in rows).encode()


async def files_of(url: str) -> bytes | None:
    """The files of the tables that held open ballots, which the close has swept; None where they are out of reach."""
    connection = await asyncpg.connect(url)
    try:
        folder = Path(await connection.fetchval("SHOW data_directory"))
        await connection.execute("CHECKPOINT")
        paths = [
            folder / await connection.fetchval("SELECT pg_relation_filepath($1::regclass)", table.name)
            for table in (open_ballot, ballot_word, live_entry, sealed_cast)
        ]
    finally:
        await connection.close()
    try:
        return b"".join(path.read_bytes() for path in paths)
    except PermissionError:
        return None


async def test_while_a_vote_is_open_no_two_tables_share_anything_but_ballot_keys(
    tmp_path: Path, clock: HandClock
) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/agora.sqlite3", clock) as database:
        traces = await watched_vote(database, clock, tmp_path / "agora.keys")
        request = RequestKey("cast-voix-3-(0,)")
        with closing(sqlite3.connect(tmp_path / "agora.sqlite3")) as raw:
            ballots = str(raw.execute("SELECT * FROM open_ballot").fetchall())
            voters = [str(row[0]) for row in raw.execute("SELECT person_id FROM roll WHERE has_voted = 1")]
        assert traces.ballot_keys[2] in ballots
        assert request not in ballots
        assert len(voters) == VOTERS - 1
