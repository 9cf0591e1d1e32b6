"""A word of the voter's own in their receipt: given to a ballot that stands, understood by the check."""

from __future__ import annotations

import pytest

from core.kernel.errors import Refusal
from core.votes.charter.secrecy import Openness
from core.votes.filling import Whole
from core.votes.telling.papers import BallotReceipt, ProvenBallot
from tests.core.outline import outline
from tests.core.votes.charter.test_secrecy import opened
from tests.core.votes.desk.test_desk import Desk
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import Town


@pytest.fixture
async def desk(town: Town) -> Desk:
    return Desk(town)


async def given(desk: Desk, word: str, question: str = "Janvier ?") -> str:
    """Alice types her word; return her receipt."""
    reply = await desk.type(await desk.reader(), "vote", "word", poll=question, word=word)
    assert isinstance(reply.view, BallotReceipt)
    return reply.view.receipt


async def checked(desk: Desk, receipt: str) -> str:
    reply = await desk.type(await desk.reader(), "vote", "check", receipt=receipt)
    assert isinstance(reply.view, ProvenBallot)
    return outline(reply.view.as_card(DICTIONARY.words("fr")))


async def test_a_word_makes_a_new_receipt_that_the_check_understands_however_it_is_typed(desk: Desk) -> None:
    poll = await opened(desk.town, Openness.ADVISED)
    first = (await desk.town.votes.cast(await desk.reader(), poll.id, Whole((0, 2)))).receipt
    receipt = await given(desk, "  Pleine Lune ! ")
    code, _, word = receipt.partition(" ")
    assert word == "pleinelune"
    assert code != first
    for typed in (receipt, f"{code.lower()} PLEINE lune", f"{code.replace('-', '')}-pleine-lune"):
        assert "Emma et Babel" in await checked(desk, typed)
    for wrong in (first, code, f"{code} demilune"):
        with pytest.raises(Refusal, match="receipt-unknown"):
            await checked(desk, wrong)


async def test_a_changed_ballot_keeps_the_word_and_counts_once(desk: Desk) -> None:
    town, poll = desk.town, await opened(desk.town, Openness.ADVISED)
    await town.votes.cast(await desk.reader(), poll.id, Whole((0,)))
    await given(desk, "lune")
    changed = (await town.votes.cast(await desk.reader(), poll.id, Whole((1,)))).receipt
    assert changed.endswith(" lune")
    assert (await town.votes.paper(poll.id)).poll.voters == 1
    await town.closing.close_due(poll.id)
    assert "Nana" in await checked(desk, changed)
    assert b"lune" not in await town.proofs.export(poll.id)


async def test_the_same_request_twice_gives_the_same_receipt(desk: Desk) -> None:
    town, poll = desk.town, await opened(desk.town, Openness.ADVISED)
    await town.votes.cast(await desk.reader(), poll.id, Whole((0,)))
    caller = await desk.reader()
    _, first = await town.proofs.wording.give(caller, poll.id, "lune")
    _, again = await town.proofs.wording.give(caller, poll.id, "lune")
    assert again.receipt == first.receipt


@pytest.mark.parametrize("word", ["!?", "x" * 25, " . "])
async def test_a_word_without_letters_or_too_long_is_explained(desk: Desk, word: str) -> None:
    poll = await opened(desk.town, Openness.ADVISED)
    await desk.town.votes.cast(await desk.reader(), poll.id, Whole((0,)))
    with pytest.raises(Refusal) as refused:
        await given(desk, word)
    assert refused.value.message in {"word-unread", "field-text", "field-missing"}


async def test_without_a_ballot_or_after_the_close_there_is_no_word_to_give(desk: Desk) -> None:
    town, poll = desk.town, await opened(desk.town, Openness.ADVISED)
    with pytest.raises(Refusal, match="word-no-ballot"):
        await given(desk, "lune")
    await town.votes.cast(await desk.reader(), poll.id, Whole((0,)))
    town.clock.at = poll.closes_at
    with pytest.raises(Refusal, match="vote-closed"):
        await given(desk, "lune")
