"""Names taken out of roll calls, at their persons' wish: the choices stay, so that the counts do; must not know words.

Whoever votes in a roll call is told beforehand that their choice is shown with their name, and may want it shown no
more (GDPR, article 17). What was promised to the others, that the count can be checked, needs the choice and no name:
its line stands behind the others as nobody's, and the record holds the hash of the roll call as it is since then.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller
from core.kernel.storage import Storage
from core.votes import rules
from core.votes.ending import settling
from core.votes.integrity.audit import Act
from core.votes.integrity.config import fingerprint
from core.votes.ports import VoteRows
from core.votes.tally.calling import written_call


@dataclass(frozen=True, slots=True)
class Unnaming:
    """Takes names out of roll calls."""

    storage: Storage[VoteRows]
    clock: Clock

    async def unname(self, caller: Caller) -> int:
        """Take the caller's name out of every roll call of a vote that is over, and out of the results that were
        posted; return of how many. Raises Refusal where it stands in none."""
        now = self.clock.now()

        def job(rows: VoteRows) -> int:
            person = rows.members.person_of(caller.account)
            polls = rows.secrecy.named_polls(person) if person is not None else ()
            for poll in polls:
                rows.polls.lock(poll)
                rows.secrecy.unname(poll, person or caller.person)
                names = fingerprint(written_call(rows.secrecy.named(poll)))
                rules.note(rows, poll, Act.UNNAMED, {"names": names}, now)
                settling.refresh_results(rows, poll)
            return len(polls)

        count = await self.storage.write(job)
        if not count:
            raise Refusal("unnamed-none")
        return count
