"""Letters that cannot leave: which are given up, and which wait because the trouble is not theirs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from discord.http import Route

from cogs.courier import Pacer
from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import TryLater, Undeliverable
from core.ui.cards import Button, Buttons, Card, Paragraph, Picture, View, notice
from core.ui.spans import Plain
from core.ui.words import Dictionary
from tests.cogs.probe import LOCALES, Guild, Tap, guild
from tests.handlers.leaping import leap
from tests.pictures.samples import ranks

WORDS = Dictionary(LOCALES).words("fr")
LETTER = notice("nominated", title="Emma")


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    async with guild() as opened:
        yield opened


async def post(town: Guild, view: View) -> str:
    to = Address(town.courier.platform, "1", str(town.room.id))
    return (await town.courier.post(OutboxId(1), to, view, WORDS)).message


async def test_a_refused_token_is_not_the_letters_fault(town: Guild) -> None:
    town.sandbox.faults.fail_next(r"POST /channels/\d+/messages", 401)
    with pytest.raises(TryLater):
        await post(town, LETTER)
    assert await post(town, LETTER)
    town.sandbox.record.clear()


async def test_a_letter_that_never_left_the_machine_is_no_doubt(town: Guild) -> None:
    Route.BASE = "http://127.0.0.1:1"
    try:
        with pytest.raises(TryLater):
            await post(town, LETTER)
    finally:
        Route.BASE = town.sandbox.api_root
    assert await post(town, LETTER)


async def test_a_letter_that_can_never_be_drawn_is_given_up_before_anything_is_sent(town: Guild) -> None:
    rows = tuple(Buttons(tuple(Button(str(n), Tap(n)) for n in range(25))) for _ in range(2))
    town.sandbox.record.clear()
    with pytest.raises(Undeliverable, match="too-many-controls"):
        await post(town, Card(blocks=rows))
    assert town.sandbox.requests == []


def test_letters_leave_evenly_and_a_rest_is_not_saved_up() -> None:
    async def turns() -> list[float]:
        pacer, loop = Pacer(10), asyncio.get_running_loop()
        started = loop.time()
        await asyncio.gather(*(pacer.turn() for _ in range(11)))
        burst = loop.time() - started
        await asyncio.sleep(5)
        started = loop.time()
        await asyncio.gather(*(pacer.turn() for _ in range(3)))
        return [burst, loop.time() - started]

    assert leap(turns()) == pytest.approx([1.0, 0.2])


async def test_a_digest_is_the_same_only_for_messages_that_look_the_same(town: Guild) -> None:
    def card(text: str = "Emma", label: str = "Oui", press: int = 1, alt: str = "fr") -> Card:
        return Card(blocks=(Paragraph((Plain(text),)), Picture(ranks(alt)), Buttons((Button(label, Tap(press)),))))

    to = Address(town.courier.platform, "1", str(town.room.id))
    same = town.courier.digest(to, card(), WORDS)
    others = [card(text="Nana"), card(label="Non"), card(press=2), card(alt="en"), Card(card().title)]
    assert town.courier.digest(to, card(), WORDS) == same
    assert len({town.courier.digest(to, each, WORDS) for each in (card(), *others)}) == 1 + len(others)
    rows = tuple(Buttons(tuple(Button(str(n), Tap(n)) for n in range(25))) for _ in range(2))
    with pytest.raises(Undeliverable, match="too-many-controls"):
        town.courier.digest(to, Card(blocks=rows), WORDS)
