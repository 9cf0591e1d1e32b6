"""What the gate does inside one transaction: something is said, filed, marked, taken back; a reader moves on.

The debate is locked first. What is hidden by a change is edited in every room in the same transaction. Must not know
words or platforms.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.debates import rules as debate_rules
from core.debates.gate.model import Contribution, ContributionId, Milestones, NewContribution
from core.debates.gate.ports import GateRows
from core.debates.model import LIVE, DebateHead, Hall
from core.debates.rules import COMMUNITY
from core.kernel.errors import Refusal
from core.kernel.identity import Address, CommunityId, DebateId, PersonId
from core.kernel.outbox import Claimed, Letter
from core.kernel.tokens import from_short, to_short

SAID = "debate-said"
"""One contribution, posted in the debate's rooms."""


def milestones_of(rows: GateRows, debate: DebateId) -> Milestones:
    return rows.progress.milestones(debate) or Milestones()


def divide(rows: GateRows, debate: DebateId, milestones: Milestones) -> None:
    """Divide the book otherwise; raises Refusal once anybody counted on how it is divided."""
    if rows.progress.is_used(debate) or rows.contributions.of(debate):
        raise Refusal("gate-milestones-used")
    rows.progress.divide(debate, milestones)


def say(rows: GateRows, head: DebateHead, new: NewContribution) -> ContributionId:
    """Keep what somebody says and post it in the rooms that stand; raises Refusal."""
    if head.state not in LIVE:
        raise Refusal("gate-not-open")
    last = rows.contributions.last_of(head.id, new.author)
    if last is not None and new.at < last.at + timedelta(seconds=head.pause_seconds):
        wait = last.at + timedelta(seconds=head.pause_seconds) - new.at
        raise Refusal("gate-slowly", seconds=-(-wait // timedelta(seconds=1)))
    said = rows.contributions.add(new)
    for hall in rows.halls.of(head.id):
        _post(rows, said, hall)
    return said


def file(rows: GateRows, contribution: Contribution, stage: int, *, is_staffs: bool) -> None:
    """Say up to where a contribution tells. The team's word holds; its author may not take back what a reader saw.

    Raises Refusal."""
    if not is_staffs and contribution.is_settled:
        raise Refusal("gate-settled")
    if not is_staffs and contribution.is_marked and stage < contribution.stage:
        raise Refusal("gate-marked-lower")
    is_settled = contribution.is_settled or is_staffs
    _file(rows, contribution, stage, is_marked=contribution.is_marked and not is_staffs, is_settled=is_settled)


def mark(rows: GateRows, contribution: Contribution, place: int | None, last: int) -> bool:
    """Hide what gives away something beyond that reader's place: where exactly, only who read further can say, and
    until then it waits one stage further, or at the end for who does not say where they are or has finished.

    False when it is hidden from them already. Raises Refusal."""
    if contribution.is_settled:
        raise Refusal("gate-settled")
    needed = place + 1 if place is not None and place < last else last
    if contribution.stage >= needed:
        return False
    _file(rows, contribution, needed, is_marked=True, is_settled=False)
    return True


def withdraw(rows: GateRows, contribution: Contribution) -> None:
    """Forget what somebody said, in every room."""
    rows.contributions.withdraw(contribution.id)
    rows.outbox.refresh(SAID, to_short(contribution.id), None)


def settle_in(rows: GateRows, claimed: Claimed, room: Address) -> None:
    """Write down the room that a head opened, and queue there what was said before it stood."""
    debate = DebateId(from_short(claimed.letter.about))
    community = CommunityId(int(str(claimed.letter.payload[COMMUNITY])))
    rows.debates.lock(debate)
    for hall in rows.halls.of(debate):
        for each in rows.contributions.of(debate) if hall.community == community else ():
            _post(rows, each.id, replace(hall, room=room))
    debate_rules.settle_in(rows, claimed, room)


def merge(rows: GateRows, kept: PersonId, gone: PersonId) -> None:
    """Make one reader of two."""
    for debate in sorted({*rows.progress.debates_of(kept), *rows.progress.debates_of(gone)}):
        rows.debates.lock(debate)
    rows.progress.merge(kept, gone)
    rows.contributions.merge(kept, gone)


def arrive(rows: GateRows, debate: DebateId, person: PersonId, stage: int, at: datetime) -> None:
    """Somebody says where they are; raises Refusal for no such stage."""
    if not 0 <= stage <= milestones_of(rows, debate).last:
        raise Refusal("refused-stale-press")
    rows.progress.reach(debate, person, stage, at)


def _file(rows: GateRows, contribution: Contribution, stage: int, *, is_marked: bool, is_settled: bool) -> None:
    rows.contributions.file(contribution.id, stage, is_marked=is_marked, is_settled=is_settled)
    rows.outbox.refresh(SAID, to_short(contribution.id), None)


def _post(rows: GateRows, said: ContributionId, hall: Hall) -> None:
    """Queue a contribution for a room that stands; one that does not yet is told by `settle_in`."""
    if hall.room is not None:
        about = to_short(said)
        key = f"{SAID}-{about}-{hall.community}"
        rows.outbox.put(Letter(SAID, about, hall.room, hall.locale, hall.zone, key=key))
