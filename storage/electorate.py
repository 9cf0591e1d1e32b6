"""Rows on who votes in a poll and how long; must not know who may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, distinct, exists, func, insert, or_, select, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import Address, PersonId, PlaceKind, Platform, PollId, ShopId, Standing
from core.ui.words import best_locale
from core.votes.electorate.rule import Known, Mailbox, Named, Status, VoterList
from storage.electorate_tables import extension, membership, voter_list, voter_listed
from storage.session import Row
from storage.standings import NETWORK
from storage.statements import Statement, bound, insert_or
from storage.tables import account, community, person, poll, poll_community, roll, standing
from storage.wishes import Wishes

_SHOP_OF_POLL = select(poll.c.shop_id).where(poll.c.id == bindparam("poll_id")).scalar_subquery()
_REACHED = select(poll_community.c.community_id).where(poll_community.c.poll_id == bindparam("poll_id"))
_OF_SHOP = select(community.c.id).where(community.c.shop_id == _SHOP_OF_POLL)
_MEMBERS = (
    select(account.c.person_id, func.min(membership.c.since), func.min(membership.c.made_at))
    .join(membership, (membership.c.platform == account.c.platform) & (membership.c.user_id == account.c.user_id))
    .where(or_(membership.c.community_id.in_(_REACHED), membership.c.community_id.in_(_OF_SHOP)))
    .group_by(account.c.person_id)
)
_ALL_MEMBERS = Statement(_MEMBERS)
_MEMBER = Statement(_MEMBERS.where(account.c.person_id == bindparam("person_id")))
_VOTED = (
    select(func.count(distinct(account.c.person_id)))
    .join(membership, (membership.c.platform == account.c.platform) & (membership.c.user_id == account.c.user_id))
    .join(roll, (roll.c.person_id == account.c.person_id) & (roll.c.poll_id == bindparam("poll_id")))
    .where(roll.c.has_voted == 1)
)
_MADE_ALIKE = Statement(
    _VOTED.where(membership.c.made_at >= bindparam("start"), membership.c.made_at < bindparam("before"))
)
_ARRIVED_ALIKE = Statement(
    _VOTED.where(
        membership.c.since >= bindparam("start"),
        membership.c.since < bindparam("before"),
        or_(membership.c.community_id.in_(_REACHED), membership.c.community_id.in_(_OF_SHOP)),
    )
)
_WAITING = Statement(
    select(roll.c.person_id, func.coalesce(func.min(account.c.name), "?"))
    .outerjoin(account, account.c.person_id == roll.c.person_id)
    .where(roll.c.poll_id == bindparam("poll_id"), roll.c.status == Status.PROVISIONAL.value, roll.c.has_voted == 1)
    .group_by(roll.c.person_id)
    .order_by(func.min(account.c.name), roll.c.person_id)
)
_MAILBOX = Statement(
    select(account.c.platform, account.c.user_id, account.c.platform_locale, person.c.locale, community.c.zone)
    .join(person, person.c.id == account.c.person_id)
    .outerjoin(community, community.c.id == person.c.home_community)
    .where(account.c.person_id == bindparam("person_id"), account.c.can_be_written == 1)
    .order_by(account.c.known_since, account.c.platform)
    .limit(1)
)
_STANDINGS = Statement(
    select(standing.c.person_id, func.max(standing.c.level))
    .where(or_(standing.c.shop_id == _SHOP_OF_POLL, standing.c.shop_id == NETWORK))
    .group_by(standing.c.person_id)
)
_LISTED_IN_SHOP = Statement(
    select(voter_listed.c.person_id, voter_listed.c.list_id)
    .join(voter_list)
    .where(voter_list.c.shop_id == _SHOP_OF_POLL)
)
_ADD_LIST = Statement(insert(voter_list).values(bound("shop_id", "name")).returning(voter_list.c.id))
_LISTS = (
    select(voter_list.c.id, voter_list.c.name, func.count(voter_listed.c.person_id))
    .outerjoin(voter_listed)
    .where(voter_list.c.shop_id == bindparam("shop_id"))
    .group_by(voter_list.c.id, voter_list.c.name)
    .order_by(voter_list.c.id)
)
_ALL_LISTS = Statement(_LISTS)
_LIST = Statement(_LISTS.where(voter_list.c.id == bindparam("list_id")))
_ON_LIST = voter_listed.c.list_id == bindparam("list_id")
_LISTED = Statement(
    select(voter_listed.c.person_id, func.min(account.c.name))
    .join(account, account.c.person_id == voter_listed.c.person_id)
    .where(_ON_LIST)
    .group_by(voter_listed.c.person_id)
    .order_by(func.min(account.c.name), voter_listed.c.person_id)
)
_ENLIST = insert_or(voter_listed, ("list_id", "person_id"), ("list_id", "person_id"))
_DELIST = Statement(delete(voter_listed).where(_ON_LIST, voter_listed.c.person_id == bindparam("person_id")))
_other = voter_listed.alias()
_TAKE_OVER = Statement(
    update(voter_listed)
    .where(
        voter_listed.c.person_id == bindparam("gone"),
        ~exists().where(_other.c.list_id == voter_listed.c.list_id, _other.c.person_id == bindparam("kept")),
    )
    .values(person_id=bindparam("kept"))
)
_DROP_LISTED = Statement(delete(voter_listed).where(voter_listed.c.person_id == bindparam("person_id")))
_PROMISED = Statement(
    insert(extension).from_select(
        ["poll_id", "promised"],
        select(poll.c.id, poll.c.closes_at).where(
            poll.c.id == bindparam("poll_id"), ~exists().where(extension.c.poll_id == poll.c.id)
        ),
    )
)
_CLOSE_LATER = Statement(update(poll).where(poll.c.id == bindparam("poll_id")).values(closes_at=bindparam("until")))
_IS_EXTENDED = Statement(select(extension.c.promised).where(extension.c.poll_id == bindparam("poll_id")))


class Electorate(Wishes):
    """Satisfies core.votes.electorate.ports.ElectorateRows."""

    def extend(self, poll: PollId, until: datetime, /) -> None:
        if not self.is_extended(poll):
            self._session.run(_PROMISED, poll_id=poll)
        self._session.run(_CLOSE_LATER, poll_id=poll, until=to_micros(until))

    def is_extended(self, poll: PollId, /) -> bool:
        return self._session.one(_IS_EXTENDED, poll_id=poll) is not None

    def known(self, poll: PollId, /) -> Sequence[Known]:
        members = {row[0]: row for row in self._session.all(_ALL_MEMBERS, poll_id=poll)}
        levels = {row[0]: row[1] for row in self._session.all(_STANDINGS, poll_id=poll)}
        lists = defaultdict[int, set[int]](set)
        for listed, number in self._session.all(_LISTED_IN_SHOP, poll_id=poll):
            lists[listed].add(number)
        everybody = sorted(members.keys() | levels.keys() | lists.keys())
        return [
            _known(each, members.get(each), levels.get(each, 0), frozenset(lists.get(each, ()))) for each in everybody
        ]

    def met(self, poll: PollId, person: PersonId, /) -> Known | None:
        row = self._session.one(_MEMBER, poll_id=poll, person_id=person)
        return _known(person, row, 0, frozenset()) if row else None

    def made_alike(self, poll: PollId, start: datetime, end: datetime, /) -> int:
        return int(self._session.only(_MADE_ALIKE, poll_id=poll, start=to_micros(start), before=to_micros(end))[0])

    def arrived_alike(self, poll: PollId, start: datetime, end: datetime, /) -> int:
        return int(self._session.only(_ARRIVED_ALIKE, poll_id=poll, start=to_micros(start), before=to_micros(end))[0])

    def waiting(self, poll: PollId, /) -> Sequence[Named]:
        return [Named(*row) for row in self._session.all(_WAITING, poll_id=poll)]

    def mailbox(self, person: PersonId, /) -> Mailbox | None:
        row = self._session.one(_MAILBOX, person_id=person)
        if row is None:
            return None
        platform, user, platform_locale, locale, zone = row
        to = Address(Platform(platform), user, kind=PlaceKind.PRIVATE)
        return Mailbox(to, best_locale(locale or platform_locale), zone or "Europe/Paris")

    def add_list(self, shop: ShopId, name: str, /) -> VoterList:
        return VoterList(int(self._session.only(_ADD_LIST, shop_id=shop, name=name)[0]), name, 0)

    def list_named(self, number: int, shop: ShopId, /) -> VoterList | None:
        row = self._session.one(_LIST, list_id=number, shop_id=shop)
        return VoterList(*row) if row else None

    def lists(self, shop: ShopId, /) -> Sequence[VoterList]:
        return [VoterList(*row) for row in self._session.all(_ALL_LISTS, shop_id=shop)]

    def listed(self, number: int, /) -> Sequence[Named]:
        return [Named(*row) for row in self._session.all(_LISTED, list_id=number)]

    def enlist(self, number: int, person: PersonId, /) -> bool:
        return self._session.run(_ENLIST, list_id=number, person_id=person) == 1

    def delist(self, number: int, person: PersonId, /) -> bool:
        return self._session.run(_DELIST, list_id=number, person_id=person) == 1

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        super().merge(kept, gone)
        self._session.run(_TAKE_OVER, kept=kept, gone=gone)
        self._session.run(_DROP_LISTED, person_id=gone)


def _known(person: int, member: Row | None, level: int, lists: frozenset[int]) -> Known:
    _, since, made_at = member or (person, None, None)
    return Known(
        PersonId(person),
        None if since is None else from_micros(since),
        None if made_at is None else from_micros(made_at),
        Standing(level),
        lists,
    )
