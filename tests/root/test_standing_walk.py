"""Every command and button, walked by somebody of every standing: who is too low is told so, and nothing happens."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

import pytest

from core.debates.presses import AcceptDebate, CloseDebate, DebateOn, SlowDebate
from core.kernel.errors import Refusal, Say
from core.kernel.identity import Caller, Standing
from core.ui.cards import Reply
from core.ui.catalogue import Audience, Catalogue, Command, standing_message
from core.ui.presses import Press
from core.ui.words import LOCALES
from core.votes.electorate.presses import AcceptBallot, RefuseBallot
from core.votes.rounds.views import LeaveOutEdition, StopSeason, UrgeSeason
from tests.core.ui.test_catalogue import TakeSeat, caller
from tests.law.test_catalogue import CATALOGUE, DICTIONARY
from tests.root.house import Furnished

GUARDED = [pytest.param(each, id=" ".join(path)) for path, each in CATALOGUE.commands.items() if each.needs]
EVERY = [pytest.param(each, id=" ".join(path)) for path, each in CATALOGUE.commands.items()]
TABLE = {
    "reader": {
        *("start", "help", "link", "unlink", "me", "language", "privacy", "setup", "shop list", "book search"),
        *("season show", "vote add", "vote check", "vote export", "vote list", "vote nominate", "vote nominations"),
        *("vote remind", "vote retract", "vote word", "vote unname", "selection list", "selection show"),
        *("debate list", "debate propose", "debate say"),
    },
    "bookseller": {
        *("vote open", "vote close", "vote cancel", "vote admit", "vote pending", "vote strike", "staff list"),
        *("book rejects", "voters make", "voters add", "voters remove", "voters show", "voters lists"),
        *("season open", "vote read", "vote comment", "selection announce"),
        *("debate open", "debate slow", "debate close", "debate outcome", "debate milestones"),
    },
    "shop-manager": {"staff grant", "staff revoke", "announce here", "debate customs"},
    "network-owner": {"shop invite"},
}
"""Who each command is for, written down once more by hand: a right given by mistake changes two files or none."""


class Ran(Exception):  # noqa: N818 - no error: what half of the tests hope for
    """The command or press was let through."""


async def let_through(*_: object) -> Reply:
    raise Ran


async def outcome(act: Awaitable[object]) -> Refusal | None:
    """Return how it was refused, or None when it was let through."""
    try:
        await act
    except Ran:
        return None
    except Refusal as refusal:
        return refusal
    raise AssertionError


def test_each_command_is_for_whom_the_table_says() -> None:
    declared: dict[str, set[str]] = {}
    for path, command in CATALOGUE.commands.items():
        declared.setdefault(standing_message(command.needs).removeprefix("standing-"), set()).add(" ".join(path))
    assert declared == TABLE


@pytest.mark.parametrize("command", GUARDED)
async def test_just_those_below_are_refused_and_are_told_whom_it_is_for(command: Command[object]) -> None:
    guarded = replace(command, run=let_through)
    for standing in Standing:
        refusal = await outcome(guarded(caller(standing), object()))
        assert (refusal is not None) == (standing < command.needs)
        if refusal is not None:
            assert refusal.arguments == {"needs": Say(standing_message(command.needs))}
            for locale in LOCALES:
                words = DICTIONARY.words(locale)
                assert words(standing_message(command.needs)) in words(refusal.message, **refusal.arguments)


@pytest.mark.parametrize("command", EVERY)
async def test_who_has_no_home_is_sent_to_one_just_where_one_is_needed(command: Command[object]) -> None:
    open_to_all = replace(command, run=let_through)
    homeless = caller(Standing.NETWORK_OWNER, at_home=False)
    refusal = await outcome(open_to_all(homeless, object()))
    assert (refusal.message if refusal else "") == ("refused-no-home" if command.needs_home else "")


def test_no_answer_to_a_command_is_for_everybodys_eyes() -> None:
    assert {command.audience for command in CATALOGUE.commands.values()} == {Audience.PRIVATE}


@pytest.mark.parametrize("needs", list(Standing))
async def test_a_press_is_checked_again_each_time_and_needs_no_home(needs: Standing) -> None:
    catalogue = Catalogue()
    catalogue.on_press(TakeSeat, let_through, needs)
    for standing in Standing:
        for at_home in (True, False):
            presser = caller(standing, at_home=at_home)
            refusal = await outcome(catalogue.press(presser, TakeSeat(1).pack()))
            assert (refusal.message if refusal else "") == ("refused-standing" if standing < needs else "")


def test_every_button_is_for_readers_who_prove_in_the_press_whose_it_is_but_those_of_booksellers() -> None:
    above = {rule.press for rule in CATALOGUE.presses.values() if rule.needs is not Standing.READER}
    of_votes = {AcceptBallot, RefuseBallot, UrgeSeason, LeaveOutEdition, StopSeason}
    assert above == of_votes | {AcceptDebate, DebateOn, SlowDebate, CloseDebate}
    assert {CATALOGUE.presses[press.prefix].needs for press in above} == {Standing.BOOKSELLER}
    assert all(issubclass(rule.press, Press) for rule in CATALOGUE.presses.values())


async def test_help_shows_everybody_what_they_may_do_and_no_more(inside: Furnished) -> None:
    owner = await inside.owner()
    words = inside.house.dictionary.words("en")
    for standing in Standing:
        for somebody in (replace(owner, standing=standing), replace(owner, standing=standing, home=None)):
            shown = await listed(inside, somebody)
            for path, command in inside.house.catalogue.commands.items():
                may = standing >= command.needs and (somebody.home is not None or not command.needs_home)
                assert (f"/{words(f'{command.message}.name')}" in shown) == may, path


async def listed(inside: Furnished, somebody: Caller) -> set[str]:
    """Return the commands as help writes them."""
    reply = await inside.type(somebody, ("help",), {})
    assert reply.view is not None
    card = reply.view.as_card(inside.house.dictionary.words("en"))
    lines = [line for block in card.blocks for line in getattr(block, "items", ())]
    return {line[0].text for line in lines}


async def test_a_standing_taken_away_is_gone_at_the_next_act(inside: Furnished) -> None:
    owner = await inside.owner()
    await inside.enter("bea")
    await inside.type(owner, ("staff", "grant"), {"person": "@bea", "standing": "bookseller"})
    assert (await inside.type(await inside.enter("bea"), ("staff", "list"), {})).view is not None
    await inside.type(owner, ("staff", "revoke"), {"person": "@bea"})
    with pytest.raises(Refusal, match="refused-standing"):
        await inside.type(await inside.enter("bea"), ("staff", "list"), {})
