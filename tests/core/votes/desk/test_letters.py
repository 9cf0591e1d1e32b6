"""What a vote says unasked: papers, their edits and results, drawn as they leave, and what it does at its time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import OutboxId, PollId, RequestKey, Standing
from core.kernel.outbox import Claimed, Doubt
from core.kernel.tokens import to_short
from core.ui.cards import View
from core.ui.catalogue import Catalogue
from core.votes import rules
from core.votes.commands import declare
from core.votes.filling import Whole
from core.votes.model import PollState, Reach
from core.votes.service import PRINTED_POLLS
from core.votes.telling.papers import BallotPaper
from core.votes.telling.results import PollResult
from tests.core.votes.town import Town


@dataclass(slots=True)
class Letters:
    """The town's letters as a pump takes and draws them."""

    town: Town
    catalogue: Catalogue

    async def compose(self, number: int, *, is_edit: bool = False) -> View | None:
        """Draw a letter by its place in the outbox, as if it left now."""
        letter = self.town.storage.letters()[number]
        letter = replace(letter, edits=OutboxId(1)) if is_edit else letter
        return await self.catalogue.composers[letter.kind](Claimed(OutboxId(number + 1), letter, 0, ""))

    def kinds(self) -> list[str]:
        return [letter.kind for letter in self.town.storage.letters()]


@pytest.fixture
async def letters(town: Town) -> Letters:
    catalogue = Catalogue()
    declare(catalogue, town.desk)
    return Letters(town, catalogue)


async def vote(town: Town, poll: PollId, name: str = "alice", place: int = 1) -> None:
    await town.person(name)
    await town.votes.cast(await town.caller(name), poll, Whole((place,)))


async def test_a_paper_that_leaves_late_shows_the_voters_of_that_moment(town: Town, letters: Letters) -> None:
    poll = await town.open()
    await vote(town, poll.id)
    paper = await letters.compose(0)
    assert isinstance(paper, BallotPaper)
    assert (paper.poll.voters, paper.ballot, paper.is_own_copy) == (1, None, False)


@pytest.mark.parametrize("state", [PollState.CLOSED, PollState.CANCELLED])
async def test_a_paper_is_not_posted_for_a_poll_that_ended_but_a_posted_one_is_edited(
    town: Town, letters: Letters, state: PollState
) -> None:
    poll = await town.open()
    await town.closing.end(await town.caller("libraire", standing=Standing.BOOKSELLER), poll.id, state)
    assert await letters.compose(0) is None
    edit = await letters.compose(0, is_edit=True)
    assert isinstance(edit, BallotPaper)
    assert edit.poll.state is state


async def test_the_result_leaves_after_the_close_with_the_count(town: Town, letters: Letters) -> None:
    poll = await town.open()
    await vote(town, poll.id)
    await letters.catalogue.due_handlers[rules.CLOSE](Due(rules.CLOSE, to_short(poll.id), poll.closes_at))
    assert letters.kinds() == [rules.PAPER] * 2 + [rules.RESULT] * 2
    result = await letters.compose(2)
    assert isinstance(result, PollResult)
    assert result.counted.verdict.outcome.stages[0].tallies == {0: 0, 1: 1, 2: 0}


async def test_a_close_that_comes_due_twice_says_it_once(town: Town, letters: Letters) -> None:
    poll = await town.open()
    for _ in range(3):
        await letters.catalogue.due_handlers[rules.CLOSE](Due(rules.CLOSE, to_short(poll.id), poll.closes_at))
    assert letters.kinds().count(rules.RESULT) == 2


async def test_a_result_asked_for_too_early_is_refused_rather_than_sent(town: Town, letters: Letters) -> None:
    await town.open()
    letter = replace(town.storage.letters()[0], kind=rules.RESULT)
    with pytest.raises(Refusal, match="vote-not-counted"):
        await letters.catalogue.composers[rules.RESULT](Claimed(OutboxId(9), letter, 0, ""))


async def test_results_are_worth_saying_twice_and_papers_too(town: Town, letters: Letters) -> None:
    poll = await town.open()
    await town.closing.close_due(poll.id)
    assert {letter.doubt for letter in town.storage.letters()} == {Doubt.RESEND}


async def test_each_room_is_written_to_in_its_own_language_and_zone(town: Town, letters: Letters) -> None:
    far = await town.storage.read(lambda rows: rows.communities.get(town.homes["far"]))
    assert far is not None
    await town.open(reach=Reach.NETWORK)
    to_far = next(each for each in town.storage.letters() if each.to == far.address)
    assert (to_far.locale, to_far.zone) == (far.locale, far.zone)


async def test_a_room_tied_after_the_opening_gets_no_result_of_it(town: Town, letters: Letters) -> None:
    poll = await town.open(reach=Reach.HERE)
    await town.closing.close_due(poll.id)
    assert [each.to.space for each in town.storage.letters() if each.kind == rules.RESULT] == ["space-alpha"]


async def test_a_close_by_hand_that_arrives_twice_is_answered_twice(town: Town) -> None:
    poll = await town.open()
    act = await town.caller("libraire", standing=Standing.BOOKSELLER)
    first = await town.closing.end(act, poll.id, PollState.CLOSED)
    assert await town.closing.end(act, poll.id, PollState.CLOSED) == first
    with pytest.raises(Refusal, match="vote-closed"):
        await town.closing.end(replace(act, request=RequestKey("another")), poll.id, PollState.CLOSED)


async def test_the_networks_owner_ends_any_shops_poll_and_a_manager_only_theirs(town: Town) -> None:
    for standing, is_refused in ((Standing.SHOP_MANAGER, True), (Standing.NETWORK_OWNER, False)):
        poll = await town.open()
        await town.person(standing.name)
        visitor = await town.caller(standing.name, home="far", standing=standing)
        if is_refused:
            with pytest.raises(Refusal, match="vote-not-yours"):
                await town.closing.end(visitor, poll.id, PollState.CANCELLED)
        else:
            assert (await town.closing.end(visitor, poll.id, PollState.CANCELLED)).state is PollState.CANCELLED


async def test_a_visitor_without_a_home_neither_opens_nor_nominates(town: Town) -> None:
    await town.person("alice")
    lost = replace(await town.caller("alice", standing=Standing.NETWORK_OWNER), home=None)
    with pytest.raises(Refusal, match="refused-no-home"):
        await town.shortlist.nominate(lost, town.works[0], "")
    with pytest.raises(Refusal, match="refused-no-home"):
        await town.shortlist.of_shop(lost)


async def test_a_printed_poll_is_remembered_as_printed_and_the_oldest_forgotten(town: Town) -> None:
    poll = await town.open()
    printed = await town.votes.printed(poll.id)
    await vote(town, poll.id)
    assert (await town.votes.printed(poll.id)).voters == printed.voters == 0
    for _ in range(PRINTED_POLLS):
        await town.votes.printed((await town.open(titles=2)).id)
    assert (await town.votes.printed(poll.id)).voters == 1
