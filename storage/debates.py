"""Rows of debates and of those who would come; must not hold rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, case, delete, func, insert, or_, select, update

from core.debates.model import BookFacts, Customs, Debate, DebateHead, NewDebate, State
from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import CommunityId, DebateId, PersonId, ShopId
from storage.debate_tables import debate, debate_community, debate_custom, supporter
from storage.polls import authors_line
from storage.session import Row, Session
from storage.statements import Statement, bound, insert_or
from storage.tables import community, edition, shop, work

_NEW = (
    "shop_id",
    "work_id",
    "author",
    "author_name",
    "theme",
    "question",
    "reason",
    "state",
    "pause_seconds",
    "threshold",
    "made_at",
    "opens_at",
    "closes_at",
)
_ADD = Statement(insert(debate).values(bound(*_NEW)).returning(debate.c.id))
_ADD_COMMUNITY = Statement(insert(debate_community).values(bound("debate_id", "community_id")))
_IT = debate.c.id == bindparam("debate_id")
_SUPPORTERS = (
    select(func.count())
    .select_from(supporter)
    .where(supporter.c.debate_id == debate.c.id)
    .correlate(debate)
    .scalar_subquery()
)
_SHOWN = (
    select(
        debate.c.id,
        debate.c.shop_id,
        shop.c.name,
        debate.c.work_id,
        work.c.title,
        work.c.authors,
        work.c.year,
        debate.c.theme,
        debate.c.question,
        debate.c.reason,
        debate.c.author_name,
        debate.c.state,
        debate.c.pause_seconds,
        debate.c.opens_at,
        debate.c.closes_at,
        debate.c.opened_at,
        debate.c.outcome,
        _SUPPORTERS,
        debate.c.threshold,
    )
    .join(shop, shop.c.id == debate.c.shop_id)
    .outerjoin(work, work.c.id == debate.c.work_id)
)
_GET = Statement(_SHOWN.where(_IT))
_EDITIONS = Statement(
    select(edition.c.isbn, edition.c.publisher).where(edition.c.work_id == bindparam("work_id")).order_by(edition.c.id)
)
_LOCK = Statement(
    select(
        debate.c.id,
        debate.c.shop_id,
        debate.c.state,
        debate.c.pause_seconds,
        debate.c.closes_at,
        debate.c.threshold,
    )
    .where(_IT)
    .with_for_update()
)
_START = Statement(
    update(debate)
    .where(_IT)
    .values(state=State.OPEN.value, opened_at=bindparam("started"), closes_at=bindparam("ends"))
)
_SETTLE = Statement(update(debate).where(_IT).values(state=bindparam("new_state")))
_PACE = Statement(update(debate).where(_IT).values(pause_seconds=bindparam("seconds")))
_KEEP_OUTCOME = Statement(update(debate).where(_IT).values(outcome=bindparam("told")))
_REACHES = Statement(
    select(debate_community.c.debate_id).where(
        debate_community.c.debate_id == bindparam("debate_id"),
        debate_community.c.community_id == bindparam("community_id"),
    )
)
_PROPOSED = Statement(
    select(func.count())
    .select_from(debate)
    .where(debate.c.author == bindparam("author_id"), debate.c.state == "proposed")
)
_ORDER = (
    case((debate.c.state == "open", 0), (debate.c.state == "closing", 0), (debate.c.state == "closed", 2), else_=1),
    debate.c.id.desc(),
)
_KEPT = debate.c.state != "archived"
_RECENT = Statement(_SHOWN.where(_KEPT).order_by(*_ORDER).limit(bindparam("most")))
_RECENT_OF_SHOP = Statement(
    _SHOWN.where(
        _KEPT,
        or_(
            debate.c.shop_id == bindparam("shop_id"),
            debate.c.id.in_(
                select(debate_community.c.debate_id)
                .join(community, community.c.id == debate_community.c.community_id)
                .where(community.c.shop_id == bindparam("shop_id"))
            ),
        ),
    )
    .order_by(*_ORDER)
    .limit(bindparam("most"))
)
_CUSTOMS = Statement(
    select(debate_custom.c.threshold, debate_custom.c.rest_days).where(debate_custom.c.shop_id == bindparam("shop_id"))
)
_KEEP_CUSTOMS = insert_or(
    debate_custom, ("shop_id", "threshold", "rest_days"), ("shop_id",), update=("threshold", "rest_days")
)
_ADD_SUPPORTER = insert_or(supporter, ("debate_id", "person_id", "at"), ("debate_id", "person_id"))
_ONE = (supporter.c.debate_id == bindparam("debate_id"), supporter.c.person_id == bindparam("person_id"))
_REMOVE = Statement(delete(supporter).where(*_ONE))
_HAS = Statement(select(supporter.c.at).where(*_ONE))
_COUNT = Statement(select(func.count()).select_from(supporter).where(supporter.c.debate_id == bindparam("debate_id")))
_PROPOSALS = Statement(
    select(supporter.c.debate_id)
    .join(debate, debate.c.id == supporter.c.debate_id)
    .where(supporter.c.person_id == bindparam("person_id"), debate.c.state == "proposed")
    .order_by(supporter.c.debate_id)
)
_kept = supporter.alias()
_DROP_DOUBLES = Statement(
    delete(supporter).where(
        supporter.c.person_id == bindparam("gone"),
        supporter.c.debate_id.in_(select(_kept.c.debate_id).where(_kept.c.person_id == bindparam("kept"))),
    )
)
_MERGE = Statement(
    update(supporter).where(supporter.c.person_id == bindparam("gone")).values(person_id=bindparam("kept"))
)
_MERGE_AUTHORS = Statement(update(debate).where(debate.c.author == bindparam("gone")).values(author=bindparam("kept")))


class Debates:
    """Satisfies core.debates.ports.Debates."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewDebate, /) -> DebateId:
        row = self._session.only(
            _ADD,
            shop_id=new.shop,
            work_id=new.work,
            author=new.author,
            author_name=new.author_name,
            theme=new.theme,
            question=new.question,
            reason=new.reason,
            state=new.state.value,
            pause_seconds=0,
            threshold=new.threshold,
            made_at=to_micros(new.at),
            opens_at=to_micros(new.opens_at) if new.opens_at else None,
            closes_at=to_micros(new.closes_at) if new.closes_at else None,
        )
        added = DebateId(row[0])
        for each in new.communities:
            self._session.run(_ADD_COMMUNITY, debate_id=added, community_id=each)
        return added

    def get(self, debate: DebateId, /) -> Debate | None:
        row = self._session.one(_GET, debate_id=debate)
        return self._debate(row) if row else None

    def lock(self, debate: DebateId, /) -> DebateHead | None:
        row = self._session.one(_LOCK, debate_id=debate)
        if row is None:
            return None
        found, shop_id, state, pause, closes_at, threshold = row
        return DebateHead(found, shop_id, State(state), pause, _moment(closes_at), threshold)

    def start(self, debate: DebateId, opened_at: datetime, closes_at: datetime, /) -> None:
        self._session.run(_START, debate_id=debate, started=to_micros(opened_at), ends=to_micros(closes_at))

    def settle(self, debate: DebateId, state: State, /) -> None:
        self._session.run(_SETTLE, debate_id=debate, new_state=state.value)

    def pace(self, debate: DebateId, seconds: int, /) -> None:
        self._session.run(_PACE, debate_id=debate, seconds=seconds)

    def keep_outcome(self, debate: DebateId, outcome: str, /) -> None:
        self._session.run(_KEEP_OUTCOME, debate_id=debate, told=outcome)

    def reaches(self, debate: DebateId, community: CommunityId, /) -> bool:
        return self._session.one(_REACHES, debate_id=debate, community_id=community) is not None

    def count_proposals(self, author: PersonId, /) -> int:
        return int(self._session.only(_PROPOSED, author_id=author)[0])

    def recent(self, shop: ShopId | None, limit: int, /) -> Sequence[Debate]:
        if shop is None:
            rows = self._session.all(_RECENT, most=limit)
        else:
            rows = self._session.all(_RECENT_OF_SHOP, shop_id=shop, most=limit)
        return [self._debate(row) for row in rows]

    def customs(self, shop: ShopId, /) -> Customs | None:
        row = self._session.one(_CUSTOMS, shop_id=shop)
        return Customs(*row) if row else None

    def keep_customs(self, shop: ShopId, customs: Customs, /) -> None:
        self._session.run(_KEEP_CUSTOMS, shop_id=shop, threshold=customs.threshold, rest_days=customs.rest_days)

    def _debate(self, row: Row) -> Debate:
        found, shop_id, shop_name, work_id, title, authors, year, *words, opens_at, closes_at, opened_at = row[:16]
        theme, question, reason, author_name, state, pause = words
        outcome, supporters, threshold = row[16:]
        return Debate(
            found,
            shop_id,
            shop_name,
            work_id,
            self._book(work_id, title, authors, year) if title is not None else None,
            theme,
            question,
            reason,
            author_name,
            State(state),
            pause,
            _moment(opens_at),
            _moment(closes_at),
            _moment(opened_at),
            outcome,
            supporters,
            threshold,
        )

    def _book(self, work_id: int, title: str, authors: str, year: int | None) -> BookFacts:
        editions = self._session.all(_EDITIONS, work_id=work_id)
        publishers = dict.fromkeys(publisher for _, publisher in editions if publisher)
        return BookFacts(
            title, authors_line(authors), year, tuple(isbn for isbn, _ in editions if isbn), tuple(publishers)
        )


class Supporters:
    """Satisfies core.debates.ports.Supporters."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, debate: DebateId, person: PersonId, at: datetime, /) -> bool:
        return self._session.run(_ADD_SUPPORTER, debate_id=debate, person_id=person, at=to_micros(at)) > 0

    def remove(self, debate: DebateId, person: PersonId, /) -> bool:
        return self._session.run(_REMOVE, debate_id=debate, person_id=person) > 0

    def count(self, debate: DebateId, /) -> int:
        return int(self._session.only(_COUNT, debate_id=debate)[0])

    def has(self, debate: DebateId, person: PersonId, /) -> bool:
        return self._session.one(_HAS, debate_id=debate, person_id=person) is not None

    def proposals_of(self, person: PersonId, /) -> Sequence[DebateId]:
        return [DebateId(row[0]) for row in self._session.all(_PROPOSALS, person_id=person)]

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        self._session.run(_DROP_DOUBLES, kept=kept, gone=gone)
        self._session.run(_MERGE, kept=kept, gone=gone)
        self._session.run(_MERGE_AUTHORS, kept=kept, gone=gone)


def _moment(micros: int | None) -> datetime | None:
    return from_micros(micros) if micros is not None else None
