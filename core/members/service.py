"""Persons over platforms: who arrives, in which language, and linking of accounts; must not know what members do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.guesses import note_guess, wait_refusal
from core.kernel.identity import Account, Address, Arrival, Caller, Home, PersonId, PlaceKind, Standing
from core.kernel.outbox import Doubt, Letter
from core.kernel.storage import Storage
from core.kernel.tokens import hash_code, new_code, to_short
from core.members.model import LINK_CODE_LIFE, KnownAccount, LinkCode, Profile
from core.members.ports import MemberRows, MergeNote, PersonMerge
from core.ui.words import best_locale

LINK_MADE = "link-made"
LINK_UNDONE = "link-undone"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one look finds out about an arrival."""

    known: KnownAccount | None
    locale: str
    home: Home | None
    standing: Standing
    is_current: bool
    """Whether everything that was just seen is already written down."""


class Doorway:
    """Turns arrivals into callers. In the usual case this is one read and nothing is written."""

    def __init__(self, storage: Storage[MemberRows]) -> None:
        self._storage = storage

    async def enter(self, arrival: Arrival) -> Caller:
        """Return who has come, known from now on."""
        seen = await self._storage.glance(lambda rows: _look(rows, arrival))
        if not seen.is_current:
            seen = await self._storage.write(lambda rows: _write_down(rows, arrival))
        assert seen.known is not None  # noqa: S101 - _write_down never leaves an account unknown
        locale = seen.locale or arrival.locale or (seen.home.locale if seen.home else "")
        return Caller(
            seen.known.person,
            arrival.account,
            arrival.name,
            arrival.place,
            best_locale(locale),
            seen.home,
            seen.standing,
            arrival.runs_place,
            arrival.request,
        )


def _look(rows: MemberRows, arrival: Arrival) -> _Seen:
    known = rows.members.account(arrival.account)
    address = arrival.place.address
    here = None if arrival.place.is_private else rows.homes.home_at(address.platform, address.space)
    if known is None:
        return _Seen(None, "", here or rows.homes.only_home(address.platform), Standing.READER, is_current=False)
    member = rows.members.get(known.person)
    last = member.home if member else None
    known_home = here or (rows.homes.home(last) if last is not None else None)
    home = known_home or rows.homes.only_home(address.platform)
    standing = rows.standings.of(known.person, home.shop if home else None)
    is_current = known == _as_seen(known, arrival) and (here is None or here.community == last)
    return _Seen(known, member.locale if member else "", home, standing, is_current)


def _write_down(rows: MemberRows, arrival: Arrival) -> _Seen:
    known = rows.members.account(arrival.account)
    is_new = known is None
    if known is None:
        known = KnownAccount(arrival.account, rows.members.add_person(), "", "", "", can_be_written=False)
    person = rows.members.meet(_as_seen(known, arrival))
    if is_new and person != known.person:
        rows.members.drop_person(known.person)
    seen = _look(rows, arrival)
    if seen.home is not None and not arrival.place.is_private:
        rows.members.set_home(person, seen.home.community)
    return seen


def _as_seen(known: KnownAccount, arrival: Arrival) -> KnownAccount:
    can_be_written = known.can_be_written or arrival.place.is_private
    return KnownAccount(
        known.account, known.person, arrival.name, arrival.handle, arrival.locale, can_be_written=can_be_written
    )


@dataclass(frozen=True, slots=True)
class Linked:
    """The accounts that are one person now, and what the merge has to say."""

    accounts: tuple[KnownAccount, ...]
    notes: tuple[MergeNote, ...] = ()


class Linking:
    """Makes one person of accounts on several platforms, and undoes it."""

    def __init__(self, storage: Storage[MemberRows], clock: Clock, merges: Sequence[PersonMerge]) -> None:
        self._storage = storage
        self._clock = clock
        self._merges = tuple(merges)

    async def show_code(self, caller: Caller) -> str:
        """Return a new one-time code for the caller's account; an earlier one stops working."""
        code = new_code()
        link = LinkCode(hash_code(code), caller.account, self._clock.now() + LINK_CODE_LIFE)
        await self._storage.write(lambda rows: rows.link_codes.add(link))
        return code

    async def confirm(self, caller: Caller, code: str) -> Linked:
        """Link the account the code was shown to with the caller's; raises Refusal.

        A wrong code, a lapsed one and one that never existed are answered alike, after the same work, and count
        against the caller: a guess tells nothing. The try is written down before the code is looked at, so that
        guesses made at once cannot all slip in under the limit; a right code takes it back.
        """
        now = self._clock.now()
        if not await self._storage.write(lambda rows: _may_guess(rows, caller, now)):
            raise wait_refusal("link-wait")
        return await self._storage.write(lambda rows: self._confirm(rows, caller, hash_code(code), now))

    def _confirm(self, rows: MemberRows, caller: Caller, code_hash: str, now: datetime) -> Linked:
        if not rows.requests.first_time(caller.request):
            return Linked(tuple(rows.members.accounts_of(_person(rows, caller))))
        found = rows.link_codes.take(code_hash, now)
        if found is None:
            raise Refusal("link-wrong")
        if found.account == caller.account:
            raise Refusal("link-same-account")
        rows.link_codes.hold([_person(rows, caller), rows.members.person_of(found.account) or caller.person])
        person, other = _person(rows, caller), rows.members.person_of(found.account)
        if other is None or other == person:
            raise Refusal("link-already")
        rows.link_codes.forget_attempt(person, now)
        return self._merge(rows, min(person, other), max(person, other), found.account)

    def _merge(self, rows: MemberRows, kept: PersonId, gone: PersonId, other: Account) -> Linked:
        moved = rows.members.accounts_of(gone)
        taken, given = rows.members.get(kept), rows.members.get(gone)
        for known in moved:
            rows.members.put_account(replace(known, person=kept))
        if taken and given and not taken.locale and given.locale:
            rows.members.set_locale(kept, given.locale)
        if taken and given and taken.home is None and given.home is not None:
            rows.members.set_home(kept, given.home)
        rows.standings.merge(kept, gone)
        rows.link_codes.carry_attempts(gone, kept)
        notes = [note for merge in self._merges for note in merge.merge(rows, kept, gone)]
        rows.members.drop_person(gone)
        payload = {"notes": [{"message": note.message, "arguments": note.arguments} for note in notes]}
        _tell(rows, other, LINK_MADE, payload)
        return Linked(tuple(rows.members.accounts_of(kept)), tuple(notes))

    async def unlink(self, caller: Caller, leaving: Account) -> None:
        """Make a person of its own of another account of the caller; raises Refusal when it is not theirs."""

        def job(rows: MemberRows) -> None:
            if not rows.requests.first_time(caller.request):
                return
            person = _person(rows, caller)
            rows.link_codes.hold([person])
            known = rows.members.account(leaving)
            if known is None or known.person != person or leaving == caller.account:
                raise Refusal("unlink-none")
            self._split(rows, known)

        await self._storage.write(job)

    def _split(self, rows: MemberRows, known: KnownAccount) -> None:
        new, member = rows.members.add_person(), rows.members.get(known.person)
        rows.members.put_account(replace(known, person=new))
        if member and member.home is not None:
            rows.members.set_home(new, member.home)
        # Or else whoever links and unlinks their own accounts could guess codes without end.
        rows.link_codes.carry_attempts(known.person, new)
        for merge in self._merges:
            merge.split(rows, known.person, new)
        _tell(rows, known.account, LINK_UNDONE, {})

    async def profile(self, caller: Caller) -> Profile:
        """Return what is known of the caller."""

        def job(rows: MemberRows) -> Profile:
            member = rows.members.get(caller.person)
            return Profile(tuple(rows.members.accounts_of(caller.person)), member.locale if member else "")

        return await self._storage.read(job)

    async def speak(self, caller: Caller, locale: str) -> None:
        """Speak `locale` to the caller from now on; "" to follow their platform again."""
        await self._storage.write(lambda rows: rows.members.set_locale(caller.person, locale))

    async def accounts(self, person: PersonId) -> Sequence[KnownAccount]:
        """Return somebody's accounts, the oldest first; none for a person who is not, or no longer, there."""
        return await self._storage.read(lambda rows: rows.members.accounts_of(person))

    async def find(self, caller: Caller, typed: str) -> Sequence[KnownAccount]:
        """Return the accounts meant by "@<platform user id>" or by a handle, one account a person."""
        wanted = typed.strip().removeprefix("@")

        def job(rows: MemberRows) -> Sequence[KnownAccount]:
            by_id = rows.members.account(Account(caller.account.platform, wanted))
            found = [by_id] if by_id else rows.members.by_handle(wanted, caller.account.platform)
            found = found or rows.members.by_handle(wanted, None)
            return list({each.person: each for each in found}.values())

        return await self._storage.read(job)


def _person(rows: MemberRows, caller: Caller) -> PersonId:
    """Return who the caller's account belongs to by now: a link may have moved it since they came in."""
    return rows.members.person_of(caller.account) or caller.person


def _may_guess(rows: MemberRows, caller: Caller, now: datetime) -> bool:
    return note_guess(rows.requests, rows.link_codes, _person(rows, caller), caller.request, now)


def private_address(account: Account) -> Address:
    """Return where one account is written to alone."""
    return Address(account.platform, account.user, kind=PlaceKind.PRIVATE)


def _tell(rows: MemberRows, account: Account, kind: str, payload: Mapping[str, object]) -> None:
    known = rows.members.account(account)
    if known is None or not known.can_be_written:
        return
    member = rows.members.get(known.person)
    locale = best_locale((member.locale if member else "") or known.platform_locale)
    home = rows.homes.home(member.home) if member and member.home is not None else None
    zone = home.zone if home else "Europe/Paris"
    letter = Letter(
        kind, to_short(known.person), private_address(account), locale, zone, payload=payload, doubt=Doubt.DROP
    )
    rows.outbox.put(letter)
