"""How a season goes from one round to the next inside one transaction; must not know words or platforms.

Each step locks the season's row, looks at where it stands and leaves it elsewhere: run again, it changes nothing, and
what a crash cut short was never there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.kernel.clock import to_micros
from core.kernel.due import Due
from core.kernel.identity import RequestKey, WorkId
from core.kernel.outbox import Letter
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.charter.terms import MAX_RANKED, MAX_TITLES, Kind
from core.votes.model import CARRIED, Announced, NewPoll, NewTitle, Nomination, PollState
from core.votes.nominations import most_wanted
from core.votes.ports import VoteRows
from core.votes.rounds.following import STEP, winners_of
from core.votes.rounds.model import Obstacle, Season, SeasonId, SeasonState
from core.votes.rounds.plan import Scarce

NOMINATIONS = "season-nominations"
STILL = "season-still"
LEFT_OUT = "season-left-out"
FEWEST = 2
"""Titles that a vote needs."""


def advance(rows: VoteRows, season_id: SeasonId, now: datetime) -> None:
    """Take a season as far as it goes by itself at this moment."""
    season = rows.seasons.lock(season_id)
    if season is None:
        return
    if season.state is SeasonState.VOTING:
        _after_poll(rows, season, now)
    elif season.state in {SeasonState.WAITING, SeasonState.NOMINATING}:
        if now >= season.at:
            go_on(rows, season, now)
        else:
            rows.due.put(Due(STEP, to_short(season.id), season.at))


def go_on(rows: VoteRows, season: Season, now: datetime) -> None:
    """Begin the edition that is waited for, end the nominations, or try again where the season stands still."""
    match season.state:
        case SeasonState.WAITING:
            _enter(rows, replace(season, poll=None, carried=()), 0, now)
        case SeasonState.NOMINATING:
            _enter(rows, season, season.step + 1, now)
        case SeasonState.STILL:
            if season.titles and len(season.titles) < FEWEST:
                season = replace(season, titles=_with_more(season.titles, _gathered(rows, season)[0]))
            _enter(rows, replace(season, reason=Obstacle.NONE), season.step, now, is_urged=True)
        case _:
            return


def close_edition(rows: VoteRows, season: Season, reason: Obstacle, now: datetime) -> None:
    """The next edition is waited for, or the season is over; a reason why this one was left out is told."""
    coming = season.plan.next_after(season.edition, now)
    ended = replace(season, step=0, titles=(), carried=(), reason=reason)
    if coming is None:
        ended = replace(ended, state=SeasonState.ENDED)
    else:
        ended = replace(ended, state=SeasonState.WAITING, edition=coming[0], at=coming[1])
    keep(rows, ended)
    if reason is not Obstacle.NONE:
        _announce(rows, replace(ended, edition=season.edition), LEFT_OUT)


def carry_over(rows: VoteRows, season: Season, works: Sequence[WorkId], now: datetime) -> None:
    """Put books on the list of nominations again, each once: what was carried over before is not."""
    for work in works:
        if work not in season.carried and rows.readings.get(season.shop, work) is None:
            rows.nominations.add(season.shop, Nomination(work, "", "", _pitch(rows, season, work), CARRIED, "", now))


def keep(rows: VoteRows, season: Season) -> None:
    """Keep where the season stands, and plan when it goes on by itself; a poll that ends wakes its season."""
    rows.seasons.keep(season)
    about = to_short(season.id)
    if season.state in {SeasonState.WAITING, SeasonState.NOMINATING}:
        rows.due.put(Due(STEP, about, season.at))
    else:
        rows.due.cancel(STEP, about)


def _enter(rows: VoteRows, season: Season, step: int, now: datetime, *, is_urged: bool = False) -> None:
    """Begin a round, or what was said beforehand for one with too few titles; a bookseller who urges it on passes
    over it all the same."""
    season = replace(season, step=step)
    plan, present = season.plan, season.round
    if not present.is_vote and not plan.is_single:
        ends = plan.ends(now, step)
        keep(rows, replace(season, state=SeasonState.NOMINATING, at=ends))
        _announce(rows, season, NOMINATIONS, ends)
        return
    titles, carried = (season.titles, season.carried) if season.titles else _gathered(rows, season)
    is_last = step == len(plan.rounds) - 1
    needed = FEWEST if is_last or present.terms.stage.write_ins else max(FEWEST, present.terms.places + 1)
    rooms = rows.rooms.reached(season.community, season.shop, plan.reach)
    if not rooms:
        _stand_still(rows, season, Obstacle.ROOMLESS)
    elif len(titles) >= needed:
        _vote(rows, replace(season, titles=titles, carried=carried), rooms, now)
    elif plan.scarce is Scarce.STILL and (is_last or not is_urged):
        _stand_still(rows, season, Obstacle.SCARCE)
    elif is_last:
        _leave_out(rows, season, Obstacle.SCARCE, now)
    else:
        _enter(rows, season, step + 1, now, is_urged=is_urged)


def _vote(rows: VoteRows, season: Season, rooms: Sequence[Announced], now: datetime) -> None:
    terms, works = season.round.terms, season.titles
    if not terms.stage.write_ins:
        terms = replace(terms, places=min(terms.places, len(works)), most=min(terms.most, len(works)))
    terms = replace(terms, secrecy=terms.promised(len(works) + terms.with_none))
    poll = NewPoll(
        season.shop,
        season.opener,
        season.question,
        terms,
        now,
        season.plan.ends(now, season.step),
        rules.titles_of(tuple(NewTitle(work, _pitch(rows, season, work)) for work in works), terms),
        tuple(room.community for room in rooms),
    )
    key = RequestKey(f"season-{season.id}-{season.edition}-{season.step}-{season.poll or 0}")
    opened = rules.announce(rows, poll, rooms, key)
    begun = replace(season, state=SeasonState.VOTING, poll=opened, at=poll.closes_at)
    keep(rows, begun)
    if opened is not None:
        rows.seasons.note_round(begun)


def _after_poll(rows: VoteRows, season: Season, now: datetime) -> None:
    poll = rows.polls.get(season.poll) if season.poll is not None else None
    if poll is None or poll.state is PollState.CANCELLED:
        if season.plan.is_single:
            keep(rows, replace(season, state=SeasonState.STOPPED))
        else:
            _stand_still(rows, season, Obstacle.CANCELLED)
        return
    if poll.state is not PollState.CLOSED:
        return
    winners = winners_of(rows, poll)
    if season.step == len(season.plan.rounds) - 1:
        if not season.plan.is_single:
            left = [title.work for title in poll.titles if title.work not in winners and not title.struck]
            carry_over(rows, season, left, now)
        close_edition(rows, season, Obstacle.NONE, now)
    elif winners:
        _enter(rows, replace(season, titles=winners), season.step + 1, now)
    elif season.plan.scarce is Scarce.STILL:
        _stand_still(rows, season, Obstacle.SILENT)
    else:
        _leave_out(rows, season, Obstacle.SILENT, now)


def _leave_out(rows: VoteRows, season: Season, reason: Obstacle, now: datetime) -> None:
    """End the edition without a winner: its books wait for the next one."""
    carry_over(rows, season, season.titles, now)
    close_edition(rows, season, reason, now)


def _stand_still(rows: VoteRows, season: Season, reason: Obstacle) -> None:
    keep(rows, replace(season, state=SeasonState.STILL, reason=reason))
    _announce(rows, season, STILL)


def _gathered(rows: VoteRows, season: Season) -> tuple[tuple[WorkId, ...], tuple[WorkId, ...]]:
    """Return the books that stand for the first vote, the most wanted of the list, and which were carried over."""
    most = MAX_RANKED if season.round.terms.kind is Kind.RANKED else MAX_TITLES
    wanted = most_wanted(rows, season.shop)[:most]
    return tuple(each.work for each in wanted), tuple(each.work for each in wanted if each.nominator == CARRIED)


def _with_more(titles: tuple[WorkId, ...], others: tuple[WorkId, ...]) -> tuple[WorkId, ...]:
    return tuple(dict.fromkeys((*titles, *others)))[:MAX_RANKED]


def _pitch(rows: VoteRows, season: Season, work: WorkId) -> str:
    """Return why somebody nominated the book: the list says it, or the paper of the round before."""
    nomination = rows.nominations.get(season.shop, work)
    if nomination is not None:
        return nomination.pitch
    before = rows.polls.get(season.poll) if season.poll is not None else None
    return next((title.pitch for title in before.titles if title.work == work), "") if before else ""


def _announce(rows: VoteRows, season: Season, kind: str, expires_at: datetime | None = None) -> None:
    about = to_short(season.id)
    payload = {"reason": season.reason.value, "next": to_micros(season.at) if not season.state.is_over else 0}
    for room in rows.rooms.reached(season.community, season.shop, season.plan.reach):
        key = f"{kind}-{about}-{season.edition}-{room.community}"
        rows.outbox.put(
            Letter(kind, about, room.to, room.locale, room.zone, payload=payload, expires_at=expires_at, key=key)
        )
