"""Titles that readers write in while a vote is open: each adds one, at the end of the paper; must not cast a ballot.

Marks already made stay right, because the titles that stood keep their positions. What the vote promised at its opening
says that titles may be added until it closes; each addition is on its record.
"""

from __future__ import annotations

from datetime import datetime

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId, WorkId
from core.kernel.storage import Storage
from core.votes import rules
from core.votes.charter.terms import MAX_TITLES
from core.votes.integrity.audit import Act
from core.votes.model import NewTitle, Nomination, Poll, Title
from core.votes.nominations import most_wanted, refuse_read
from core.votes.ports import VoteRows
from core.votes.rules import Voter
from core.votes.service import home_shop, present, voter_of
from core.votes.tally.document import title_id


class WritingIn:
    """Adds titles to open papers."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def add(self, caller: Caller, poll: PollId, work: WorkId, pitch: str) -> Title:
        """Add the caller's title to an open paper and return it; the same request again returns it too. Raises Refusal
        where no title is added, the caller added one, the book stands there or was read, or the paper is full."""
        voter, now = voter_of(caller), self._clock.now()
        return await self._storage.write(lambda rows: write_in(rows, poll, voter, NewTitle(work, pitch), now))

    async def offered(self, caller: Caller, poll: PollId) -> tuple[Nomination, ...]:
        """Return the nominated books that do not stand on the paper, those most wanted first."""
        shop = home_shop(caller)

        def job(rows: VoteRows) -> tuple[Nomination, ...]:
            standing = {title.work for title in _paper(rows, poll).titles}
            return tuple(each for each in most_wanted(rows, shop) if each.work not in standing)

        return await self._storage.read(job)


def write_in(rows: VoteRows, poll: PollId, voter: Voter, title: NewTitle, now: datetime) -> Title:
    """Add one title of one person to an open paper; raises Refusal."""
    head = rows.polls.lock(poll)
    found = rows.roll.voter(poll, voter.account)
    if head is None or found is None:
        raise Refusal("vote-gone")
    person = found[0]
    stands = rows.write_ins.of_person(poll, person)
    if not rows.requests.first_time(voter.request) and stands is not None:
        return _paper(rows, poll).titles[stands]
    rules.admit(rows, head, voter, found, now)
    paper = _paper(rows, poll)
    if not head.terms.stage.write_ins:
        raise Refusal("write-in-none")
    if stands is not None:
        raise Refusal("write-in-yours", title=paper.titles[stands].name)
    for each in paper.titles:
        if each.work == title.work:
            raise Refusal("write-in-there", title=each.name)
    if head.titles >= MAX_TITLES:
        raise Refusal("write-in-full", most=MAX_TITLES)
    refuse_read(rows, head.shop, title.work)
    if not rows.nominations.title(title.work):
        raise Refusal("works-none", typed="")
    nomination = rows.nominations.get(head.shop, title.work)
    if nomination is not None and not title.pitch:
        title = NewTitle(title.work, nomination.pitch)
    position = rows.write_ins.add(poll, title, person)
    added = _paper(rows, poll).titles[position]
    facts = {"title": added.position, "id": title_id(added), "name": added.name, "authors": added.authors}
    rules.note(rows, poll, Act.ADDED, facts, now)
    rows.nominations.withdraw(head.shop, title.work)
    rules.refresh_papers(rows, poll, now + rules.REFRESH_DELAY)
    return added


def _paper(rows: VoteRows, poll: PollId) -> Poll:
    return present(rows.polls.get(poll))
