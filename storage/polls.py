"""Rows of polls and where they are announced; must not hold ballots or rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, or_, select, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import Address, CommunityId, Platform, PollId, ShopId, WorkId
from core.votes.model import NONE, Announced, NewPoll, Poll, PollHead, PollState, Reach, Title
from core.votes.terms import read_terms
from storage.keys import KeyCabinet
from storage.session import Row, Session
from storage.statements import Statement, bound, insert_or
from storage.tables import community, extension, poll, poll_community, poll_title, record, shop, work

_POLL = ("shop_id", "opener", "question", "terms", "state", "opened_at", "closes_at", "titles", "voters")
_ADD = Statement(insert(poll).values(bound(*_POLL)).returning(poll.c.id))
_ADD_TITLE = Statement(insert(poll_title).values(bound("poll_id", "position", "work_id", "name", "authors", "pitch")))
_ADD_COMMUNITY = Statement(insert(poll_community).values(bound("poll_id", "community_id")))
_WORK = Statement(select(work.c.title, work.c.authors).where(work.c.id == bindparam("work_id")))
_SHOWN = (
    poll.c.id,
    poll.c.shop_id,
    shop.c.name,
    poll.c.question,
    poll.c.terms,
    poll.c.state,
    poll.c.opened_at,
    poll.c.closes_at,
    poll.c.voters,
    poll.c.lot_hash,
    extension.c.promised,
)
_FROM = poll.join(shop).outerjoin(extension)
_GET = Statement(select(*_SHOWN).select_from(_FROM).where(poll.c.id == bindparam("poll_id")))
_TITLES = Statement(
    select(poll_title.c.position, poll_title.c.work_id, poll_title.c.name, poll_title.c.authors, poll_title.c.pitch)
    .where(poll_title.c.poll_id == bindparam("poll_id"))
    .order_by(poll_title.c.position)
)
_LOCK = Statement(
    select(poll.c.id, poll.c.shop_id, poll.c.terms, poll.c.state, poll.c.closes_at, poll.c.titles, poll.c.voters)
    .where(poll.c.id == bindparam("poll_id"))
    .with_for_update()
)
_SETTLE = Statement(
    update(poll)
    .where(poll.c.id == bindparam("poll_id"))
    .values(state=bindparam("new_state"), settled_at=bindparam("at"))
)
_COMMIT_LOT = Statement(update(poll).where(poll.c.id == bindparam("poll_id")).values(lot_hash=bindparam("committed")))
_TELL_SEED = Statement(update(poll).where(poll.c.id == bindparam("poll_id")).values(seed=bindparam("told")))
_KEEP_OUTCOME = Statement(update(poll).where(poll.c.id == bindparam("poll_id")).values(outcome=bindparam("counted")))
_OUTCOME = Statement(select(poll.c.outcome).where(poll.c.id == bindparam("poll_id")))
_SEED = Statement(select(poll.c.seed).where(poll.c.id == bindparam("poll_id")))
_RECORD = Statement(select(record.c.line).where(record.c.poll_id == bindparam("poll_id")).order_by(record.c.number))
_ADD_TO_RECORD = insert_or(record, ("poll_id", "number", "line"), ("poll_id", "number"))
_CHANGE_VOTERS = Statement(
    update(poll).where(poll.c.id == bindparam("poll_id")).values(voters=poll.c.voters + bindparam("change"))
)
_REACHES = Statement(
    select(poll_community.c.poll_id).where(
        poll_community.c.poll_id == bindparam("poll_id"), poll_community.c.community_id == bindparam("community_id")
    )
)
_OPEN_IDS = Statement(select(poll.c.id).where(poll.c.state == "open").order_by(poll.c.id))
_BY_STATE = (poll.c.state != "open", poll.c.id.desc())
_RECENT = Statement(select(*_SHOWN).select_from(_FROM).order_by(*_BY_STATE).limit(bindparam("most")))
_RECENT_OF_SHOP = Statement(
    select(*_SHOWN)
    .select_from(_FROM)
    .where(
        or_(
            poll.c.shop_id == bindparam("shop_id"),
            poll.c.id.in_(
                select(poll_community.c.poll_id)
                .join(community, community.c.id == poll_community.c.community_id)
                .where(community.c.shop_id == bindparam("shop_id"))
            ),
        )
    )
    .order_by(*_BY_STATE)
    .limit(bindparam("most"))
)


class Polls:
    """Satisfies core.votes.ports.Polls."""

    def __init__(self, session: Session, keys: KeyCabinet) -> None:
        self._session = session
        self._keys = keys

    def add(self, new: NewPoll, /) -> PollId:
        row = self._session.only(
            _ADD,
            shop_id=new.shop,
            opener=new.opener,
            question=new.question,
            terms=new.terms.write(),
            state=PollState.OPEN.value,
            opened_at=to_micros(new.opened_at),
            closes_at=to_micros(new.closes_at),
            titles=len(new.titles),
            voters=0,
        )
        added = PollId(row[0])
        self._session.run(_COMMIT_LOT, poll_id=added, committed=self._keys.make(added).lot_hash)
        for position, title in enumerate(new.titles):
            name, authors = self._named(title.work)
            self._session.run(
                _ADD_TITLE,
                poll_id=added,
                position=position,
                work_id=title.work,
                name=name,
                authors=authors,
                pitch=title.pitch,
            )
        for each in new.communities:
            self._session.run(_ADD_COMMUNITY, poll_id=added, community_id=each)
        return added

    def get(self, poll: PollId, /) -> Poll | None:
        row = self._session.one(_GET, poll_id=poll)
        return self._poll(row) if row else None

    def lock(self, poll: PollId, /) -> PollHead | None:
        row = self._session.one(_LOCK, poll_id=poll)
        if row is None:
            return None
        found, shop_id, terms, state, closes_at, titles, voters = row
        return PollHead(found, shop_id, read_terms(terms), PollState(state), from_micros(closes_at), titles, voters)

    def settle(self, poll: PollId, state: PollState, at: datetime, /) -> None:
        self._session.run(_SETTLE, poll_id=poll, new_state=state.value, at=to_micros(at))

    def tell_seed(self, poll: PollId, /) -> None:
        secret = self._keys.find(poll)
        if secret:
            self._session.run(_TELL_SEED, poll_id=poll, told=secret.seed.hex())

    def seed(self, poll: PollId, /) -> bytes:
        row = self._session.one(_SEED, poll_id=poll)
        return bytes.fromhex(row[0]) if row else b""

    def keep_outcome(self, poll: PollId, outcome: str, /) -> None:
        self._session.run(_KEEP_OUTCOME, poll_id=poll, counted=outcome)

    def outcome(self, poll: PollId, /) -> str:
        row = self._session.one(_OUTCOME, poll_id=poll)
        return str(row[0]) if row else ""

    def record(self, poll: PollId, /) -> Sequence[str]:
        return [line for (line,) in self._session.all(_RECORD, poll_id=poll)]

    def add_to_record(self, poll: PollId, number: int, line: str, /) -> None:
        self._session.run(_ADD_TO_RECORD, poll_id=poll, number=number, line=line)

    def change_voters(self, poll: PollId, by: int, /) -> None:
        self._session.run(_CHANGE_VOTERS, poll_id=poll, change=by)

    def reaches(self, poll: PollId, community: CommunityId, /) -> bool:
        return self._session.one(_REACHES, poll_id=poll, community_id=community) is not None

    def open_ids(self) -> Sequence[PollId]:
        return [PollId(row[0]) for row in self._session.all(_OPEN_IDS)]

    def recent(self, shop: ShopId | None, limit: int, /) -> Sequence[Poll]:
        if shop is None:
            rows = self._session.all(_RECENT, most=limit)
        else:
            rows = self._session.all(_RECENT_OF_SHOP, shop_id=shop, most=limit)
        return [self._poll(row) for row in rows]

    def _named(self, of: WorkId) -> tuple[str, str]:
        if of == NONE:
            return "", ""
        row = self._session.one(_WORK, work_id=of)
        return (row[0], authors_line(row[1])) if row else ("?", "")

    def _poll(self, row: Row) -> Poll:
        found, shop_id, shop_name, question, terms, state, opened_at, closes_at, voters, lot_hash, promised = row
        titles = tuple(Title(*each) for each in self._session.all(_TITLES, poll_id=found))
        return Poll(
            found,
            shop_id,
            shop_name,
            question,
            read_terms(terms),
            PollState(state),
            from_micros(opened_at),
            from_micros(closes_at),
            titles,
            voters,
            lot_hash,
            from_micros(promised) if promised is not None else None,
        )


def authors_line(stored: str) -> str:
    """Return the authors of a work, stored as a JSON list, as one line."""
    return ", ".join(json.loads(stored)) if stored else ""


_PLACE = (
    community.c.id,
    community.c.platform,
    community.c.space,
    community.c.room,
    community.c.locale,
    community.c.zone,
)
_ROOMS = {
    Reach.HERE: Statement(select(*_PLACE).where(community.c.id == bindparam("community_id"), community.c.is_tied == 1)),
    Reach.SHOP: Statement(
        select(*_PLACE)
        .where(community.c.shop_id == bindparam("shop_id"), community.c.is_tied == 1)
        .order_by(community.c.id)
    ),
    Reach.NETWORK: Statement(select(*_PLACE).where(community.c.is_tied == 1).order_by(community.c.id)),
}
_ROOMS_OF_POLL = Statement(
    select(*_PLACE)
    .join(poll_community, poll_community.c.community_id == community.c.id)
    .where(poll_community.c.poll_id == bindparam("poll_id"), community.c.is_tied == 1)
    .order_by(community.c.id)
)


class Rooms:
    """Satisfies core.votes.ports.Rooms."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def reached(self, community: CommunityId | None, shop: ShopId, reach: Reach, /) -> Sequence[Announced]:
        asked: dict[Reach, dict[str, object]] = {
            Reach.HERE: {"community_id": community},
            Reach.SHOP: {"shop_id": shop},
            Reach.NETWORK: {},
        }
        return [_announced(row) for row in self._session.all(_ROOMS[reach], **asked[reach])]

    def of_poll(self, poll: PollId, /) -> Sequence[Announced]:
        return [_announced(row) for row in self._session.all(_ROOMS_OF_POLL, poll_id=poll)]


def _announced(row: Row) -> Announced:
    found, platform, space, room, locale, zone = row
    return Announced(found, Address(Platform(platform), space, room), locale, zone)
