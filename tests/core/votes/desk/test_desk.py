"""Votes as they are typed and pressed, through the catalogue, and as their letters leave."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from core.books.commands import declare as declare_books
from core.books.service import Bookshelf
from core.kernel.errors import Refusal
from core.kernel.identity import Account, Caller, Standing
from core.kernel.tokens import to_short
from core.ui.cards import Notice, Reply, View
from core.ui.catalogue import Catalogue, Command
from core.ui.intake import FieldRefusal, Intake
from core.ui.presses import Press
from core.votes.charter.terms import BEST_SCORE, Method
from core.votes.commands import OpenVote, declare
from core.votes.filling import Marks
from core.votes.model import PollState
from core.votes.presses import (
    FillBallot,
    FillMine,
    MarkMine,
    MarkTitle,
    ScoreMine,
    ShowBallot,
    ShowPaper,
    ShowResult,
    TurnMine,
    WithdrawBallot,
)
from core.votes.rounds.listing import NominationList
from core.votes.rounds.nominating import work_id
from core.votes.telling.papers import BallotPaper, BallotReceipt
from core.votes.telling.results import PollResult
from core.votes.views import OpenedNote, PollList
from tests.core.votes.town import ALPHA, Town


@dataclass(slots=True)
class Desk:
    """The commands and presses of votes over a town, used as a platform uses them."""

    town: Town
    catalogue: Catalogue = field(default_factory=Catalogue)

    def __post_init__(self) -> None:
        declare(self.catalogue, self.town.desk)
        declare_books(self.catalogue, Bookshelf(self.town.storage, self.town.clock))

    async def type(self, caller: Caller, *path: str, **raw: str) -> Reply:
        command: Command[object] = self.catalogue.commands[path]
        return await command(caller, await Intake(self.catalogue, self.town.clock).read(command, caller, raw))

    async def reader(self, name: str = "alice") -> Caller:
        if await self.town.storage.read(lambda rows: rows.members.account(Account(ALPHA, name))) is None:
            await self.town.person(name)
        return await self.town.caller(name)

    async def seller(self) -> Caller:
        return replace(await self.reader("libraire"), standing=Standing.BOOKSELLER)

    async def press(self, packed: str, *values: str, name: str = "alice") -> Reply:
        return await self.catalogue.press(await self.reader(name), packed, values)


@pytest.fixture
async def desk(town: Town) -> Desk:
    return Desk(town)


def receipt(view: View | None) -> tuple[Marks, bool]:
    assert isinstance(view, BallotReceipt)
    return view.marks, view.is_changed


async def test_a_vote_opens_on_the_titles_as_they_were_written(desk: Desk) -> None:
    reply = await desk.type(
        await desk.seller(), "vote", "open", question="Janvier ?", books="nana\nEMMA; dune", closes="demain 18h"
    )
    assert isinstance(reply.view, OpenedNote)
    poll = reply.view.opened.poll
    assert [title.name for title in poll.titles] == ["Nana", "Emma", "Dune"]
    assert (poll.terms.method, poll.state, poll.voters) == (Method.APPROVAL, PollState.OPEN, 0)
    assert len(reply.view.opened.rooms) == 2


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"books": ""}, "field-missing"),
        ({"books": "Emma"}, "field-lines"),
        ({"books": "Emma\nemma\nEMMA"}, "field-lines"),
        ({"books": "Emma\nXyzzy"}, "works-none"),
        ({"question": ""}, "field-missing"),
        ({"question": "?" * 81}, "field-text"),
        ({"closes": "hier 18h"}, "field-moment-past"),
        ({"closes": "bientôt"}, "field-moment"),
        ({"method": "lottery"}, "field-choice"),
        ({"reach": "world"}, "field-choice"),
    ],
)
async def test_a_vote_that_cannot_be_opened_says_which_answer_is_wrong(
    desk: Desk, wrong: dict[str, str], message: str
) -> None:
    good = {"question": "Janvier ?", "books": "Emma\nNana", "closes": "demain 18h"}
    with pytest.raises(FieldRefusal) as refusal:
        await desk.type(await desk.seller(), "vote", "open", **{**good, **wrong})
    assert refusal.value.message == message
    assert refusal.value.asked.name == next(iter(wrong))
    assert desk.town.storage.letters() == []


async def test_nominated_books_are_proposed_for_the_paper_and_understood_as_they_are_proposed(desk: Desk) -> None:
    for title in ("Emma", "Babel"):
        await desk.type(await desk.reader(), "vote", "nominate", book=title, pitch="drôle")
    command: Command[OpenVote] = desk.catalogue.commands["vote", "open"]
    assert command.prefill is not None
    proposed = await command.prefill(await desk.seller())
    assert proposed["books"].splitlines() == ["Emma — Une Autrice", "Babel — Une Autrice"]
    reply = await desk.type(await desk.seller(), "vote", "open", question="?", closes="demain 18h", **proposed)
    assert isinstance(reply.view, OpenedNote)
    assert [title.pitch for title in reply.view.opened.poll.titles] == ["drôle", "drôle"]


async def test_a_nomination_is_made_listed_and_taken_back(desk: Desk) -> None:
    made = await desk.type(await desk.reader(), "vote", "nominate", book="emma")
    assert made.view == Notice("nominated", (("title", "Emma"),))
    listed = await desk.type(await desk.reader("bob"), "vote", "nominations")
    assert isinstance(listed.view, NominationList)
    assert [(each.title, each.nominator_name) for each in listed.view.nominations] == [("Emma", "alice")]
    taken = await desk.type(await desk.reader(), "vote", "retract", book="Emma")
    assert taken.view == Notice("retracted", (("title", "Emma"),))
    assert (await desk.type(await desk.reader("bob"), "vote", "nominations")).view == NominationList(())


async def test_one_title_pressed_and_a_whole_menu_leave_the_same_ballot(desk: Desk) -> None:
    poll = await desk.town.open()
    await desk.press(MarkTitle(poll.id, 0).pack())
    pressed = await desk.press(MarkTitle(poll.id, 2).pack())
    chosen = await desk.press(FillBallot(poll.id).pack(), "2", "0", name="bob")
    assert receipt(pressed.note)[0] == receipt(chosen.note)[0] == (0, 2)
    assert pressed.view is None
    assert not pressed.replaces


async def test_the_receipt_stays_on_ones_own_copy_until_the_ballot_changes(desk: Desk) -> None:
    poll = await desk.town.open(Method.STAR)

    async def shown(press: Press) -> str:
        reply = await desk.press(press.pack())
        view = reply.view or reply.note
        assert isinstance(view, BallotPaper | BallotReceipt)
        return view.receipt

    assert await shown(ShowPaper(poll.id)) == await shown(ShowBallot(poll.id)) == ""
    first = await shown(ScoreMine(poll.id, 0, 5))
    assert first
    unread = ScoreMine(poll.id, 1, BEST_SCORE + 1)
    for same in (TurnMine(poll.id, 2), unread, ShowPaper(poll.id), ShowBallot(poll.id), ScoreMine(poll.id, 0, 5)):
        assert await shown(same) == first
    second = await shown(ScoreMine(poll.id, 1, 3))
    assert second not in {"", first}
    assert await shown(ShowPaper(poll.id)) == second
    await desk.press(WithdrawBallot(poll.id).pack())
    assert await shown(ShowPaper(poll.id)) == ""


async def test_ones_own_copy_is_redrawn_with_its_marks(desk: Desk) -> None:
    poll = await desk.town.open()
    shown = await desk.press(ShowPaper(poll.id).pack())
    assert isinstance(shown.note, BallotPaper)
    assert (shown.note.is_own_copy, shown.note.ballot) == (True, None)
    for packed, values, marks in (
        (MarkMine(poll.id, 1).pack(), (), (1,)),
        (FillMine(poll.id).pack(), ("0", "2"), (0, 2)),
        (MarkMine(poll.id, 0).pack(), (), (2,)),
    ):
        reply = await desk.press(packed, *values)
        assert reply.replaces
        assert isinstance(reply.view, BallotPaper)
        assert reply.view.ballot is not None
        assert reply.view.ballot.marks == marks
        assert (receipt(reply.echo), reply.note) == ((marks, True), None)


async def test_a_ballot_is_shown_to_its_voter_alone_and_can_be_taken_back(desk: Desk) -> None:
    poll = await desk.town.open()
    await desk.press(MarkTitle(poll.id, 1).pack())
    assert receipt((await desk.press(ShowBallot(poll.id).pack())).note) == ((1,), False)
    assert receipt((await desk.press(ShowBallot(poll.id).pack(), name="bob")).note) == ((), False)
    assert receipt((await desk.press(WithdrawBallot(poll.id).pack())).note) == ((), True)
    assert receipt((await desk.press(WithdrawBallot(poll.id).pack())).note) == ((), False)


@pytest.mark.parametrize("values", [(), ("x",), ("0", "x"), ("-1",), ("3",), ("99",), ("100",), ("٠", "b"), ("0\n",)])
async def test_values_that_no_menu_sent_are_refused_and_nothing_is_cast(desk: Desk, values: tuple[str, ...]) -> None:
    poll = await desk.town.open()
    for packed in (FillBallot(poll.id).pack(), FillMine(poll.id).pack()):
        with pytest.raises(Refusal, match="refused-stale-press"):
            await desk.press(packed, *values)
    assert (await desk.town.votes.paper(poll.id)).poll.voters == 0


async def test_a_result_is_shown_once_there_is_one(desk: Desk) -> None:
    poll = await desk.town.open()
    await desk.press(MarkTitle(poll.id, 1).pack())
    with pytest.raises(Refusal, match="vote-not-counted"):
        await desk.press(ShowResult(poll.id).pack())
    ended = await desk.type(await desk.seller(), "vote", "close", poll=poll.question)
    assert ended.view == Notice("vote-closed-by-you", (("question", poll.question),))
    shown = await desk.press(ShowResult(poll.id).pack(), name="bob")
    assert isinstance(shown.note, PollResult)
    assert shown.note.counted.verdict.outcome.winners == (1,)


async def test_a_vote_called_off_is_listed_as_such_and_not_offered_again(desk: Desk) -> None:
    poll = await desk.town.open()
    reply = await desk.type(await desk.seller(), "vote", "cancel", poll="janv")
    assert reply.view == Notice("vote-cancelled-by-you", (("question", poll.question),))
    listed = await desk.type(await desk.reader(), "vote", "list")
    assert isinstance(listed.view, PollList)
    assert [each.state for each in listed.view.polls] == [PollState.CANCELLED]
    with pytest.raises(FieldRefusal, match="polls-none"):
        await desk.type(await desk.seller(), "vote", "close", poll="janv")


async def test_polls_of_one_name_are_told_apart_by_their_key(desk: Desk) -> None:
    first, second = await desk.town.open(), await desk.town.open()
    with pytest.raises(FieldRefusal, match="polls-several") as refusal:
        await desk.type(await desk.seller(), "vote", "close", poll="Janvier ?")
    keys = {each.key for each in refusal.value.suggestions}
    assert keys == {"#v" + to_short(first.id), "#v" + to_short(second.id)}
    await desk.type(await desk.seller(), "vote", "close", poll="#v" + to_short(first.id))
    states = [(await desk.town.votes.paper(each.id)).poll.state for each in (first, second)]
    assert states == [PollState.CLOSED, PollState.OPEN]


@pytest.mark.parametrize("key", ["", "Emma", "#w", "#wÉ", "#w" + "z" * 13, "#v1"])
def test_a_key_that_no_source_gave_is_refused(key: str) -> None:
    with pytest.raises(Refusal, match="works-none"):
        work_id(key)
