"""What a poll does once its winners hang on the lot: a runoff opens, or somebody is asked; must not count.

Everything here runs inside one transaction, and may run again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, PollId, RequestKey
from core.kernel.outbox import Letter
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.charter.terms import Method, Terms
from core.votes.integrity.audit import Act
from core.votes.model import NewPoll, NewTitle, Poll, PollState
from core.votes.ports import VoteRows
from core.votes.rounds.following import note_winners, winners_of
from core.votes.rounds.stage import NO_STAGE
from core.votes.tally.outcomes import Verdict, read_verdict
from core.votes.verdicts.juries import NO_JURY
from core.votes.verdicts.levels import ONE_LEVEL
from core.votes.verdicts.thresholds import NO_THRESHOLDS
from core.votes.verdicts.ties import Breaking, Deadlock, Ties

SETTLE = "vote-settle"
CASTING = "vote-casting"
PATIENCE = timedelta(hours=24)
"""How long a runoff lasts, and somebody with the casting vote may think."""
QUESTION = 80


@dataclass(frozen=True, slots=True)
class Settled:
    """A count as it was decided: what chose which titles, and how it is kept and hashed."""

    titles: tuple[int, ...]
    by: str
    outcome: str
    result: str


def begin(rows: VoteRows, poll: Poll, verdict: Verdict, now: datetime) -> None:
    """Do what the terms say of a tie that is open once the count stands; tell the vote before, of a runoff, that it is
    over."""
    deadlock, about = verdict.deadlock, to_short(poll.id)
    _tell_before(rows, poll.terms, now)
    if deadlock is None or not deadlock.is_open:
        rows.aftermath.forget_judge(poll.id)
    elif poll.terms.ties.breaking is Breaking.RUNOFF:
        _open_runoff(rows, poll, deadlock, now)
    else:
        rows.due.put(Due(SETTLE, about, now + PATIENCE))
        judge = rows.aftermath.judge(poll.id)
        room = next(iter(rows.rooms.of_poll(poll.id)), None)
        for box in rows.aftermath.letterboxes(judge.person) if judge else ():
            locale, zone = box.locale or (room.locale if room else ""), room.zone if room else "Europe/Paris"
            key = f"{CASTING}-{about}-{box.to.platform}"
            rows.outbox.put(Letter(CASTING, about, box.to, locale, zone, expires_at=now + PATIENCE, key=key))


def cancelled(rows: VoteRows, poll: Poll, now: datetime) -> None:
    """A vote was cancelled: where it was a runoff, the tie before it is for the lot."""
    rows.aftermath.forget_judge(poll.id)
    _tell_before(rows, poll.terms, now)


def decision(rows: VoteRows, poll: Poll) -> tuple[int, ...] | None:
    """Return what a runoff that is over, or a casting vote whose time is over, chose of a poll's tied titles, () where
    it is for the lot; None as long as nothing is decided."""
    runoff = rows.aftermath.runoff(poll.id)
    if runoff is None:
        deadlock, judge = open_deadlock(rows, poll.id), rows.aftermath.judge(poll.id)
        return judge.chosen if deadlock and judge and len(judge.chosen) >= deadlock.places else ()
    held = rows.polls.get(runoff)
    if held is None or held.state is PollState.CANCELLED:
        return ()
    written = rows.polls.outcome(runoff)
    if held.state is not PollState.CLOSED or not written:
        return None
    positions = {title.work: title.position for title in poll.titles}
    verdict = read_verdict(written)
    winners = verdict.outcome.winners if held.voters and not verdict.is_void else ()
    return tuple(positions[held.titles[winner].work] for winner in winners)


def open_deadlock(rows: VoteRows, poll: PollId) -> Deadlock | None:
    """Return the tie of a poll that somebody has yet to decide."""
    written = rows.polls.outcome(poll)
    deadlock = read_verdict(written).deadlock if written else None
    return deadlock if deadlock and deadlock.is_open else None


def choose(rows: VoteRows, poll: PollId, person: PersonId | None, title: int) -> tuple[int, ...] | None:
    """Note one title that the person with the casting vote wants to win; return all they want once there are enough.

    Raises Refusal when it is not theirs to say, or said already.
    """
    rows.polls.lock(poll)
    deadlock, judge = open_deadlock(rows, poll), rows.aftermath.judge(poll)
    if deadlock is None:
        raise Refusal("casting-over")
    if judge is None or judge.person != person:
        raise Refusal("casting-not-yours")
    if title not in deadlock.between:
        raise Refusal("refused-stale-press")
    chosen = tuple(each for each in judge.chosen if each != title)
    chosen = (*chosen, title) if len(chosen) == len(judge.chosen) else chosen
    rows.aftermath.choose(poll, chosen)
    return chosen if len(chosen) >= deadlock.places else None


def refresh_results(rows: VoteRows, poll: PollId) -> None:
    """Queue an edit of every result that was posted."""
    about = to_short(poll)
    for posted in rows.outbox.posted(rules.RESULT, about):
        key = f"refresh-{posted.letter}"
        rows.outbox.put(
            Letter(rules.RESULT, about, posted.to, posted.locale, posted.zone, edits=posted.letter, key=key)
        )


def settle(rows: VoteRows, poll: PollId, settled: Settled, now: datetime) -> bool:
    """Keep the count as it was decided, on the record; False when somebody decided before."""
    rows.polls.lock(poll)
    if open_deadlock(rows, poll) is None:
        return False
    rules.note(rows, poll, Act.DECIDED, {"titles": list(settled.titles), "by": settled.by}, now)
    found = rows.polls.get(poll)
    won = winners_of(rows, found) if found else ()
    rows.polls.keep_outcome(poll, settled.outcome)
    if found is not None:
        note_winners(rows, found, won, now)
    rules.note(rows, poll, Act.COUNTED, {"result": settled.result}, now)
    rows.aftermath.forget_judge(poll)
    rows.due.cancel(SETTLE, to_short(poll))
    refresh_results(rows, poll)
    return True


def _tell_before(rows: VoteRows, terms: Terms, now: datetime) -> None:
    if terms.ties.of:
        rows.due.put(Due(SETTLE, terms.ties.of, now))


def _open_runoff(rows: VoteRows, poll: Poll, deadlock: Deadlock, now: datetime) -> None:
    rooms, opener = tuple(rows.rooms.of_poll(poll.id)), rows.aftermath.opener(poll.id)
    if opener is None:
        return
    tail = " (2)"
    titles = [poll.titles[title] for title in deadlock.between]
    runoff = NewPoll(
        poll.shop,
        opener,
        poll.question[: QUESTION - len(tail)] + tail,
        runoff_terms(poll, deadlock),
        now,
        now + PATIENCE,
        tuple(NewTitle(title.work, title.pitch) for title in titles),
        tuple(room.community for room in rooms),
    )
    opened = rules.announce(rows, runoff, rooms, RequestKey(f"runoff-{to_short(poll.id)}"))
    if opened is not None:
        rows.aftermath.pair(poll.id, opened)


def runoff_terms(poll: Poll, deadlock: Deadlock) -> Terms:
    """Return the terms of a runoff: one choice between two for a place, else approvals; its own tie is for the lot."""
    is_duel = len(deadlock.between) == 2
    return replace(
        poll.terms,
        method=Method.PLURALITY if is_duel else Method.APPROVAL,
        places=deadlock.places,
        most=0,
        with_none=False,
        thresholds=NO_THRESHOLDS,
        ties=Ties(of=to_short(poll.id)),
        levels=ONE_LEVEL,
        jury=NO_JURY,
        stage=NO_STAGE,
    )
