"""What booksellers do with a result: a word under it, on the record; its winners as their selection, once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pytest
from syrupy.assertion import SnapshotAssertion

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing, WorkId
from core.kernel.tokens import to_short
from core.ui.cards import View, notice
from core.ui.words import LOCALES
from core.votes import rules
from core.votes.desk.staffing import ResultDesk
from core.votes.ending.closing import Counted
from core.votes.ending.following import Followed, Following
from core.votes.filling import Abstain, Whole
from core.votes.model import Poll, Reach
from core.votes.telling.results import PollResult
from core.votes.verdicts.ties import Breaking
from tests.core.outline import outline
from tests.core.votes.ending.test_deciding import level, opened, post
from tests.core.votes.tallies import tallied
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY
from tests.core.votes.town import ALPHA, Town
from tests.fakes import FakeRows

SAID = "Un choix serré.\nRendez-vous jeudi !"


@dataclass(slots=True)
class Shelf:
    """Keeps what it is asked to select."""

    kept: list[tuple[str, str, tuple[WorkId, ...]]] = field(default_factory=list)

    async def select(self, caller: Caller, name: str, origin: str, works: Sequence[WorkId], /) -> View:
        self.kept.append((name, origin, tuple(works)))
        return notice("selection-made")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def following(town: Town, shelf: Shelf) -> Following:
    return Following(town.storage, town.clock, town.closing, shelf)


async def closed(town: Town, *marks: tuple[int, ...], reach: Reach = Reach.SHOP) -> Poll:
    poll = await town.open(reach=reach)
    for number, each in enumerate(marks):
        await town.person(f"reader{number}")
        await town.votes.cast(await town.caller(f"reader{number}"), poll.id, Whole(each))
    await town.closing.close_due(poll.id)
    await town.storage.write(lambda rows: post(rows, town.clock.now()))
    return poll


async def bookseller(town: Town, name: str = "libraire", home: str = "") -> Caller:
    await town.person(name)
    return await town.caller(name, ALPHA, home, Standing.BOOKSELLER)


async def test_a_word_stands_under_the_result_is_changed_and_taken_back_each_on_the_record(
    town: Town, following: Following
) -> None:
    poll = await closed(town, (0,))
    for words in (SAID, "Autre chose.", ""):
        await following.state(await bookseller(town), poll.id, words)
        assert (await town.closing.counted(poll.id)).statement == words
    record = [json.loads(line) for line in await town.storage.read(lambda rows: rows.polls.record(poll.id))]
    told = [entry["facts"]["words"] for entry in record if entry["act"] == "stated"]
    assert told == [sha256(SAID.encode()).hexdigest(), sha256(b"Autre chose.").hexdigest(), ""]
    edits = [letter for letter in town.storage.letters() if letter.kind == rules.RESULT and letter.edits]
    assert {letter.to.space for letter in edits} == {"space-alpha", "space-beta"}


async def test_the_same_word_and_the_same_act_twice_change_nothing(town: Town, following: Following) -> None:
    poll = await closed(town, (0,))
    act = await bookseller(town)
    await following.state(act, poll.id, SAID)
    await following.state(await bookseller(town), poll.id, SAID)
    await following.state(await bookseller(town), poll.id, "Autre chose.")
    await following.state(act, poll.id, SAID)
    assert (await town.closing.counted(poll.id)).statement == "Autre chose."
    record = await town.storage.read(lambda rows: rows.polls.record(poll.id))
    assert rules.acts_in(record).count("stated") == 2


async def test_only_the_shops_booksellers_speak_and_only_once_the_count_stands(
    town: Town, following: Following
) -> None:
    poll = await town.open()
    with pytest.raises(Refusal, match="vote-not-counted"):
        await following.state(await bookseller(town), poll.id, SAID)
    await town.closing.close_due(poll.id)
    await town.person("alice")
    with pytest.raises(Refusal, match="refused-standing"):
        await following.state(await town.caller("alice"), poll.id, SAID)
    with pytest.raises(Refusal, match="vote-not-yours"):
        await following.state(await bookseller(town, "loin", "far"), poll.id, SAID)


async def test_the_winners_become_a_selection_of_the_pressers_shop(
    town: Town, following: Following, shelf: Shelf
) -> None:
    poll = await closed(town, (1,), (1, 2), reach=Reach.NETWORK)
    await following.select(await bookseller(town), poll.id)
    await following.select(await bookseller(town, "loin", "far"), poll.id)
    assert shelf.kept == [("Janvier ?", "vote-1", (town.works[1],))] * 2


async def test_nothing_is_selected_without_winners_or_before_a_tie_is_broken(
    town: Town, following: Following, shelf: Shelf
) -> None:
    empty = await closed(town)
    with pytest.raises(Refusal, match="select-nothing"):
        await following.select(await bookseller(town), empty.id)
    await town.person("alice")
    with pytest.raises(Refusal, match="refused-standing"):
        await following.select(await town.caller("alice"), empty.id)
    ours = await closed(town, (0,))
    with pytest.raises(Refusal, match="vote-not-yours"):
        await following.select(await bookseller(town, "loin", "far"), ours.id)
    tied = await opened(town, Breaking.RUNOFF)
    await level(town, tied)
    with pytest.raises(Refusal, match="select-undecided"):
        await following.select(await bookseller(town), tied.id)
    assert shelf.kept == []


async def test_a_vote_in_which_no_ballot_says_anything_is_no_selection_whatever_its_kept_count_says(
    town: Town, following: Following, shelf: Shelf
) -> None:
    poll = await town.open(reach=Reach.NETWORK)
    await town.person("alice")
    await town.votes.cast(await town.caller("alice"), poll.id, Abstain())
    await town.closing.close_due(poll.id)

    def by_an_earlier_version(rows: FakeRows) -> None:
        written = json.loads(rows.polls.outcome(poll.id))
        group = to_short(town.shop)
        shops = [{"group": group, "ballots": 9, "winners": [0], "order": [[0], [1], [2]]}]
        rows.polls.keep_outcome(poll.id, json.dumps(written | {"winners": [0], "shops": shops}))

    await town.storage.write(by_an_earlier_version)
    with pytest.raises(Refusal, match="select-void"):
        await following.select(await bookseller(town), poll.id)
    with pytest.raises(Refusal, match="select-void"):
        await following.select_own(await bookseller(town), poll.id)
    assert not (await following.look(await bookseller(town), poll.id)).is_decided
    assert shelf.kept == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_booksellers_desk_and_their_word_read_well(locale: str, snapshot: SnapshotAssertion) -> None:
    words = DICTIONARY.words(locale)
    views = (
        ResultDesk(Followed(CLOSED, "", is_decided=True)),
        ResultDesk(Followed(CLOSED, SAID, is_decided=False)),
        PollResult(replace(Counted(CLOSED, tallied(3, 1, 0), 3), statement=SAID)),
    )
    assert "\n\n".join(outline(view.as_card(words)) for view in views) == snapshot
