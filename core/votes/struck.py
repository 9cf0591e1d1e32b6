"""What a press asks of titles that were withdrawn; must not change a ballot."""

from __future__ import annotations

from core.votes.charter.terms import Kind
from core.votes.filling import Act, GiveScore, Marks, Toggle, Whole
from core.votes.model import Poll, PollHead, Title
from core.votes.ports import VoteRows


def struck_by(act: Act, poll: Poll) -> Title | None:
    """Return the withdrawn title that an act would mark, if there is one. A poll as it was printed may not know of it
    yet: then the mark is deleted at the count, like those that were there before."""
    match act:
        case Whole(positions):
            wanted = positions
        case Toggle(position) | GiveScore(position):
            wanted = (position,)
        case _:
            wanted = ()
    return next((title for title in poll.titles if title.struck and title.position in wanted), None)


def cleared(rows: VoteRows, head: PollHead, held: Marks, act: Act) -> Marks:
    """Return the marks that an act changes: withdrawn titles leave a full ballot, else they would keep others out."""
    if not isinstance(act, Toggle) or head.terms.kind is not Kind.SOME or len(held) < head.terms.limit(head.titles):
        return held
    if (poll := rows.polls.get(head.id)) is None:
        return held
    return tuple(mark for mark in held if mark is None or not poll.titles[mark].struck)


def is_left_empty(poll: Poll, marks: Marks) -> bool:
    """Whether a ballot marks titles, and each of them was withdrawn."""
    if poll.terms.kind is Kind.SCORED:
        named = {title for title, mark in enumerate(marks) if mark is not None}
    else:
        named = {mark for mark in marks if mark is not None}
    return bool(named) and all(poll.titles[title].struck for title in named)
