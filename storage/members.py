"""Rows of persons, their accounts and link codes; must not decide who is whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, delete, exists, func, insert, select, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import Account, CommunityId, PersonId, Platform
from core.members.model import KnownAccount, LinkCode, Member
from storage.session import Row, Session
from storage.statements import Statement, bound, insert_or
from storage.tables import account, link_attempt, link_code, person

_ADD_PERSON = Statement(insert(person).values(bound("locale")).returning(person.c.id))
_OF_PERSON = person.c.id == bindparam("person_id")
_PERSON = Statement(select(person.c.id, person.c.locale, person.c.home_community).where(_OF_PERSON))
_SET_LOCALE = Statement(update(person).where(_OF_PERSON).values(locale=bindparam("new_locale")))
_SET_HOME = Statement(update(person).where(_OF_PERSON).values(home_community=bindparam("new_home")))
_DROP_PERSON = Statement(delete(person).where(_OF_PERSON))
_ACCOUNT = (
    "platform",
    "user_id",
    "person_id",
    "name",
    "handle",
    "handle_folded",
    "platform_locale",
    "can_be_written",
    "known_since",
)
_PUT_ACCOUNT = insert_or(account, _ACCOUNT, ("platform", "user_id"), update=_ACCOUNT[2:-1])
_MEET_ACCOUNT = insert_or(
    account, _ACCOUNT, ("platform", "user_id"), update=_ACCOUNT[3:-1], returning=(account.c.person_id,)
)
_KNOWN = select(
    account.c.platform,
    account.c.user_id,
    account.c.person_id,
    account.c.name,
    account.c.handle,
    account.c.platform_locale,
    account.c.can_be_written,
)
_HERE = (account.c.platform == bindparam("platform"), account.c.user_id == bindparam("user_id"))
_GET_ACCOUNT = Statement(_KNOWN.where(*_HERE))
_PERSON_OF = Statement(select(account.c.person_id).where(*_HERE))
_ACCOUNTS = Statement(
    _KNOWN.where(account.c.person_id == bindparam("person_id")).order_by(account.c.known_since, account.c.platform)
)
_BY_HANDLE = _KNOWN.where(account.c.handle_folded == bindparam("handle")).order_by(account.c.known_since)
_BY_HANDLE_ANYWHERE = Statement(_BY_HANDLE)
_BY_HANDLE_HERE = Statement(_BY_HANDLE.where(account.c.platform == bindparam("platform")))


class Members:
    """Satisfies core.members.ports.Members."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_person(self) -> PersonId:
        row = self._session.only(_ADD_PERSON, locale="")
        return PersonId(row[0])

    def get(self, person: PersonId, /) -> Member | None:
        row = self._session.one(_PERSON, person_id=person)
        return Member(*row) if row else None

    def set_locale(self, person: PersonId, locale: str, /) -> None:
        self._session.run(_SET_LOCALE, person_id=person, new_locale=locale)

    def set_home(self, person: PersonId, home: CommunityId, /) -> None:
        self._session.run(_SET_HOME, person_id=person, new_home=home)

    def account(self, account: Account, /) -> KnownAccount | None:
        row = self._session.one(_GET_ACCOUNT, platform=account.platform, user_id=account.user)
        return _known(row) if row else None

    def person_of(self, account: Account, /) -> PersonId | None:
        row = self._session.one(_PERSON_OF, platform=account.platform, user_id=account.user)
        return PersonId(row[0]) if row else None

    def meet(self, known: KnownAccount, /) -> PersonId:
        return PersonId(self._session.only(_MEET_ACCOUNT, **self._columns(known))[0])

    def put_account(self, known: KnownAccount, /) -> None:
        self._session.run(_PUT_ACCOUNT, **self._columns(known))

    def _columns(self, known: KnownAccount) -> dict[str, object]:
        return {
            "platform": known.account.platform,
            "user_id": known.account.user,
            "person_id": known.person,
            "name": known.name,
            "handle": known.handle,
            "handle_folded": known.handle.casefold(),
            "platform_locale": known.platform_locale,
            "can_be_written": int(known.can_be_written),
            "known_since": self._session.now_micros,
        }

    def accounts_of(self, person: PersonId, /) -> Sequence[KnownAccount]:
        return [_known(row) for row in self._session.all(_ACCOUNTS, person_id=person)]

    def by_handle(self, handle: str, platform: Platform | None, /) -> Sequence[KnownAccount]:
        folded = handle.casefold()
        if not folded:
            return []
        if platform is None:
            rows = self._session.all(_BY_HANDLE_ANYWHERE, handle=folded)
        else:
            rows = self._session.all(_BY_HANDLE_HERE, handle=folded, platform=platform)
        return [_known(row) for row in rows]

    def drop_person(self, person: PersonId, /) -> None:
        self._session.run(_DROP_PERSON, person_id=person)


def _known(row: Row) -> KnownAccount:
    platform, user, person_id, name, handle, platform_locale, can_be_written = row
    return KnownAccount(
        Account(Platform(platform), user), person_id, name, handle, platform_locale, bool(can_be_written)
    )


_CODE = ("code_hash", "platform", "user_id", "expires_at")
_PUT_CODE = insert_or(link_code, _CODE, ("platform", "user_id"), update=("code_hash", "expires_at"))
_TAKE_CODE = Statement(
    delete(link_code)
    .where(link_code.c.code_hash == bindparam("code_hash"))
    .returning(link_code.c.code_hash, link_code.c.platform, link_code.c.user_id, link_code.c.expires_at)
)
_ATTEMPTS = Statement(
    select(func.count())
    .select_from(link_attempt)
    .where(link_attempt.c.person_id == bindparam("person_id"), link_attempt.c.at >= bindparam("since"))
)
_NOTE_ATTEMPT = Statement(insert(link_attempt).values(bound("person_id", "at")))
_FORGET_ATTEMPT = Statement(
    delete(link_attempt).where(link_attempt.c.person_id == bindparam("person_id"), link_attempt.c.at == bindparam("at"))
)
_TARGET = bindparam("target", type_=BigInteger)
_counted = link_attempt.alias()
_CARRY_ATTEMPTS = Statement(
    insert(link_attempt).from_select(
        ["person_id", "at"],
        select(_TARGET, link_attempt.c.at).where(
            link_attempt.c.person_id == bindparam("source"),
            ~exists().where(_counted.c.person_id == _TARGET, _counted.c.at == link_attempt.c.at),
        ),
    )
)
_PRUNE_ATTEMPTS = Statement(delete(link_attempt).where(link_attempt.c.at < bindparam("before")))
_PRUNE_CODES = Statement(delete(link_code).where(link_code.c.expires_at < bindparam("before")))
_HOLD = Statement(select(person.c.id).where(_OF_PERSON).with_for_update())


class LinkCodes:
    """Satisfies core.members.ports.LinkCodes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, code: LinkCode, /) -> None:
        self._session.run(
            _PUT_CODE,
            code_hash=code.code_hash,
            platform=code.account.platform,
            user_id=code.account.user,
            expires_at=to_micros(code.expires_at),
        )

    def take(self, code_hash: str, now: datetime, /) -> LinkCode | None:
        row = self._session.one(_TAKE_CODE, code_hash=code_hash)
        if row is None or row[3] <= to_micros(now):
            return None
        found, platform, user, expires_at = row
        return LinkCode(found, Account(Platform(platform), user), from_micros(expires_at))

    def hold(self, persons: Sequence[PersonId], /) -> None:
        for each in sorted(persons):
            self._session.one(_HOLD, person_id=each)

    def count_attempts(self, person: PersonId, since: datetime, /) -> int:
        row = self._session.one(_ATTEMPTS, person_id=person, since=to_micros(since))
        return int(row[0]) if row else 0

    def note_attempt(self, person: PersonId, at: datetime, /) -> None:
        self._session.run(_NOTE_ATTEMPT, person_id=person, at=to_micros(at))

    def forget_attempt(self, person: PersonId, at: datetime, /) -> None:
        self._session.run(_FORGET_ATTEMPT, person_id=person, at=to_micros(at))

    def carry_attempts(self, source: PersonId, target: PersonId, /) -> None:
        self._session.run(_CARRY_ATTEMPTS, source=source, target=target)

    def prune(self, before: datetime, /) -> int:
        """Forget tries made, and codes that lapsed, before a moment; return how many."""
        micros = to_micros(before)
        return self._session.run(_PRUNE_ATTEMPTS, before=micros) + self._session.run(_PRUNE_CODES, before=micros)
