"""Persons, accounts and link codes as plain values; must not read or write anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.kernel.identity import Account, CommunityId, PersonId

LINK_CODE_LIFE = timedelta(minutes=10)
BEFORE_THE_BOT = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when somebody is a member whose arrival nobody told of."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person as known to the network."""

    id: PersonId
    locale: str
    """The language they chose, or "" when they never chose one."""
    home: CommunityId | None
    """Where they were last seen."""


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account with what its platform last said of it."""

    account: Account
    person: PersonId
    name: str
    handle: str
    platform_locale: str
    can_be_written: bool
    """Whether the bot may open a private conversation there: the platform said so or the person wrote first."""


@dataclass(frozen=True, slots=True)
class Membership:
    """One account in one community."""

    account: Account
    community: CommunityId
    since: datetime
    """`BEFORE_THE_BOT` where no platform told."""
    made_at: datetime | None = None
    """When the account was made, where its platform tells."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What /me shows."""

    accounts: tuple[KnownAccount, ...]
    locale: str
    """The chosen language, or "" when the platform decides."""


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A code that ties whoever confirms it to the account it was shown to."""

    code_hash: str
    account: Account
    expires_at: datetime
