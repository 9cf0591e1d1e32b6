"""One call of every method on what follows a count and on selections, and rows for each of them to find."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.kernel.identity import Account, CommunityId, PersonId, PollId, SelectionId, ShopId, WorkId
from core.members.model import KnownAccount
from core.selections.model import NewSelection
from storage.rows import Rows
from tests.core.votes.town import BETA, START

RUNNING, ENDED = PollId(1), PollId(2)
ALICE, BOB = PersonId(1), PersonId(2)


def selection(origin: str) -> NewSelection:
    return NewSelection(ShopId(1), "Janvier", origin, (WorkId(2), WorkId(1)), START)


def build(rows: Rows) -> None:
    """The running poll has a judge and a juror; the ended one a runoff, a statement and a selection."""
    rows.aftermath.name_judge(RUNNING, ALICE)
    rows.aftermath.seat(RUNNING, [ALICE])
    rows.members.put_account(KnownAccount(Account(BETA, "box"), ALICE, "Alice", "box", "fr", can_be_written=True))
    rows.aftermath.pair(ENDED, RUNNING)
    rows.aftermath.state(ENDED, "Un beau choix.")
    rows.selections.add(selection("vote-2"))


def communities(rows: Rows) -> Sequence[CommunityId]:
    return [each.community for each in rows.selections.rooms(ShopId(1))]


WRITES: dict[str, Callable[[Rows, object], object]] = {
    "aftermath.name_judge": lambda rows, _: rows.aftermath.name_judge(ENDED, ALICE),
    "aftermath.choose": lambda rows, _: rows.aftermath.choose(RUNNING, [1]),
    "aftermath.forget_judge": lambda rows, _: rows.aftermath.forget_judge(RUNNING),
    "aftermath.merge": lambda rows, _: rows.aftermath.merge(BOB, ALICE),
    "aftermath.seat": lambda rows, _: rows.aftermath.seat(RUNNING, [BOB]),
    "aftermath.dismiss": lambda rows, _: rows.aftermath.dismiss(RUNNING),
    "aftermath.pair": lambda rows, _: rows.aftermath.pair(RUNNING, ENDED),
    "aftermath.state": lambda rows, _: rows.aftermath.state(ENDED, ""),
    "selections.add": lambda rows, _: rows.selections.add(selection("vote-9")),
    "selections.mark_announced": lambda rows, _: rows.selections.mark_announced(SelectionId(1)),
}
READS: dict[str, Callable[[Rows], object]] = {
    "ballots.grouped": lambda rows: rows.ballots.grouped(RUNNING),
    "aftermath.judge": lambda rows: rows.aftermath.judge(RUNNING),
    "aftermath.is_juror": lambda rows: rows.aftermath.is_juror(RUNNING, ALICE),
    "aftermath.staff": lambda rows: rows.aftermath.staff(ShopId(1)),
    "aftermath.runoff": lambda rows: rows.aftermath.runoff(ENDED),
    "aftermath.statement": lambda rows: rows.aftermath.statement(ENDED),
    "aftermath.opener": lambda rows: rows.aftermath.opener(ENDED),
    "aftermath.name_of": lambda rows: rows.aftermath.name_of(ALICE),
    "aftermath.letterboxes": lambda rows: rows.aftermath.letterboxes(ALICE),
    "selections.get": lambda rows: rows.selections.get(SelectionId(1)),
    "selections.of_shop": lambda rows: rows.selections.of_shop(ShopId(1), 9),
    "selections.rooms": communities,
}
LOCKS: dict[str, Callable[[Rows], object]] = {"selections.lock": lambda rows: rows.selections.lock(SelectionId(1))}
