"""What a press asks of titles that were withdrawn; must not change a ballot."""

from __future__ import annotations

from core.votes.charter.terms import BY_TITLE, Kind
from core.votes.filling import Act, GiveScore, Marks, Toggle, Whole
from core.votes.model import Poll, PollHead, Title
from core.votes.ports import VoteRows
from core.votes.sharing import GivePoint, GiveRest, TakePoint


def struck_by(act: Act, poll: Poll) -> Title | None:
    """Return the withdrawn title that an act would mark, if there is one. A poll as it was printed may not know of it
    yet: then the mark is deleted at the count, like those that were there before."""
    match act:
        case Whole(positions):
            wanted = positions
        case Toggle(position) | GiveScore(position) | GivePoint(position) | GiveRest(position):
            wanted = (position,)
        case _:
            wanted = ()
    return next((title for title in poll.titles if title.struck and title.position in wanted), None)


def cleared(rows: VoteRows, head: PollHead, held: Marks, act: Act) -> Marks:
    """Return the marks that an act changes: withdrawn titles leave a full ballot, else they would keep others out, and
    give their points back to the purse."""
    is_full = isinstance(act, Toggle) and head.terms.kind is Kind.SOME and len(held) >= head.terms.limit(head.titles)
    is_shared = isinstance(act, GivePoint | TakePoint | GiveRest) and head.terms.kind is Kind.POINTS
    if not (is_full or is_shared) or (poll := rows.polls.get(head.id)) is None:
        return held
    if is_shared:
        return without_struck(poll, held)
    return tuple(mark for mark in held if mark is None or not poll.titles[mark].struck)


def without_struck(poll: Poll, marks: Marks) -> Marks:
    """Return the points of a ballot without those of withdrawn titles, which its voter may give again."""
    return tuple(None if title.struck else mark for title, mark in zip(poll.titles, marks, strict=False))


def is_left_empty(poll: Poll, marks: Marks) -> bool:
    """Whether a ballot marks titles, and each of them was withdrawn."""
    if poll.terms.kind in BY_TITLE:
        named = {title for title, mark in enumerate(marks) if mark is not None}
    else:
        named = {mark for mark in marks if mark is not None}
    return bool(named) and all(poll.titles[title].struck for title in named)
