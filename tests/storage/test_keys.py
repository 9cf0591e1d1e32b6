"""The secrets of open polls: made once, on disk before anything rests on them, readable by nobody else, and gone."""

from __future__ import annotations

import stat
from pathlib import Path

from core.kernel.identity import PollId
from storage.keys import KeyCabinet

POLL = PollId(7)


def test_a_secret_is_made_once_and_found_by_every_process(tmp_path: Path) -> None:
    made = KeyCabinet(tmp_path / "keys").make(POLL)
    assert KeyCabinet(tmp_path / "keys").find(POLL) == made == KeyCabinet(tmp_path / "keys").make(POLL)
    assert len(made.key.secret) == len(made.seed) == 32
    assert KeyCabinet(tmp_path / "keys").make(PollId(8)) != made


def test_nobody_else_reads_it(tmp_path: Path) -> None:
    KeyCabinet(tmp_path / "keys").make(POLL)
    [file] = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_it_never_prints_itself(tmp_path: Path) -> None:
    made = KeyCabinet(tmp_path).make(POLL)
    assert repr(made.key.secret) not in repr(made)
    assert repr(made.seed) not in repr(made)


def test_a_destroyed_secret_is_overwritten_and_gone_for_everybody(tmp_path: Path) -> None:
    cabinet = KeyCabinet(tmp_path)
    made = cabinet.make(POLL)
    [file] = tmp_path.iterdir()
    with file.open("rb") as still_open:
        cabinet.destroy(POLL)
        cabinet.destroy(POLL)
        assert still_open.read() == bytes(len(made.key.secret) + len(made.seed))
    assert list(tmp_path.iterdir()) == []
    assert cabinet.find(POLL) is None


def test_a_damaged_or_missing_file_is_no_secret(tmp_path: Path) -> None:
    cabinet = KeyCabinet(tmp_path)
    assert cabinet.find(POLL) is None
    (tmp_path / "poll-7.key").write_bytes(b"short")
    assert cabinet.find(POLL) is None
