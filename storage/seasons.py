"""Rows of seasons, of books already read and of titles written in; must not hold rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, insert, select, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import PersonId, PollId, ShopId, WorkId
from core.votes.model import NewTitle
from core.votes.rounds.model import AlreadyRead, Cause, HeldRound, NewSeason, Obstacle, Season, SeasonId, SeasonState
from core.votes.rounds.plan import read_plan
from storage.polls import authors_line
from storage.round_tables import already_read, season, season_round, write_in
from storage.session import Row, Session
from storage.statements import Statement, bound, insert_or
from storage.tables import poll, poll_title, work

_NOTE = insert_or(already_read, ("shop_id", "work_id", "at", "cause"), ("shop_id", "work_id"))
_IS_READ = (already_read.c.shop_id == bindparam("shop_id"), already_read.c.work_id == bindparam("work_id"))
_READING = Statement(select(work.c.title, already_read.c.at, already_read.c.cause).join(work).where(*_IS_READ))
_FORGET = Statement(delete(already_read).where(*_IS_READ))


class Readings:
    """Satisfies core.votes.rounds.ports.Readings."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, shop: ShopId, work: WorkId, at: datetime, cause: Cause, /) -> None:
        self._session.run(_NOTE, shop_id=shop, work_id=work, at=to_micros(at), cause=cause.value)

    def get(self, shop: ShopId, work: WorkId, /) -> AlreadyRead | None:
        row = self._session.one(_READING, shop_id=shop, work_id=work)
        return AlreadyRead(row[0], from_micros(row[1]), Cause(row[2])) if row else None

    def forget(self, shop: ShopId, work: WorkId, /) -> bool:
        return self._session.run(_FORGET, shop_id=shop, work_id=work) == 1


_SEASON = (
    *("shop_id", "community_id", "opener", "question", "plan", "state", "edition", "step"),
    *("poll_id", "titles", "carried", "reason", "at"),
)
_ADD = Statement(insert(season).values(bound(*_SEASON)).returning(season.c.id))
_READ = select(season.c.id, *(season.c[name] for name in _SEASON))
_GET = Statement(_READ.where(season.c.id == bindparam("season_id")))
_LOCK = Statement(_READ.where(season.c.id == bindparam("season_id")).with_for_update())
_OVER = tuple(state.value for state in SeasonState if state.is_over)
_OF_SHOP = Statement(
    _READ.where(season.c.shop_id == bindparam("shop_id"), *(season.c.state != state for state in _OVER)).order_by(
        season.c.id
    )
)
_OF_POLL = Statement(select(season.c.id).where(season.c.poll_id == bindparam("poll_id")))
_ROUND = ("poll_id", "season_id", "edition", "step")
_NOTE_ROUND = insert_or(season_round, _ROUND, ("poll_id",))
_HELD = Statement(
    select(season_round.c.season_id, season_round.c.edition, season_round.c.step).where(
        season_round.c.poll_id == bindparam("poll_id")
    )
)
_LATER = Statement(
    select(season_round.c.poll_id)
    .where(
        season_round.c.season_id == bindparam("season_id"),
        season_round.c.edition == bindparam("edition"),
        season_round.c.step > bindparam("step"),
    )
    .order_by(season_round.c.poll_id)
)
_KEPT = ("state", "edition", "step", "poll_id", "titles", "carried", "reason", "at")
_KEEP = Statement(
    update(season)
    .where(season.c.id == bindparam("season_id"))
    .values({name: bindparam("new_" + name) for name in _KEPT})
)


class Seasons:
    """Satisfies core.votes.rounds.ports.Seasons."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewSeason, /) -> SeasonId:
        row = self._session.only(
            _ADD,
            shop_id=new.shop,
            community_id=new.community,
            opener=new.opener,
            question=new.question,
            plan=new.plan.write(),
            state=SeasonState.WAITING.value,
            edition=0,
            step=0,
            poll_id=None,
            titles=json.dumps(new.titles),
            carried="[]",
            reason="",
            at=to_micros(new.at),
        )
        return int(row[0])

    def get(self, season: SeasonId, /) -> Season | None:
        row = self._session.one(_GET, season_id=season)
        return _season(row) if row else None

    def lock(self, season: SeasonId, /) -> Season | None:
        row = self._session.one(_LOCK, season_id=season)
        return _season(row) if row else None

    def keep(self, season: Season, /) -> None:
        self._session.run(
            _KEEP,
            season_id=season.id,
            new_state=season.state.value,
            new_edition=season.edition,
            new_step=season.step,
            new_poll_id=season.poll,
            new_titles=json.dumps(season.titles),
            new_carried=json.dumps(season.carried),
            new_reason=season.reason.value,
            new_at=to_micros(season.at),
        )

    def of_poll(self, poll: PollId, /) -> SeasonId | None:
        row = self._session.one(_OF_POLL, poll_id=poll)
        return int(row[0]) if row else None

    def note_round(self, season: Season, /) -> None:
        self._session.run(
            _NOTE_ROUND, poll_id=season.poll, season_id=season.id, edition=season.edition, step=season.step
        )

    def held(self, poll: PollId, /) -> HeldRound | None:
        row = self._session.one(_HELD, poll_id=poll)
        if row is None:
            return None
        season, edition, step = row
        later = self._session.all(_LATER, season_id=season, edition=edition, step=step)
        return HeldRound(season, edition, step, tuple(PollId(each[0]) for each in later))

    def of_shop(self, shop: ShopId, /) -> Sequence[Season]:
        return [_season(row) for row in self._session.all(_OF_SHOP, shop_id=shop)]


def _season(row: Row) -> Season:
    found, shop, community, opener, question, plan, state, edition, step, poll_id, titles, carried, reason, at = row
    return Season(
        found,
        shop,
        community,
        opener,
        question,
        read_plan(plan),
        SeasonState(state),
        edition,
        step,
        poll_id,
        tuple(map(WorkId, json.loads(titles))),
        tuple(map(WorkId, json.loads(carried))),
        from_micros(at),
        Obstacle(reason),
    )


_WORK = Statement(select(work.c.title, work.c.authors).where(work.c.id == bindparam("work_id")))
_NUMBER = Statement(select(poll.c.titles).where(poll.c.id == bindparam("poll_id")))
_GROW = Statement(update(poll).where(poll.c.id == bindparam("poll_id")).values(titles=poll.c.titles + 1))
_TITLE = Statement(insert(poll_title).values(bound("poll_id", "position", "work_id", "name", "authors", "pitch")))
_WRITE_IN = Statement(insert(write_in).values(bound("poll_id", "position", "person_id")))
_OF_PERSON = Statement(
    select(write_in.c.position).where(
        write_in.c.poll_id == bindparam("poll_id"), write_in.c.person_id == bindparam("person_id")
    )
)
_theirs = write_in.alias("theirs")
_MERGE_WRITE_INS = Statement(
    update(write_in)
    .where(
        write_in.c.person_id == bindparam("gone"),
        ~exists(
            select(_theirs.c.position).where(
                _theirs.c.poll_id == write_in.c.poll_id, _theirs.c.person_id == bindparam("kept")
            )
        ),
    )
    .values(person_id=bindparam("new_person"))
)


class WriteIns:
    """Satisfies core.votes.rounds.ports.WriteIns."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, poll: PollId, title: NewTitle, person: PersonId, /) -> int:
        already = self.of_person(poll, person)
        if already is not None:
            return already
        position = int(self._session.only(_NUMBER, poll_id=poll)[0])
        named = self._session.one(_WORK, work_id=title.work)
        name, authors = (named[0], authors_line(named[1])) if named else ("?", "")
        self._session.run(
            _TITLE,
            poll_id=poll,
            position=position,
            work_id=title.work,
            name=name,
            authors=authors,
            pitch=title.pitch,
        )
        self._session.run(_WRITE_IN, poll_id=poll, position=position, person_id=person)
        self._session.run(_GROW, poll_id=poll)
        return position

    def of_person(self, poll: PollId, person: PersonId, /) -> int | None:
        row = self._session.one(_OF_PERSON, poll_id=poll, person_id=person)
        return int(row[0]) if row else None

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        self._session.run(_MERGE_WRITE_INS, kept=kept, gone=gone, new_person=kept)
