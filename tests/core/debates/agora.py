"""The network of the votes' tests with its debates: real rows, pumps and due rows, couriers that write down."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from core.debates import commands
from core.debates.commands import DebateDesk
from core.debates.gate import commands as gate_commands
from core.debates.gate.service import Gate
from core.debates.merging import SupporterMerge
from core.debates.model import Customs, Debate, Hall, Reach, State
from core.debates.pressing import DebatePresses
from core.debates.service import Debates, Plan, Supported
from core.delivery.pump import Post, Pump
from core.delivery.watch import Watch
from core.kernel.identity import Address, Caller, OutboxId, PersonId, Platform, Standing
from core.kernel.outbox import Landed, TryLater, Undeliverable
from core.ui.cards import View
from core.ui.catalogue import Catalogue
from core.ui.rooms import Opening, Shutting, Slowing, said_by
from core.ui.words import Dictionary, Words
from storage.rows import Rows
from tests.core.outline import outline
from tests.core.votes.town import ALPHA, BETA, Town

DICTIONARY = Dictionary(Path(__file__).parents[3] / "core" / "locales")
OLGA = "libraire"


@dataclass(frozen=True, slots=True)
class Said:
    """One message in one place."""

    room: str
    text: str
    deed: str = ""


@dataclass(slots=True)
class RecordingCourier:
    """A platform where every opening gets a room, unless it is told otherwise."""

    platform: Platform
    recognises_repeats: bool = True
    has_rooms: bool = True
    is_down: bool = False
    messages: list[Said] = field(default_factory=list)
    views: list[tuple[View, Words]] = field(default_factory=list)
    """What was drawn for each message, as it stands."""
    deleted: set[str] = field(default_factory=set)
    meanwhile: Callable[[], Awaitable[object]] | None = None
    """What happens between the next post and its being written down."""

    def digest(self, to: Address, view: View, words: Words) -> str:
        return repr(view.as_card(words))

    async def post(self, letter: OutboxId, to: Address, view: View, words: Words) -> Landed:
        if self.is_down:
            raise RuntimeError("down")
        if to.room in self.deleted:
            raise Undeliverable("gone")
        number, room = len(self.messages), to.room
        if isinstance(view, Opening) and self.has_rooms:
            room = f"own-{number}"
        deed = f"{view.seconds} s" if isinstance(view, Slowing) else "shut" if isinstance(view, Shutting) else ""
        name = f"<{view.name}> " if isinstance(view, Opening) else ""
        self.messages.append(Said(room, name + outline(view.as_card(words)), deed))
        self.views.append((said_by(view), words))
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        opened = replace(to, room=room) if isinstance(view, Opening) else None
        return Landed(str(number), opened)

    async def edit(self, message: str, to: Address, view: View, words: Words) -> None:
        if self.is_down:
            raise TryLater(60)
        before = self.messages[int(message)]
        self.messages[int(message)] = replace(before, text=outline(view.as_card(words)))
        self.views[int(message)] = (view, words)


@dataclass(slots=True)
class Agora:
    """What people, booksellers and time do."""

    town: Town
    couriers: dict[Platform, RecordingCourier] = field(default_factory=dict)
    debates: Debates = field(init=False)
    desk: DebateDesk = field(init=False)
    presses: DebatePresses = field(init=False)
    gate: Gate = field(init=False)
    catalogue: Catalogue = field(default_factory=Catalogue)
    pumps: list[Pump] = field(default_factory=list)
    watch: Watch = field(init=False)

    def __post_init__(self) -> None:
        storage, clock = self.town.storage, self.town.clock
        self.debates = Debates(storage, clock)
        self.desk, self.presses = DebateDesk(self.debates), DebatePresses(self.debates)
        self.gate = Gate(storage, clock)
        commands.declare(self.catalogue, self.debates)
        gate_commands.declare(self.catalogue, self.gate, self.debates)
        self.watch = Watch(storage, self.catalogue, clock, is_alone=True)
        post = Post(storage, self.catalogue, DICTIONARY, clock, _nowhere, is_alone=True)
        for platform in (ALPHA, BETA):
            self.couriers[platform] = RecordingCourier(platform)
            self.pumps.append(Pump(post, self.couriers[platform]))

    @staticmethod
    async def build() -> Agora:
        made = Agora(await Town().build())
        for name in (OLGA, "alice", "bob", "chloé", "denis", "eve"):
            await made.town.person(name, ALPHA, BETA)
        return made

    async def caller(self, name: str, platform: Platform = ALPHA, home: str = "") -> Caller:
        standing = Standing.BOOKSELLER if name == OLGA else Standing.READER
        return await self.town.caller(name, platform, home, standing)

    async def open(self, question: str = "Peut-on pardonner ?", hours: float = 240, **plan: object) -> Debate:
        """The bookseller opens a debate on « Emma », or plans it `opens_in` hours ahead."""
        now, opens_in = self.town.clock.now(), plan.pop("opens_in", None)
        opens_at = now + timedelta(hours=float(str(opens_in))) if opens_in is not None else None
        closes_at = (opens_at or now) + timedelta(hours=hours)
        given = {"work": self.town.works[0], "opens_at": opens_at, "closes_at": closes_at} | plan
        made = await self.debates.open(await self.caller(OLGA), Plan(question, **given))  # type: ignore[arg-type]
        return made.debate

    async def propose(self, name: str = "alice", threshold: int = 3, reach: Reach = Reach.SHOP) -> Debate:
        customs = Customs(threshold)
        await self.debates.keep_customs(await self.caller(OLGA), customs)
        plan = Plan("Et si on relisait Emma ?", self.town.works[0], reach=reach, reason="On n’en parle jamais.")
        return (await self.debates.propose(await self.caller(name), plan)).debate

    async def come(self, debate: Debate, name: str, platform: Platform = ALPHA) -> Supported:
        return await self.debates.come(await self.caller(name, platform), debate.id)

    async def deliver(self) -> None:
        """Run what is due and carry every letter that may leave, until nothing may."""
        moved = True
        while moved:
            moved = False
            while await self.watch.run_due():
                moved = True
            for pump in self.pumps:
                moved = bool(await pump.deliver_due()) or moved

    async def wait(self, **by: float) -> None:
        self.town.clock.move(**by)
        await self.deliver()

    async def get(self, debate: Debate) -> Debate:
        return await self.debates.get(debate.id)

    async def state(self, debate: Debate) -> State:
        return (await self.get(debate)).state

    async def halls(self, debate: Debate) -> Sequence[Hall]:
        return await self.town.storage.read(lambda rows: rows.halls.of(debate.id))

    async def merge(self, kept: PersonId, gone: PersonId) -> None:
        merge = SupporterMerge(self.town.clock)
        await self.town.storage.write(lambda rows: merge.merge(rows, kept, gone))

    def said(self, platform: Platform = ALPHA, room: str = "own") -> list[Said]:
        """What stands in the rooms whose name begins so."""
        return [each for each in self.couriers[platform].messages if each.room.startswith(room)]

    def everything(self) -> list[Said]:
        return [each for courier in self.couriers.values() for each in courier.messages]


async def _nowhere(old: Address, new: Address) -> None:
    raise AssertionError((old, new))


def due_kinds(rows: Rows) -> list[str]:
    """What is planned, earliest first."""
    return [each.kind for each in rows.due_queue.upcoming(99)]
