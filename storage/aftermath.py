"""Rows on what follows a count: who breaks its tie, the runoff, the statement; must not decide anything."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import BigInteger, BindParameter, bindparam, delete, exists, insert, select, update

from core.kernel.identity import Address, PersonId, PlaceKind, Platform, PollId, ShopId, Standing
from core.votes.aftermath import Judge, Letterbox
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import account, person, poll, standing
from storage.verdict_tables import casting, juror, runoff, statement

_OF_POLL: BindParameter[int] = bindparam("poll_id")
_NAME_JUDGE = insert_or(casting, ("poll_id", "judge", "chosen"), ("poll_id",))
_JUDGE = Statement(select(casting.c.judge, casting.c.chosen).where(casting.c.poll_id == _OF_POLL))
_CHOOSE = Statement(update(casting).where(casting.c.poll_id == _OF_POLL).values(chosen=bindparam("new_chosen")))
_FORGET_JUDGE = Statement(delete(casting).where(casting.c.poll_id == _OF_POLL))
_MERGE = Statement(update(casting).where(casting.c.judge == bindparam("gone")).values(judge=bindparam("kept")))
_PAIR = insert_or(runoff, ("poll_id", "runoff_id"), ("poll_id",))
_RUNOFF = Statement(select(runoff.c.runoff_id).where(runoff.c.poll_id == _OF_POLL))
_STATE = insert_or(statement, ("poll_id", "words"), ("poll_id",), update=("words",))
_UNSTATE = Statement(delete(statement).where(statement.c.poll_id == _OF_POLL))
_STATEMENT = Statement(select(statement.c.words).where(statement.c.poll_id == _OF_POLL))
_SEAT = insert_or(juror, ("poll_id", "person_id"), ("poll_id", "person_id"))
_JUROR = Statement(
    select(juror.c.poll_id).where(juror.c.poll_id == _OF_POLL, juror.c.person_id == bindparam("person_id"))
)
_KEPT = bindparam("kept", type_=BigInteger)
_seated = juror.alias()
_SEAT_KEPT = Statement(
    insert(juror).from_select(
        ["poll_id", "person_id"],
        select(juror.c.poll_id, _KEPT).where(
            juror.c.person_id == bindparam("gone"),
            ~exists().where(_seated.c.poll_id == juror.c.poll_id, _seated.c.person_id == _KEPT),
        ),
    )
)
_DISMISS = Statement(delete(juror).where(juror.c.poll_id == _OF_POLL))
_UNSEAT = Statement(delete(juror).where(juror.c.person_id == bindparam("gone")))
_STAFF = Statement(
    select(standing.c.person_id)
    .where(standing.c.shop_id == bindparam("shop_id"), standing.c.level >= bindparam("least"))
    .order_by(standing.c.person_id)
)
_OPENER = Statement(select(poll.c.opener).where(poll.c.id == _OF_POLL))
_NAME = Statement(
    select(account.c.name).where(account.c.person_id == bindparam("person_id")).order_by(account.c.known_since).limit(1)
)
_LETTERBOXES = Statement(
    select(account.c.platform, account.c.user_id, person.c.locale, account.c.platform_locale)
    .join(person, person.c.id == account.c.person_id)
    .where(account.c.person_id == bindparam("person_id"), account.c.can_be_written == 1)
    .order_by(account.c.known_since, account.c.platform)
)


class Aftermath:
    """Satisfies core.votes.aftermath.AftermathRows."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def name_judge(self, poll: PollId, judge: PersonId, /) -> None:
        self._session.run(_NAME_JUDGE, poll_id=poll, judge=judge, chosen="")

    def judge(self, poll: PollId, /) -> Judge | None:
        row = self._session.one(_JUDGE, poll_id=poll)
        return Judge(PersonId(row[0]), tuple(json.loads(row[1] or "[]"))) if row else None

    def choose(self, poll: PollId, titles: Sequence[int], /) -> None:
        self._session.run(_CHOOSE, poll_id=poll, new_chosen=json.dumps(list(titles)))

    def forget_judge(self, poll: PollId, /) -> None:
        self._session.run(_FORGET_JUDGE, poll_id=poll)

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        self._session.run(_MERGE, kept=kept, gone=gone)
        self._session.run(_SEAT_KEPT, kept=kept, gone=gone)
        self._session.run(_UNSEAT, gone=gone)

    def pair(self, poll: PollId, runoff: PollId, /) -> None:
        self._session.run(_PAIR, poll_id=poll, runoff_id=runoff)

    def runoff(self, poll: PollId, /) -> PollId | None:
        row = self._session.one(_RUNOFF, poll_id=poll)
        return PollId(row[0]) if row else None

    def seat(self, poll: PollId, jurors: Sequence[PersonId], /) -> None:
        for each in jurors:
            self._session.run(_SEAT, poll_id=poll, person_id=each)

    def dismiss(self, poll: PollId, /) -> None:
        self._session.run(_DISMISS, poll_id=poll)

    def is_juror(self, poll: PollId, person: PersonId, /) -> bool:
        return self._session.one(_JUROR, poll_id=poll, person_id=person) is not None

    def staff(self, shop: ShopId, /) -> Sequence[PersonId]:
        return [PersonId(row[0]) for row in self._session.all(_STAFF, shop_id=shop, least=int(Standing.BOOKSELLER))]

    def state(self, poll: PollId, words: str, /) -> None:
        if words:
            self._session.run(_STATE, poll_id=poll, words=words)
        else:
            self._session.run(_UNSTATE, poll_id=poll)

    def statement(self, poll: PollId, /) -> str:
        row = self._session.one(_STATEMENT, poll_id=poll)
        return str(row[0]) if row else ""

    def opener(self, poll: PollId, /) -> PersonId | None:
        row = self._session.one(_OPENER, poll_id=poll)
        return PersonId(row[0]) if row else None

    def name_of(self, person: PersonId, /) -> str:
        row = self._session.one(_NAME, person_id=person)
        return str(row[0]) if row else ""

    def letterboxes(self, person: PersonId, /) -> Sequence[Letterbox]:
        return [
            Letterbox(Address(Platform(platform), user, kind=PlaceKind.PRIVATE), chosen or seen)
            for platform, user, chosen, seen in self._session.all(_LETTERBOXES, person_id=person)
        ]
