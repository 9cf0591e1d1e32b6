"""The secrets of open polls, one small file each, outside the database and its copies; must not know what they seal.

Destroying the file at the close is what makes ballots secret for good: what is left in the database, in its log or in
an old copy leads nowhere without it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.kernel.identity import PollId
from core.votes.integrity.keys import KEY_BYTES, PollKey

_SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class PollSecret:
    """What a poll knows while it is open, and nobody after."""

    key: PollKey
    """Ballots, receipts and nonces are derived from it."""
    seed: bytes = field(repr=False)
    """Breaks the last ties; told at the close."""

    @property
    def lot_hash(self) -> str:
        """SHA-256 of the seed, hexadecimal: shown at the opening, so that nobody chooses the lot afterwards."""
        return hashlib.sha256(self.seed).hexdigest()


class KeyCabinet:
    """A folder that only the bot's own user can read."""

    def __init__(self, folder: Path, draw: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._folder = folder
        self._draw = draw
        self._held: dict[PollId, PollSecret] = {}

    def make(self, poll: PollId) -> PollSecret:
        """Return the poll's secret, drawn and durable on disk when there was none: an opening that was rolled back
        leaves its file to the next poll of that number, under which no ballot was ever cast."""
        present = self.find(poll)
        if present is not None:
            return present
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = PollSecret(PollKey(self._draw(KEY_BYTES)), self._draw(_SEED_BYTES))
        unfinished = self._path(poll).with_suffix(f".{os.getpid()}")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(made.key.secret + made.seed)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._path(poll))
        self._sync_folder()
        self._held[poll] = made
        return made

    def find(self, poll: PollId) -> PollSecret | None:
        """Return the poll's secret; None when it was destroyed, or lost with its folder."""
        held = self._held.get(poll)
        if held is not None:
            return held
        try:
            written = self._path(poll).read_bytes()
        except FileNotFoundError:
            return None
        if len(written) != KEY_BYTES + _SEED_BYTES:
            return None
        self._held[poll] = PollSecret(PollKey(written[:KEY_BYTES]), written[KEY_BYTES:])
        return self._held[poll]

    def destroy(self, poll: PollId) -> None:
        """Overwrite and remove the poll's file; harmless when it is gone already."""
        self._held.pop(poll, None)
        path = self._path(poll)
        try:
            with path.open("r+b") as file:
                file.write(bytes(KEY_BYTES + _SEED_BYTES))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
        except FileNotFoundError:
            return
        self._sync_folder()

    def _path(self, poll: PollId) -> Path:
        return self._folder / f"poll-{poll}.key"

    def _sync_folder(self) -> None:
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
