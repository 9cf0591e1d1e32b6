"""The tables of what is shown of ballots, once, for both engines; must not hold queries."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, PrimaryKeyConstraint, Table

from storage.columns import TEXT, metadata


def _text(name: str) -> Column[str]:
    return Column(name, TEXT, nullable=False, server_default="")


def _number(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _of_poll(name: str, *columns: Column[str] | Column[int], keys: tuple[str, ...]) -> Table:
    poll = Column("poll_id", BigInteger, ForeignKey("poll.id", ondelete="CASCADE"), nullable=False)
    return Table(name, metadata, poll, *columns, PrimaryKeyConstraint(*keys), sqlite_with_rowid=False)


sealed_cast = _of_poll("sealed_cast", _text("nonce"), keys=("poll_id", "nonce"))
live_count = _of_poll("live_count", _text("shown"), keys=("poll_id",))
live_entry = _of_poll("live_entry", _text("ballot_key"), keys=("poll_id", "ballot_key"))
ballot_word = _of_poll("ballot_word", _text("ballot_key"), _text("masked"), keys=("poll_id", "ballot_key"))
named_ballot = _of_poll("named_ballot", _number("number"), _text("name"), _text("marks"), keys=("poll_id", "number"))
named_voter = _of_poll("named_voter", _number("number"), _number("person_id"), keys=("poll_id", "number"))
"""Whose line of a roll call is whose, so that a person's name can be taken out of it; no row where it was."""
struck_title = _of_poll("struck_title", _number("position"), _text("reason"), keys=("poll_id", "position"))
