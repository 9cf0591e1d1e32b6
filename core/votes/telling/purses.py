"""One's own ballot of points: what each title has, what is left, and the presses that share it; must not share it."""

from __future__ import annotations

from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Option, Paragraph, Picker
from core.ui.spans import Line, Plain
from core.ui.words import Words
from core.votes.charter.terms import Kind, Terms
from core.votes.filling import Marks
from core.votes.model import Poll, Title
from core.votes.presses import GiveMine, RestMine, TakeMine, TurnMine
from core.votes.sharing import left_of
from core.votes.struck import without_struck
from core.votes.telling.names import book_line, name_of


def heap_line(terms: Terms, words: Words) -> Line:
    """Return what follows on the paper of how many points one title may have; () where it may have all of them."""
    if terms.kind is not Kind.POINTS or terms.heap >= terms.points:
        return ()
    return (Plain(" "), *words.line("paper-heap", most=terms.heap))


def _hand_of(poll: Poll, page: int) -> int:
    """Return the title in hand: the one asked for, or the first that stands where that one does not."""
    standing = [title.position for title in poll.titles if not title.struck]
    return page if page in standing else standing[0] if standing else len(poll.titles)


def purse_blocks(poll: Poll, marks: Marks, page: int, words: Words) -> tuple[Block, ...]:
    """Return the titles with their points, the one in hand marked, and what is left to give."""
    in_hand = _hand_of(poll, page)
    lines = Bullets(tuple(_line(title, marks, in_hand, words) for title in poll.titles))
    left = left_of(poll.terms, without_struck(poll, marks))
    return lines, Paragraph(words.line("paper-points-left", left=left, points=poll.terms.points))


def _picker(poll: Poll, marks: Marks, in_hand: int, words: Words) -> Picker:
    """Return the choice of the title in hand: on a phone one press, then a press a point."""
    options = tuple(
        Option(
            name_of(title, words),
            str(title.position),
            TurnMine(poll.id, title.position),
            words("paper-points", count=marks[title.position]) if marks and marks[title.position] else "",
            title.position == in_hand,
        )
        for title in poll.titles
        if not title.struck
    )
    return Picker(words("paper-prompt-points"), options, TurnMine(poll.id, 0))


def _buttons(poll: Poll, in_hand: int, words: Words) -> tuple[Button, ...]:
    """Return what can be done with the title in hand, always the same buttons on the same places: nobody takes back
    what they meant to give."""
    if in_hand >= len(poll.titles):
        return ()
    return (
        Button(words("paper-less"), TakeMine(poll.id, in_hand)),
        Button(words("paper-more"), GiveMine(poll.id, in_hand), ButtonStyle.MAIN),
        Button(words("paper-rest"), RestMine(poll.id, in_hand)),
    )


def purse_controls(poll: Poll, marks: Marks, page: int, buttons: tuple[Button, ...], words: Words) -> tuple[Block, ...]:
    """Return the choice of a title with its buttons, and those of every ballot after them."""
    in_hand = _hand_of(poll, page)
    return _picker(poll, marks, in_hand, words), Buttons((*_buttons(poll, in_hand, words), *buttons))


def _line(title: Title, marks: Marks, in_hand: int, words: Words) -> Line:
    if title.struck:
        return words.line("paper-struck", title=name_of(title, words), reason=title.struck)
    points = (marks[title.position] or 0) if marks else 0
    line = (*book_line(title, words), Plain(" · "), *words.line("paper-points", count=points))
    return (Plain("▸ "), *line) if title.position == in_hand else line
