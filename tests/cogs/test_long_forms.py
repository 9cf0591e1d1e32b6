"""Commands that ask more than a modal can: what the line gave comes back with the form, or is said to be gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.carried import CARRIED_LIFE, Carried
from cogs.forms import draw_form, on_line, read_form, split_fields
from cogs.house import DISCORD, House
from cogs.limits import CUSTOM_ID
from core.kernel.errors import Refusal
from core.kernel.identity import Account
from core.ui.intake import Intake
from core.ui.words import Dictionary
from tests.cogs.probe import LOCALES, NOW, FillMore, Guild, Probe, build, enter, guild
from tests.core.votes.town import HandClock
from tests.fakes import FakeStorage

DICTIONARY = Dictionary(LOCALES)
CATALOGUE = build(Probe())
COMMAND = CATALOGUE.commands["vote", "check"]
ALICE, BOB = Account(DISCORD, "1"), Account(DISCORD, "2")
PITCH, SHOP = "p" * 400, "L’Agora 🎭 & ?=" * 25
LINE = {"pitch": PITCH, "shop": SHOP}
FORM = {"question": "Janvier ?", "books": "Livre 1\nLivre 2", "closes": "demain 18h"}


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    async with guild() as opened:
        yield opened


def carried(storage: FakeStorage, clock: HandClock) -> Carried:
    """Return what a process that has just started finds."""

    async def never(*_: object) -> Any:
        raise AssertionError("nobody leaves here")

    return Carried(House(CATALOGUE, Intake(CATALOGUE, clock), DICTIONARY, enter, never, never, storage, clock))


@settings(max_examples=60, deadline=None)
@given(
    answers=st.fixed_dictionaries(
        {"question": st.text(min_size=1, max_size=40)},
        optional={each.name: st.text(max_size=6000) for each in COMMAND.fields[1:]},
    )
)
async def test_no_combination_of_answers_is_lost_or_too_long_for_the_form(answers: dict[str, str]) -> None:
    storage, clock = FakeStorage(), HandClock(NOW)
    key = await carried(storage, clock).keep(ALICE, COMMAND.path, on_line(COMMAND, answers))
    form = draw_form(COMMAND, DICTIONARY.words("fr"), answers, key)
    assert len(form["custom_id"]) <= CUSTOM_ID
    path, _, sent = read_form(form)
    found = await carried(storage, clock).find(ALICE, path, sent)
    asked = {each.name for each in split_fields(COMMAND)[0]}
    assert found == {name: typed for name, typed in answers.items() if typed and name not in asked}


@pytest.mark.parametrize(
    ("account", "path", "key", "waited"),
    [
        (BOB, COMMAND.path, None, timedelta()),
        (ALICE, ("vote", "nominate"), None, timedelta()),
        (ALICE, COMMAND.path, "f" * 16, timedelta()),
        (ALICE, COMMAND.path, "?", timedelta()),
        (ALICE, COMMAND.path, None, CARRIED_LIFE),
    ],
)
async def test_what_is_another_s_forged_or_too_old_is_gone(
    account: Account, path: tuple[str, ...], key: str | None, waited: timedelta
) -> None:
    storage, clock = FakeStorage(), HandClock(NOW)
    kept = await carried(storage, clock).keep(ALICE, COMMAND.path, LINE)
    clock.at += waited
    with pytest.raises(Refusal, match="form-line-gone"):
        await carried(storage, clock).find(account, path, kept if key is None else key)


async def test_a_form_that_ends_late_takes_nothing_from_the_next() -> None:
    storage, clock = FakeStorage(), HandClock(NOW)
    first = await carried(storage, clock).keep(ALICE, COMMAND.path, {"pitch": "one"})
    second = await carried(storage, clock).keep(ALICE, COMMAND.path, {"pitch": "two"})
    await carried(storage, clock).drop(ALICE, first)
    assert await carried(storage, clock).find(ALICE, COMMAND.path, second) == {"pitch": "two"}
    await carried(storage, clock).drop(ALICE, second)
    with pytest.raises(Refusal, match="form-line-gone"):
        await carried(storage, clock).find(ALICE, COMMAND.path, second)


async def test_line_and_form_come_together_and_a_correction_keeps_both(town: Guild) -> None:
    people = town.sandbox.people
    form = await people.types(town.alice, town.room, "/vote check", LINE)
    answer = await people.submits(form, FORM | {"books": "Livre 1\nNon"})
    await answer.shown()
    assert answer.message is not None
    again = await people.presses(town.alice, answer.message, "Corriger")
    done = await people.submits(again, {"books": "Livre 1\nLivre 2"})
    await done.says("Janvier")
    [request] = town.probe.ran
    assert isinstance(request, FillMore)
    assert (request.pitch, request.shop, request.books) == (PITCH, SHOP, ("#1", "#2"))


async def test_a_line_that_is_gone_is_said_so_and_what_was_typed_is_there_again(town: Guild) -> None:
    people = town.sandbox.people
    form = await people.types(town.alice, town.room, "/vote check", LINE)
    town.clock.at += CARRIED_LIFE
    lost = await people.submits(form, FORM)
    await lost.says("ne sont plus là")
    assert town.probe.ran == []
    again = await people.types(town.alice, town.room, "/vote check", LINE)
    town.clock.at -= CARRIED_LIFE - timedelta(hours=1)
    await (await people.submits(again)).says("Janvier")
    [request] = town.probe.ran
    assert isinstance(request, FillMore)
    assert (request.question, request.pitch) == ("Janvier ?", PITCH)
    fresh = await people.types(town.alice, town.room, "/vote check")
    assert fresh.modal is not None
    assert "value" not in fresh.modal["components"][0]["component"]
