"""Rows of the spoiler gate: how far readers are, and what they say up to where; must not decide who reads what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, exists, func, insert, or_, select, union, update

from core.debates.gate.model import Contribution, ContributionId, Milestones, NewContribution
from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import DebateId, PersonId
from storage.gate_tables import contribution, milestones, progress
from storage.session import Row, Session
from storage.statements import Statement, bound, insert_or

_DIVIDE = insert_or(milestones, ("debate_id", "names", "chapters"), ("debate_id",), update=("names", "chapters"))
_MILESTONES = Statement(
    select(milestones.c.names, milestones.c.chapters).where(milestones.c.debate_id == bindparam("debate_id"))
)
_REACH = insert_or(
    progress, ("debate_id", "person_id", "stage", "at"), ("debate_id", "person_id"), update=("stage", "at")
)
_STAGE = Statement(
    select(progress.c.stage).where(
        progress.c.debate_id == bindparam("debate_id"), progress.c.person_id == bindparam("person_id")
    )
)
_IS_USED = Statement(select(progress.c.stage).where(progress.c.debate_id == bindparam("debate_id")).limit(1))
_DEBATES_OF = Statement(
    union(
        select(progress.c.debate_id).where(progress.c.person_id == bindparam("person_id")),
        select(contribution.c.debate_id).where(contribution.c.author == bindparam("person_id")),
    ).order_by("debate_id")
)
_other = progress.alias()
_GONES = _other.c.person_id == bindparam("gone")
_KEPTS = _other.c.person_id == bindparam("kept")
_SAME_DEBATE = _other.c.debate_id == progress.c.debate_id
_HOLDS = or_(_other.c.at > progress.c.at, and_(_other.c.at == progress.c.at, _other.c.stage < progress.c.stage))
_DROP_OUTDATED = Statement(
    delete(progress).where(
        progress.c.person_id == bindparam("kept"), exists(select(_other.c.at).where(_GONES, _SAME_DEBATE, _HOLDS))
    )
)
_DROP_DOUBLES = Statement(
    delete(progress).where(
        progress.c.person_id == bindparam("gone"), exists(select(_other.c.at).where(_KEPTS, _SAME_DEBATE))
    )
)
_MERGE = Statement(
    update(progress).where(progress.c.person_id == bindparam("gone")).values(person_id=bindparam("kept"))
)

_NEW = ("debate_id", "author", "author_name", "words", "stage", "is_marked", "is_settled", "is_withdrawn", "at")
_ADD = Statement(insert(contribution).values(bound(*_NEW)).returning(contribution.c.id))
_SHOWN = select(contribution.c.id, *(contribution.c[name] for name in _NEW))
_IT = contribution.c.id == bindparam("contribution_id")
_GET = Statement(_SHOWN.where(_IT))
_FILE = Statement(
    update(contribution)
    .where(_IT)
    .values(stage=bindparam("new_stage"), is_marked=bindparam("marked"), is_settled=bindparam("settled"))
)
_WITHDRAW = Statement(update(contribution).where(_IT).values(words="", is_withdrawn=1))
_STANDS = (contribution.c.debate_id == bindparam("debate_id"), contribution.c.is_withdrawn == 0)
_OF = Statement(_SHOWN.where(*_STANDS).order_by(contribution.c.id))
_LATEST = Statement(
    _SHOWN.where(*_STANDS, contribution.c.stage <= bindparam("most_stage"), contribution.c.id < bindparam("before"))
    .order_by(contribution.c.id.desc())
    .limit(bindparam("most"))
)
_COUNT = Statement(select(func.count()).where(*_STANDS, contribution.c.stage <= bindparam("most_stage")))
_LAST_OF = Statement(
    _SHOWN.where(contribution.c.author == bindparam("author_id"), contribution.c.debate_id == bindparam("debate_id"))
    .order_by(contribution.c.id.desc())
    .limit(1)
)
_MERGE_AUTHORS = Statement(
    update(contribution).where(contribution.c.author == bindparam("gone")).values(author=bindparam("kept"))
)
_AFTER_ALL = 2**62


class Progress:
    """Satisfies core.debates.gate.ports.Progress."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def divide(self, debate: DebateId, milestones: Milestones, /) -> None:
        names = json.dumps(milestones.names, ensure_ascii=False)
        self._session.run(_DIVIDE, debate_id=debate, names=names, chapters=milestones.chapters)

    def milestones(self, debate: DebateId, /) -> Milestones | None:
        row = self._session.one(_MILESTONES, debate_id=debate)
        return Milestones(tuple(json.loads(row[0])), row[1]) if row else None

    def reach(self, debate: DebateId, person: PersonId, stage: int, at: datetime, /) -> None:
        self._session.run(_REACH, debate_id=debate, person_id=person, stage=stage, at=to_micros(at))

    def stage(self, debate: DebateId, person: PersonId, /) -> int | None:
        row = self._session.one(_STAGE, debate_id=debate, person_id=person)
        return int(row[0]) if row else None

    def is_used(self, debate: DebateId, /) -> bool:
        return self._session.one(_IS_USED, debate_id=debate) is not None

    def debates_of(self, person: PersonId, /) -> Sequence[DebateId]:
        return [DebateId(row[0]) for row in self._session.all(_DEBATES_OF, person_id=person)]

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        for statement in (_DROP_OUTDATED, _DROP_DOUBLES, _MERGE):
            self._session.run(statement, kept=kept, gone=gone)


class Contributions:
    """Satisfies core.debates.gate.ports.Contributions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewContribution, /) -> ContributionId:
        row = self._session.only(
            _ADD,
            debate_id=new.debate,
            author=new.author,
            author_name=new.author_name,
            words=new.words,
            stage=new.stage,
            is_marked=0,
            is_settled=0,
            is_withdrawn=0,
            at=to_micros(new.at),
        )
        return ContributionId(row[0])

    def get(self, contribution: ContributionId, /) -> Contribution | None:
        row = self._session.one(_GET, contribution_id=contribution)
        return _contribution(row) if row else None

    def file(self, contribution: ContributionId, stage: int, /, *, is_marked: bool, is_settled: bool) -> None:
        self._session.run(
            _FILE, contribution_id=contribution, new_stage=stage, marked=int(is_marked), settled=int(is_settled)
        )

    def withdraw(self, contribution: ContributionId, /) -> None:
        self._session.run(_WITHDRAW, contribution_id=contribution)

    def of(self, debate: DebateId, /) -> Sequence[Contribution]:
        return [_contribution(row) for row in self._session.all(_OF, debate_id=debate)]

    def latest(
        self, debate: DebateId, stage: int, before: ContributionId | None, limit: int, /
    ) -> Sequence[Contribution]:
        given = {"debate_id": debate, "most_stage": stage, "before": before or _AFTER_ALL, "most": limit}
        return [_contribution(row) for row in self._session.all(_LATEST, **given)]

    def count(self, debate: DebateId, stage: int, /) -> int:
        return int(self._session.only(_COUNT, debate_id=debate, most_stage=stage)[0])

    def last_of(self, debate: DebateId, author: PersonId, /) -> Contribution | None:
        row = self._session.one(_LAST_OF, debate_id=debate, author_id=author)
        return _contribution(row) if row else None

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        self._session.run(_MERGE_AUTHORS, kept=kept, gone=gone)


def _contribution(row: Row) -> Contribution:
    found, debate, author, name, words, stage, is_marked, is_settled, is_withdrawn, at = row
    is_so = (bool(is_marked), bool(is_settled), bool(is_withdrawn))
    return Contribution(found, debate, author, name, words, stage, *is_so, from_micros(at))
