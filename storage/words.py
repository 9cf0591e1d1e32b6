"""Words of voters for their receipts, masked under the poll's key and lost with it; must not know whose they are."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select, update

from core.kernel.identity import PollId
from core.votes.integrity.keys import NONCE_BYTES, PollKey
from storage.secrecy_tables import ballot_word
from storage.session import Session
from storage.statements import Statement, insert_or

_HERE = (ballot_word.c.poll_id == bindparam("poll_id"), ballot_word.c.ballot_key == bindparam("ballot_key"))
_GET = Statement(select(ballot_word.c.masked).where(*_HERE))
_KEEP = insert_or(ballot_word, ("poll_id", "ballot_key", "masked"), ("poll_id", "ballot_key"), update=("masked",))
_DROP = Statement(delete(ballot_word).where(*_HERE))
_MOVE = Statement(update(ballot_word).where(*_HERE).values(ballot_key=bindparam("new_key")))


class VoterWords:
    """The words that stand beside open ballots, under the same keys."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, poll: PollId, ballot_key: str, masked: str) -> None:
        """Take what was read with the ballot: a cast asks for its marks first, and needs no second look."""
        self._session.noted[poll, ballot_key] = masked

    def of(self, poll: PollId, key: PollKey, ballot_key: str) -> str:
        """Return the word, or ""."""
        masked: str | None = self._session.noted.get((poll, ballot_key))
        if masked is None:
            row = self._session.one(_GET, poll_id=poll, ballot_key=ballot_key)
            masked = self._session.noted[poll, ballot_key] = str(row[0]) if row else ""
        kept = bytes.fromhex(masked)
        return key.unmasked_word(kept[:NONCE_BYTES], kept[NONCE_BYTES:]) if kept else ""

    def keep(self, poll: PollId, key: PollKey, ballot_key: str, word: str, nonce: bytes) -> None:
        self._session.noted[poll, ballot_key] = masked = (nonce + key.masked_word(nonce, word)).hex()
        self._session.run(_KEEP, poll_id=poll, ballot_key=ballot_key, masked=masked)

    def drop(self, poll: PollId, ballot_key: str) -> None:
        self._session.noted.pop((poll, ballot_key), None)
        self._session.run(_DROP, poll_id=poll, ballot_key=ballot_key)

    def move(self, poll: PollId, gone: str, kept: str) -> None:
        self.forget()
        self._session.run(_MOVE, poll_id=poll, ballot_key=gone, new_key=kept)

    def forget(self) -> None:
        """Look anew at every word from here on."""
        self._session.noted.clear()
