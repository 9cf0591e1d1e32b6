"""Votes on two levels and with a jury, in sentences: promised on the paper, told in the result; must not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.kernel.tokens import to_short
from core.ui.cards import Block, Bullets, Button, Card, Paragraph
from core.ui.charts import MOST_TITLES, Frame, JuryAndPublic, Name, TwoRanks
from core.ui.spans import Line, Plain, Strong
from core.ui.words import Words, isolate
from core.votes.ending.closing import Counted
from core.votes.model import Poll
from core.votes.presses import ShowShopList
from core.votes.tally.document import charter_of
from core.votes.telling.names import book_line, name_of
from core.votes.verdicts.juries import PUBLIC, SMALL_JURY, Sides
from core.votes.verdicts.levels import TOLD, Level, ShopList, own_choice, own_mean, own_order

_VOICES: Mapping[object, str] = {own_choice: "choice", own_order: "order", own_mean: "mean"}


def shape_lines(poll: Poll, words: Words) -> tuple[Line, ...]:
    """Return what the paper says of two levels or of a jury."""
    levels, jury = poll.terms.levels.by, poll.terms.jury
    if levels is not Level.ONE:
        line = words.line(f"paper-levels-{levels.value}")
        return ((*line, Plain(" "), *words.line("paper-levels-small")),)
    if not jury.share:
        return ()
    line = words.line("paper-jury", jurors=jury.jurors, share=jury.share, rest=100 - jury.share, least=jury.least)
    if jury.jurors < SMALL_JURY:
        line = (*line, Plain(" "), *words.line("paper-jury-small"))
    return (line,)


def voice_lines(poll: Poll, words: Words) -> tuple[Line, ...]:
    """Return how a shop's ballots become its one voice, where shops are the voters."""
    if poll.terms.levels.by is not Level.SHOPS:
        return ()
    return (words.line(f"count-shops-{_VOICES[TOLD[charter_of(poll)['ballot_type']]]}"),)


def list_button(poll: Poll, words: Words) -> tuple[Button, ...]:
    """Return the way to the list of one's own shop."""
    if poll.terms.levels.by is Level.ONE:
        return ()
    return (Button(words("result-own-list"), ShowShopList(poll.id), in_private=True),)


@dataclass(frozen=True, slots=True)
class OwnList:
    """The list of one shop, of a vote on two levels."""

    poll: Poll
    shop_name: str
    own: ShopList | None
    """None where the shop has too few ballots for one."""

    def as_card(self, words: Words) -> Card:
        title = words.line("own-list-title", shop=Strong(isolate(self.shop_name)), question=self.poll.question)
        if self.own is None:
            return Card(title, (Paragraph(words.line("own-list-small")),))
        won = tuple(book_line(self.poll.titles[each], words) for each in self.own.winners)
        blocks: list[Block] = [Bullets(won, is_numbered=len(won) > 1)] if won else []
        blocks = blocks or [Paragraph(words.line("result-unchosen"))]
        return Card(title, tuple(blocks), words.line("own-list-footer", count=self.own.ballots))


def own_list(counted: Counted, shop: int) -> ShopList | None:
    """Return the list of a shop in a count."""
    return next((each for each in counted.verdict.shops if each.group == to_short(shop)), None)


def ranks_of(points: Sequence[int]) -> list[int]:
    """Return each title's rank by points, from 1; those level share the better one."""
    return [1 + sum(other > own for other in points) for own in points]


def jury_why(counted: Counted, sides: Sides, words: Words) -> tuple[Line, ...]:
    """Return why a vote with a jury ended so: the sum of its winner, who had no share, and where both differ most."""
    poll, winners = counted.poll, counted.verdict.outcome.winners
    lines = []
    if winners:
        first = winners[0]
        lines.append(words.line("result-why-jury", jury=sides.jury[first], public=sides.public[first]))
    for side in sides.void:
        ballots = sides.ballots[side == PUBLIC]
        lines.append(words.line(f"result-void-{side}", count=ballots, least=poll.terms.jury.least))
    jury, public = ranks_of(sides.jury), ranks_of(sides.public)
    apart = max(range(len(jury)), key=lambda title: (abs(jury[title] - public[title]), -title))
    if not sides.void and jury[apart] != public[apart]:
        name = name_of(poll.titles[apart], words)
        lines.append(words.line("result-apart", title=Strong(name), jury=jury[apart], public=public[apart]))
    return tuple(lines)


def jury_line(counted: Counted, sides: Sides, title: int, words: Words) -> Line:
    """Return what one title got of both sides."""
    return words.line(
        "result-jury-line",
        title=name_of(counted.poll.titles[title], words),
        count=sides.jury[title] + sides.public[title],
        jury=ranks_of(sides.jury)[title],
        public=ranks_of(sides.public)[title],
    )


def jury_chart(counted: Counted, sides: Sides, names: Mapping[int, Name], frame: Frame, words: Words) -> JuryAndPublic:
    """Return the picture of both sides' ranks, of as many titles as fit."""
    jury, public, won = ranks_of(sides.jury), ranks_of(sides.public), counted.verdict.outcome.winners
    ranks = [TwoRanks(name, jury[title], public[title], title in won) for title, name in names.items()]
    return JuryAndPublic(
        frame, tuple(ranks[:MOST_TITLES]), words("chart-jury"), words("chart-public"), words("chart-won")
    )
