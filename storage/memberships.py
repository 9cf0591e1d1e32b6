"""Rows of who has been where since when; must not judge anybody by it."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import Account, CommunityId
from core.members.model import Membership
from storage.electorate_tables import membership
from storage.session import Session
from storage.statements import Statement, insert_or

_COLUMNS = ("platform", "user_id", "community_id", "since", "made_at")
_PUT = insert_or(membership, _COLUMNS, _COLUMNS[:3], update=_COLUMNS[3:])
_GET = Statement(
    select(membership.c.since, membership.c.made_at).where(
        membership.c.platform == bindparam("platform"),
        membership.c.user_id == bindparam("user_id"),
        membership.c.community_id == bindparam("community_id"),
    )
)


class Memberships:
    """Satisfies core.members.ports.Memberships."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, account: Account, community: CommunityId, /) -> Membership | None:
        row = self._session.one(_GET, platform=account.platform, user_id=account.user, community_id=community)
        if row is None:
            return None
        since, made_at = row
        return Membership(account, community, from_micros(since), None if made_at is None else from_micros(made_at))

    def put(self, known: Membership, /) -> None:
        self._session.run(
            _PUT,
            platform=known.account.platform,
            user_id=known.account.user,
            community_id=known.community,
            since=to_micros(known.since),
            made_at=None if known.made_at is None else to_micros(known.made_at),
        )
