"""Wires the rooms: opens every resource, declares every feature, runs adapters and clock, closes in reverse.

Only the command line imports this module; no rule lives here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.settings import Settings
from core.books import commands as book_commands
from core.books.service import Bookshelf
from core.communities import commands as network_commands
from core.communities.ports import Inspection
from core.communities.service import Defaults, Network
from core.debates import commands as debate_commands
from core.debates.gate import commands as gate_commands
from core.debates.gate.service import Gate
from core.debates.merging import SupporterMerge
from core.debates.presses import DebateOn
from core.debates.service import Debates
from core.delivery.housekeeping import HOUSEKEEPING, Housekeeping
from core.delivery.ports import Courier
from core.delivery.pump import Post, Pump
from core.delivery.supervision import Closing, Supervised, supervise
from core.delivery.watch import Watch
from core.kernel.clock import Clock
from core.kernel.identity import Caller, Platform, WorkId
from core.members import commands as member_commands
from core.members.service import Doorway, Linking
from core.selections import commands as selection_commands
from core.selections.model import Offer, Selection
from core.selections.service import Selections
from core.selections.views import SelectionCard
from core.ui.cards import View
from core.ui.catalogue import Catalogue
from core.ui.intake import Intake
from core.ui.words import Dictionary
from core.votes import commands as vote_commands
from core.votes.desk.staffing import declare_following
from core.votes.electorate.reminding import Reminders
from core.votes.electorate.service import Electors
from core.votes.ending.closing import Closing as Polling
from core.votes.ending.deciding import Deciding
from core.votes.ending.exporting import Proofs
from core.votes.ending.following import Following
from core.votes.merging import BallotMerge
from core.votes.nominations import Shortlist
from core.votes.rounds.selecting import SelectedRead
from core.votes.rounds.service import Rounds
from core.votes.rounds.writing import WritingIn
from core.votes.service import Votes
from pictures.studio import Studio
from storage.open import Database, open_storage
from storage.ticker import Alarms

if TYPE_CHECKING:
    from cogs.client import DiscordAdapter
    from handlers.client import TelegramAdapter

log = logging.getLogger("agora")

MOST_DEBATES = 5
"""Books of a selection on which a debate is offered: a list of buttons is read to its end."""
LOCALES = Path(__file__).parent / "core" / "locales"
FRONT_SECONDS, BACK_SECONDS = 6.5, 2.0
"""How long all adapters, then all pumps, may take to finish what they hold before they are cut off: a stop takes less
than ten seconds, even while a platform does not answer."""


@dataclass(slots=True)
class House:
    """Everything that is open, wired once."""

    settings: Settings
    clock: Clock
    database: Database
    dictionary: Dictionary
    catalogue: Catalogue
    network: Network
    bookshelf: Bookshelf
    doorway: Doorway
    inspections: dict[Platform, Inspection] = field(default_factory=dict)
    clock_moved: Callable[[], None] = lambda: None
    """To be called when the clock was set: what waits for a moment reckons again."""

    @property
    def intake(self) -> Intake:
        return Intake(self.catalogue, self.clock)


def build_house(settings: Settings, clock: Clock, database: Database) -> House:
    """Declare every feature over one database."""
    catalogue = Catalogue()
    inspections: dict[Platform, Inspection] = {}
    votes, shortlist = Votes(database, clock), Shortlist(database, clock)
    closing = Polling(database, database, clock)
    network = Network(database, clock, inspections, Defaults(settings.locale, settings.zone))
    bookshelf = Bookshelf(database, clock)
    linking = Linking(database, clock, [BallotMerge(clock), SupporterMerge(clock)])
    member_commands.declare(catalogue, member_commands.MemberDesk(linking, catalogue))
    network_commands.declare(catalogue, network_commands.NetworkDesk(network))
    book_commands.declare(catalogue, bookshelf)
    proofs, rounds, deciding = Proofs(database, clock), Rounds(database, database, clock), Deciding(database, clock)
    electors, reminders = Electors(database, clock), Reminders(database, clock)
    desk = vote_commands.VoteDesk(
        votes, closing, shortlist, proofs, electors, reminders, rounds, WritingIn(database, clock), deciding
    )
    vote_commands.declare(catalogue, desk)
    debates = Debates(database, clock)
    debate_commands.declare(catalogue, debates)
    gate_commands.declare(catalogue, Gate(database, clock), debates)
    selections = Selections(database, clock, [SelectedRead()])
    selection_commands.declare(catalogue, selections, _debates_on)
    declare_following(catalogue, Following(database, clock, closing, _WinnersKept(selections)))
    catalogue.when_due(HOUSEKEEPING, Housekeeping(database, clock).run)
    dictionary = Dictionary(LOCALES)
    return House(settings, clock, database, dictionary, catalogue, network, bookshelf, Doorway(database), inspections)


@dataclass(frozen=True, slots=True)
class _WinnersKept:
    """Satisfies core.votes.ending.following.Selector: winners of votes are kept as selections."""

    selections: Selections

    async def select(self, caller: Caller, name: str, origin: str, works: Sequence[WorkId], /) -> View:
        made = await self.selections.make(caller, name, origin, works)
        return SelectionCard(made, is_made=True, is_staffs=True, offers=_debates_on(made))


def _debates_on(selection: Selection) -> tuple[Offer, ...]:
    """Return a debate to open on each of the best books of a selection."""
    books = selection.titles[:MOST_DEBATES]
    return tuple(Offer(DebateOn.label, DebateOn(selection.id, each.work), each.name) for each in books)


@dataclass(slots=True)
class Sides:
    """The platforms that are switched on."""

    discord: DiscordAdapter | None = None
    telegram: TelegramAdapter | None = None
    couriers: list[Courier] = field(default_factory=list)


def build_sides(house: House) -> Sides:
    """Make an adapter for each platform that has a token; say in one line which has none."""
    sides, studio = Sides(), Studio()
    discord, telegram = house.settings.discord, house.settings.telegram
    if discord.token.get_secret_value():
        from cogs.client import DiscordAdapter  # noqa: PLC0415 - a platform that is off is not loaded
        from cogs.courier import DiscordCourier  # noqa: PLC0415
        from cogs.house import House as DiscordHouse  # noqa: PLC0415

        given = DiscordHouse(
            house.catalogue,
            house.intake,
            house.dictionary,
            house.doorway.enter,
            house.network.leave,
            house.network.spaces,
            house.database,
            house.clock,
            studio.draw,
        )
        adapter = DiscordAdapter(discord.token.get_secret_value(), discord.api_root, given)
        courier = DiscordCourier(lambda: adapter.client)
        sides.discord = adapter
        sides.couriers.append(courier)
        house.inspections[courier.platform] = courier
    else:
        log.info("Discord is off: AGORA_DISCORD__TOKEN is empty")
    if telegram.token.get_secret_value():
        from handlers.client import TelegramAdapter  # noqa: PLC0415
        from handlers.house import TelegramHouse  # noqa: PLC0415
        from handlers.webhook import Webhook  # noqa: PLC0415

        room = TelegramHouse(
            house.catalogue,
            house.intake,
            house.dictionary,
            house.doorway.enter,
            house.network.move,
            house.network.leave,
            house.doorway.saw_join,
            house.database,
            house.clock,
            studio.draw,
        )
        webhook = None
        if telegram.webhook_url:
            webhook = Webhook(telegram.webhook_url, telegram.webhook_secret.get_secret_value(), telegram.webhook_listen)
        sides.telegram = TelegramAdapter(telegram.token.get_secret_value(), telegram.api_root, room, webhook)
        sides.couriers.append(sides.telegram.courier)
        house.inspections[sides.telegram.courier.platform] = sides.telegram.courier
    else:
        log.info("Telegram is off: AGORA_TELEGRAM__TOKEN is empty")
    return sides


@asynccontextmanager
async def running(settings: Settings, clock: Clock) -> AsyncIterator[tuple[House, Sides]]:
    """Open everything, run it, and close it in reverse: intake first, then pumps, then storage."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_storage(settings.database.url, clock, settings.database.keys))
        house = build_house(settings, clock, database)
        await Housekeeping(database, clock).plan()
        sides = build_sides(house)
        alarms = Alarms(clock)
        alarms.start()
        stack.callback(alarms.stop)
        post = Post(database, house.catalogue, house.dictionary, clock, house.network.move, is_alone=database.is_alone)
        pumps = [Pump(post, courier) for courier in sides.couriers]
        watch = Watch(database, house.catalogue, clock, is_alone=database.is_alone)
        database.on_commit(lambda topics: _ring(topics, pumps, watch))
        house.clock_moved = alarms.clock_moved
        back = [
            asyncio.create_task(supervise(Supervised(name, run)), name=name)
            for name, run in _background(pumps, watch, alarms)
        ]
        stack.push_async_callback(Closing(BACK_SECONDS).stop, back)
        adapters = {"Discord": sides.discord, "Telegram": sides.telegram}
        on = {name: adapter for name, adapter in adapters.items() if adapter is not None}
        words = house.dictionary.words(settings.locale)
        front = [
            asyncio.create_task(supervise(Supervised(name, each.run, words)), name=name) for name, each in on.items()
        ]
        closing = Closing(FRONT_SECONDS)
        stack.push_async_callback(closing.stop, front)
        stack.push_async_callback(closing.close, {name: each.close for name, each in on.items()})
        yield house, sides


def _ring(topics: frozenset[str], pumps: list[Pump], watch: Watch) -> None:
    if "outbox" in topics:
        for pump in pumps:
            pump.ring()
    if "due" in topics:
        watch.ring()


def _background(
    pumps: list[Pump], watch: Watch, alarms: Alarms
) -> list[tuple[str, Callable[[], Coroutine[Any, Any, None]]]]:
    def pumping(pump: Pump) -> Callable[[], Coroutine[Any, Any, None]]:
        alarm = alarms.alarm(f"pump {pump.courier.platform}", pump.ring)
        return lambda: pump.run(alarm)

    watching = alarms.alarm("watch", watch.ring)
    return [
        *((f"pump {pump.courier.platform}", pumping(pump)) for pump in pumps),
        ("watch", lambda: watch.run(watching)),
    ]
