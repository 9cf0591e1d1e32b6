"""What the withdrawal of a title means for the season whose round it stood in; must not count or withdraw anything.

It goes on to no later round that has yet to open, back to the list of nominations neither, and of a round that has
opened with it the bookseller is told: only they withdraw it there, since readers may have voted for it.
"""

from __future__ import annotations

from dataclasses import replace

from core.kernel.identity import WorkId
from core.votes.model import CARRIED, Poll, PollState
from core.votes.ports import VoteRows
from core.votes.rounds.following import winners_of
from core.votes.rounds.model import HeldRound, Season, SeasonState


def hold_season(rows: VoteRows, poll: Poll) -> HeldRound | None:
    """Keep every other writer off the season whose round a poll is, before anybody locks the poll; return the round."""
    held = rows.seasons.held(poll.id)
    if held is not None:
        rows.seasons.lock(held.season)
    return held


def keep_out(rows: VoteRows, held: HeldRound | None, poll: Poll, work: WorkId) -> None:
    """Keep a book that was withdrawn from a poll out of the later rounds that have yet to open, and of the list. Where
    the round's ballots were counted again and the next round waits, it begins with whom that count chose."""
    nomination = rows.nominations.get(poll.shop, work)
    if nomination is not None and nomination.nominator == CARRIED:
        rows.nominations.withdraw(poll.shop, work)
    season = rows.seasons.get(held.season) if held else None
    if held is None or season is None or season.edition != held.edition or season.state.is_over:
        return
    titles = season.titles
    if _waits_after(rows, season, held):
        stood = {title.work for title in poll.titles}
        titles = (*winners_of(rows, poll), *(each for each in titles if each not in stood))
    rows.seasons.keep(replace(season, titles=tuple(each for each in titles if each != work)))


def _waits_after(rows: VoteRows, season: Season, held: HeldRound) -> bool:
    """Whether the season stands still between this round and the next, which never opened or was cancelled."""
    later = [rows.polls.get(poll) for poll in held.later]
    is_next = all(poll is None or poll.state is PollState.CANCELLED for poll in later)
    return season.state is SeasonState.STILL and season.step > held.step and is_next


def opened_with(rows: VoteRows, held: HeldRound | None, work: WorkId) -> Poll | None:
    """Return the last later round that has opened with the book on its paper, where it still counts; else None."""
    polls = [rows.polls.get(poll) for poll in reversed(held.later)] if held else []
    return next((poll for poll in polls if poll is not None and _stands_in(poll, work)), None)


def _stands_in(poll: Poll, work: WorkId) -> bool:
    is_there = any(title.work == work and not title.struck for title in poll.titles)
    return is_there and poll.state is not PollState.CANCELLED
