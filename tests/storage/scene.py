"""Rows to begin with: two shops, three communities on two platforms, three persons, four works, one open poll."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from core.books.model import NewEdition
from core.communities.model import NewCommunity
from core.kernel.identity import Account, Address, CommunityId, PersonId, Platform, PollId, RequestKey, ShopId, WorkId
from core.kernel.outbox import Letter
from core.members.model import KnownAccount
from core.votes.charter.terms import Terms
from core.votes.filling import Whole
from core.votes.model import NewPoll, NewTitle
from core.votes.rules import Voter
from storage.keys import KeyCabinet
from storage.rows import Rows
from storage.session import Session
from tests.core.votes.town import ALPHA, BETA, START

ROOM = Address(ALPHA, "space", "room")
READERS = ("alice", "bob", "chloé")


@dataclass(frozen=True, slots=True)
class Scene:
    """The ids of what was put there."""

    shop: ShopId
    other_shop: ShopId
    alpha: CommunityId
    beta: CommunityId
    elsewhere: CommunityId
    persons: tuple[PersonId, ...]
    works: tuple[WorkId, ...]
    poll: PollId

    @staticmethod
    def build(rows: Rows) -> Scene:
        shop, other_shop = rows.shops.add("L’Agora"), rows.shops.add("Le Préau")
        alpha = rows.communities.tie(NewCommunity(shop, "alpha", Address(ALPHA, "a", "1"), "fr", "Europe/Paris"))
        beta = rows.communities.tie(NewCommunity(shop, "beta", Address(BETA, "b"), "en", "Europe/London"))
        elsewhere = rows.communities.tie(NewCommunity(other_shop, "far", Address(ALPHA, "c"), "fr", "Europe/Paris"))
        persons = tuple(add_reader(rows, name) for name in READERS)
        works = tuple(
            rows.books.put(NewEdition(title, authors))[0]
            for title, authors in (
                ("Emma", ("Jane Austen",)),
                ("Nana", ("Émile Zola",)),
                ("De bons présages", ("Terry Pratchett", "Neil Gaiman")),
                ("Le Roman de Renart", ()),
            )
        )
        poll = rows.polls.add(new_poll(shop, works[:3], (alpha, beta)))
        return Scene(shop, other_shop, alpha, beta, elsewhere, persons, works, poll)

    def voter(self, name: str, request: str) -> Voter:
        return Voter(Account(ALPHA, name), self.shop, self.alpha, RequestKey(request))


def new_poll(shop: ShopId, works: tuple[WorkId, ...], communities: tuple[CommunityId, ...]) -> NewPoll:
    titles = tuple(NewTitle(work, f"Parce que {number}") for number, work in enumerate(works))
    closes = START + timedelta(days=1)
    return NewPoll(shop, PersonId(1), "Janvier ?", Terms(), START, closes, titles, communities)


def letter(about: str = "1", key: str = "", room: str = ROOM.room, **more: object) -> Letter:
    """Return a letter to one room of one space, due at once unless told otherwise."""
    to = replace(ROOM, room=room)
    return Letter("note", about, to, "fr", "Europe/Paris", key=key, **more)  # type: ignore[arg-type]


def whole(*positions: int) -> Whole:
    return Whole(positions)


def add_reader(rows: Rows, name: str, platform: Platform = ALPHA) -> PersonId:
    person = rows.members.add_person()
    rows.members.put_account(KnownAccount(Account(platform, name), person, name, name, "fr", can_be_written=False))
    return person


def keyless(session: Session) -> Rows:
    """Return the rows of a transaction that opens no poll."""
    return Rows(session, KeyCabinet(Path("no-keys")))
