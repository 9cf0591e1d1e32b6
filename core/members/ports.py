"""What members need from one transaction; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from core.kernel.guesses import Guesses
from core.kernel.identity import Account, CommunityId, Home, PersonId, Platform, ShopId, Standing
from core.kernel.outbox import Outbox
from core.kernel.storage import RequestLog
from core.members.model import KnownAccount, LinkCode, Member


class Members(Protocol):
    """Persons and their accounts; every account has exactly one person."""

    def add_person(self) -> PersonId: ...

    def get(self, person: PersonId, /) -> Member | None: ...

    def set_locale(self, person: PersonId, locale: str, /) -> None: ...

    def set_home(self, person: PersonId, home: CommunityId, /) -> None: ...

    def account(self, account: Account, /) -> KnownAccount | None: ...

    def person_of(self, account: Account, /) -> PersonId | None:
        """Who the account belongs to now: asked again inside a write, since a link may have moved it meanwhile."""
        ...

    def meet(self, known: KnownAccount, /) -> PersonId:
        """Write down how an account looks now and return whose it is: `known.person`'s when it is new. One that exists
        never changes hands here, whatever somebody read of it before; of many who meet a new one at once, one brings
        its person."""
        ...

    def put_account(self, known: KnownAccount, /) -> None:
        """Insert it, or replace everything about it, its person included."""
        ...

    def accounts_of(self, person: PersonId, /) -> Sequence[KnownAccount]:
        """The person's accounts, the oldest first."""
        ...

    def by_handle(self, handle: str, platform: Platform | None, /) -> Sequence[KnownAccount]:
        """Accounts whose handle is this one, case ignored; `platform` None for all platforms."""
        ...

    def drop_person(self, person: PersonId, /) -> None:
        """Remove a person without accounts, after another took over what was theirs."""
        ...


class LinkCodes(Guesses, Protocol):
    """One-time link codes, kept as hashes, and the attempts to guess them. To hold persons keeps others from linking
    them, too."""

    def add(self, code: LinkCode, /) -> None:
        """Keep it in place of any earlier code of the same account."""
        ...

    def take(self, code_hash: str, now: datetime, /) -> LinkCode | None:
        """Remove and return the code, or None when there is none or it has expired."""
        ...

    def carry_attempts(self, source: PersonId, target: PersonId, /) -> None:
        """Count the attempts of `source` against `target` too, none of them twice."""
        ...


class Homes(Protocol):
    """Where a space leads; the communities' own rows answer."""

    def home_at(self, platform: Platform, space: str, /) -> Home | None: ...

    def home(self, community: CommunityId, /) -> Home | None:
        """Where its readers belong: itself, or once the bot has left it, another of its shop's, on the same platform
        if there is one."""
        ...

    def only_home(self, platform: Platform, /) -> Home | None:
        """Where everybody belongs while the network has a single shop: its community on this platform, else any."""
        ...


class StandingOf(Protocol):
    def of(self, person: PersonId, shop: ShopId | None, /) -> Standing: ...

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        """Give `kept` the higher of both in every shop, and take everything from `gone`."""
        ...


class MemberRows(Protocol):
    """One transaction, as far as members are concerned."""

    @property
    def members(self) -> Members: ...
    @property
    def link_codes(self) -> LinkCodes: ...
    @property
    def homes(self) -> Homes: ...
    @property
    def standings(self) -> StandingOf: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def requests(self) -> RequestLog: ...


class PersonMerge(Protocol):
    """Something another feature must do, in the same transaction, when persons become one or an account leaves.

    `rows` is the whole transaction: each feature takes its own slice of it, which members must not name.
    """

    def merge(self, rows: Any, kept: PersonId, gone: PersonId, /) -> Sequence[MergeNote]:
        """Move what `gone` had to `kept`; return what the person should be told."""
        ...

    def split(self, rows: Any, kept: PersonId, new: PersonId, /) -> None:
        """`new` is a fresh person for an account that left `kept`."""
        ...


class MergeNote(Protocol):
    """A sentence about a merge, by message id."""

    @property
    def message(self) -> str: ...
    @property
    def arguments(self) -> dict[str, str]: ...
