"""A title withdrawn after the opening: out of print, or at its author's wish; must not change any ballot.

It is struck through on every paper and deleted from every ballot before counting; the ballots stay as they were cast.
After the close, the same ballots are counted again without it, as a new count on the record. Source: voting.md 1.3.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId, RequestKey
from core.kernel.outbox import Letter
from core.kernel.storage import Storage
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.ending import settling
from core.votes.ending.gathering import sealed_of
from core.votes.integrity.audit import Act
from core.votes.model import NONE, Poll, PollState, Title
from core.votes.ports import VoteRows
from core.votes.rounds.following import note_winners, winners_of
from core.votes.rounds.withdrawing import hold_season, keep_out, opened_with
from core.votes.service import check_ours, present
from core.votes.tally.declaring import declared
from core.votes.tally.outcomes import Sealed, Verdict, count, write_verdict

STRUCK = "vote-struck"
LEFT = 2
"""Titles that must be left to choose among while a poll is open; after its close, as many as it has places."""


@dataclass(frozen=True, slots=True)
class TitleStruck:
    """A title that no longer counts."""

    poll: Poll
    title: Title
    later: Poll | None = None
    """The later round of its season that has opened with it: there it still counts."""


class Striking:
    """Withdraws titles from polls."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def strike(self, caller: Caller, poll: PollId, typed: str, reason: str) -> TitleStruck:
        """Withdraw the title that is typed (its name, its beginning, or its number on the paper) from a poll of the
        caller's shop, for a reason that everybody will read. Raises Refusal."""

        def look(rows: VoteRows) -> Sealed:
            found = present(rows.polls.get(poll))
            check_ours(caller, found)
            if found.state not in {PollState.OPEN, PollState.CLOSED}:
                raise Refusal("vote-counting" if found.state is PollState.CLOSING else "vote-gone")
            return sealed_of(rows, poll)

        sealed = await self._storage.read(look)
        title = _title_of(sealed.poll, typed)
        struck = _without(sealed, title, reason)
        verdict = None
        if sealed.poll.state is PollState.CLOSED:
            verdict = await asyncio.to_thread(count, struck)
        now, request = self._clock.now(), caller.request
        done = TitleStruck(struck.poll, struck.poll.titles[title.position])
        return await self._storage.write(lambda rows: _strike(rows, done, verdict, now, request))


def _title_of(poll: Poll, typed: str) -> Title:
    wanted = typed.strip().casefold()
    titles = [title for title in poll.titles if title.work != NONE]
    found = [title for title in titles if wanted in {title.name.casefold(), str(title.position + 1)}]
    found = found or [title for title in titles if wanted and title.name.casefold().startswith(wanted)]
    if len(found) != 1:
        raise Refusal("strike-title-unknown", typed=typed, last=len(titles))
    return found[0]


def _without(sealed: Sealed, title: Title, reason: str) -> Sealed:
    poll = sealed.poll
    titles = tuple(replace(each, struck=each.struck or reason) if each == title else each for each in poll.titles)
    left = sum(not each.struck and each.work != NONE for each in titles)
    least = LEFT if poll.state is PollState.OPEN else 1
    if not title.struck and left < max(least, poll.terms.places):
        raise Refusal("strike-too-few", count=max(least, poll.terms.places))
    return replace(sealed, poll=replace(poll, titles=titles))


def _strike(
    rows: VoteRows, struck: TitleStruck, verdict: Verdict | None, now: datetime, request: RequestKey
) -> TitleStruck:
    """Note it all at once; a title that was withdrawn meanwhile stays so."""
    poll, position, work = struck.poll.id, struck.title.position, struck.title.work
    held = hold_season(rows, struck.poll)
    head = rows.polls.lock(poll)
    done = replace(struck, later=opened_with(rows, held, work))
    if not rows.requests.first_time(request) or head is None:
        return done
    if head.state is not struck.poll.state:
        raise Refusal("vote-counting")
    before = present(rows.polls.get(poll))
    if before.titles[position].struck:
        raise Refusal("strike-already", title=struck.title.name)
    if [each.struck for each in before.titles if each.position != position] != [
        each.struck for each in struck.poll.titles if each.position != position
    ]:
        raise Refusal("strike-again")
    rows.secrecy.strike(poll, position, struck.title.struck)
    rules.note(rows, poll, Act.WITHDRAWN, {"title": position, "reason": struck.title.struck}, now)
    if verdict is None:
        rules.refresh_papers(rows, poll, None)
    else:
        _count_again(rows, struck, verdict, now)
    keep_out(rows, held, before, work)
    return done


def _count_again(rows: VoteRows, struck: TitleStruck, verdict: Verdict, now: datetime) -> None:
    poll, position = struck.poll.id, struck.title.position
    won = winners_of(rows, struck.poll)
    rows.polls.keep_outcome(poll, write_verdict(verdict))
    rules.note(rows, poll, Act.COUNTED, {"result": declared(struck.poll, verdict)}, now)
    note_winners(rows, struck.poll, won, now)
    if verdict.deadlock and verdict.deadlock.is_open:
        settling.begin(rows, struck.poll, verdict, now)
    rules.refresh_papers(rows, poll, None, rules.RESULT)
    about = to_short(poll)
    for room in rows.rooms.of_poll(poll):
        key = f"{STRUCK}-{about}-{position}-{room.community}"
        rows.outbox.put(Letter(STRUCK, about, room.to, room.locale, room.zone, {"position": position}, key=key))
