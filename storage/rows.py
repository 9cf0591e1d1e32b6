"""One transaction's rows of every feature, made as they are asked for; the one class that satisfies every port."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from storage.aftermath import Aftermath
from storage.agenda import DueQueue, DueRows, RequestLog
from storage.ballots import Ballots
from storage.books import Books
from storage.communities import Communities, Shops
from storage.debates import Debates, Supporters
from storage.electorate import Electorate
from storage.gate import Contributions, Progress
from storage.halls import Halls
from storage.intake import Drafts, Inbox
from storage.keys import KeyCabinet
from storage.letters import Outbox
from storage.members import LinkCodes, Members
from storage.memberships import Memberships
from storage.nominations import Nominations
from storage.polls import Polls, Rooms
from storage.queue import Queue
from storage.roll import Roll
from storage.seasons import Readings, Seasons, WriteIns
from storage.secrecy import Secrecy
from storage.selections import Selections
from storage.session import Session
from storage.standings import Invitations, Standings

RowsOf = Callable[[Session], "Rows"]
"""Makes the rows of one transaction."""


class Rows:
    """Holds no policy and no state but the session and the keys of open polls."""

    def __init__(self, session: Session, keys: KeyCabinet) -> None:
        self._session = session
        self._keys = keys

    @cached_property
    def shops(self) -> Shops:
        return Shops(self._session)

    @cached_property
    def communities(self) -> Communities:
        return Communities(self._session)

    @cached_property
    def homes(self) -> Communities:
        return self.communities

    @cached_property
    def standings(self) -> Standings:
        return Standings(self._session)

    @cached_property
    def invitations(self) -> Invitations:
        return Invitations(self._session)

    @cached_property
    def members(self) -> Members:
        return Members(self._session)

    @cached_property
    def memberships(self) -> Memberships:
        return Memberships(self._session)

    @cached_property
    def link_codes(self) -> LinkCodes:
        return LinkCodes(self._session)

    @cached_property
    def guesses(self) -> LinkCodes:
        return self.link_codes

    @cached_property
    def books(self) -> Books:
        return Books(self._session)

    @cached_property
    def polls(self) -> Polls:
        return Polls(self._session, self._keys)

    @cached_property
    def ballots(self) -> Ballots:
        return Ballots(self._session, self._keys)

    @cached_property
    def roll(self) -> Roll:
        return Roll(self._session)

    @cached_property
    def electorate(self) -> Electorate:
        return Electorate(self._session)

    @cached_property
    def aftermath(self) -> Aftermath:
        return Aftermath(self._session)

    @cached_property
    def selections(self) -> Selections:
        return Selections(self._session)

    @cached_property
    def secrecy(self) -> Secrecy:
        return Secrecy(self._session)

    @cached_property
    def nominations(self) -> Nominations:
        return Nominations(self._session)

    @cached_property
    def readings(self) -> Readings:
        return Readings(self._session)

    @cached_property
    def seasons(self) -> Seasons:
        return Seasons(self._session)

    @cached_property
    def write_ins(self) -> WriteIns:
        return WriteIns(self._session)

    @cached_property
    def rooms(self) -> Rooms:
        return Rooms(self._session)

    @cached_property
    def debates(self) -> Debates:
        return Debates(self._session)

    @cached_property
    def supporters(self) -> Supporters:
        return Supporters(self._session)

    @cached_property
    def progress(self) -> Progress:
        return Progress(self._session)

    @cached_property
    def contributions(self) -> Contributions:
        return Contributions(self._session)

    @cached_property
    def halls(self) -> Halls:
        return Halls(self._session)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self._session)

    @cached_property
    def queue(self) -> Queue:
        return Queue(self._session)

    @cached_property
    def due(self) -> DueRows:
        return DueRows(self._session)

    @cached_property
    def due_queue(self) -> DueQueue:
        return DueQueue(self._session)

    @cached_property
    def requests(self) -> RequestLog:
        return RequestLog(self._session)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self._session)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self._session)
