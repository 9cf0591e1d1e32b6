"""How a result was counted: rounds, duels or sums in short lines, and what broke ties; must not count anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.tokens import to_short
from core.ui.cards import Block, Bullets, Button, Buttons, Card, Paragraph, Picture
from core.ui.spans import Code, Line, Plain, Strong
from core.ui.words import Words
from core.votes.charter.terms import Method
from core.votes.counting.model import Stage
from core.votes.ending.closing import Counted
from core.votes.presses import AskExport
from core.votes.telling.charting import chart_of
from core.votes.telling.deadlocks import hung_line, ties_told
from core.votes.telling.disclosing import is_kept, secrecy_lines, struck_lines, void_line
from core.votes.telling.names import name_of
from core.votes.telling.results import Lines, in_order, names, tally, tie_line
from core.votes.telling.rulings import ruling_lines
from core.votes.telling.shapes import shape_lines, voice_lines

MAX_ROUNDS = 12
MAX_DUELS = 15
_BY_PLACES = frozenset({Method.PHRAGMEN, Method.EQUAL_SHARES})
"""Methods whose tallies are loads and prices: told, they would explain nothing."""
_BY_STAGES = frozenset({Method.IRV, Method.SCOTTISH_STV, Method.STAR, Method.PHRAGMEN, Method.EQUAL_SHARES, Method.EPH})


@dataclass(frozen=True, slots=True)
class CountExplained:
    """What stands behind the verdict, for whoever asks."""

    counted: Counted

    def as_card(self, words: Words) -> Card:
        poll, outcome = self.counted.poll, self.counted.verdict.outcome
        method = poll.terms.method
        how = "jury" if self.counted.verdict.sides else method.value
        blocks: list[Block] = [Paragraph(words.line(f"count-how-{how}"))]
        blocks += [Paragraph(line) for line in (*shape_lines(poll, words), *voice_lines(poll, words))]
        told = (*struck_lines(poll, words), *secrecy_lines(poll, self.counted.ballots, words))
        secrecy = [Paragraph(line) for line in told]
        if self.counted.ballots and self.counted.verdict.is_void:
            blocks.append(Paragraph(void_line(poll, self.counted.ballots, words)))
        if is_kept(poll) or self.counted.verdict.is_void:
            number = Paragraph(words.line("count-number", number=Code(to_short(poll.id))))
            title = words.line("count-title", question=Strong(poll.question))
            return Card(title, (*blocks, *secrecy, number, self._proof(words)))
        if outcome.duels is not None:
            blocks.append(Paragraph(words.line(f"count-unranked-{poll.terms.unranked.value}")))
        if outcome.duels is not None:
            blocks += self._duels(outcome.duels, words)
        elif method in _BY_STAGES and not self.counted.verdict.sides:
            blocks += self._stages(words)
        else:
            blocks.append(Bullets(tuple(Lines(self.counted, words).short())))
        rulings = ruling_lines(poll, self.counted.verdict, self.counted.ballots, words)
        blocks += [Paragraph(line) for line in rulings]
        blocks += [Paragraph(tie_line(tie, poll, words)) for tie in ties_told(self.counted)]
        if hung := hung_line(self.counted, words):
            blocks.append(Paragraph(hung))
        blocks.append(Paragraph(words.line("count-ties" if outcome.ties else "count-no-tie")))
        blocks += secrecy
        blocks.append(Paragraph(words.line("count-number", number=Code(to_short(poll.id)))))
        if poll.lot_hash:
            blocks.append(Paragraph(words.line("count-lot", hash=Code(poll.lot_hash))))
        chart = chart_of(self.counted, words)
        if chart is not None:
            blocks.append(Picture(chart))
        blocks.append(self._proof(words))
        return Card(words.line("count-title", question=Strong(poll.question)), tuple(blocks))

    def _proof(self, words: Words) -> Buttons:
        return Buttons((Button(words("count-export"), AskExport(self.counted.poll.id)),))

    def _duels(self, duels: tuple[tuple[int, ...], ...], words: Words) -> list[Block]:
        titles = self.counted.poll.titles
        lines = []
        order = in_order(self.counted.verdict.outcome)
        for at, one in enumerate(order):
            for other in order[at + 1 :]:
                first, second = (one, other) if duels[one][other] >= duels[other][one] else (other, one)
                message = "count-duel" if duels[first][second] > duels[second][first] else "count-duel-level"
                lines.append(
                    words.line(
                        message,
                        winner=name_of(titles[first], words),
                        loser=name_of(titles[second], words),
                        wins=duels[first][second],
                        losses=duels[second][first],
                    )
                )
        blocks: list[Block] = [Bullets(tuple(lines[:MAX_DUELS]))] if lines else []
        if len(lines) > MAX_DUELS:
            blocks.append(Paragraph(words.line("count-more", count=len(lines) - MAX_DUELS)))
        return blocks

    def _stages(self, words: Words) -> list[Block]:
        stages = self.counted.verdict.outcome.stages
        lines = [self._stage(number, stage, words) for number, stage in enumerate(stages[:MAX_ROUNDS], 1)]
        blocks: list[Block] = []
        if self.counted.verdict.outcome.quota is not None:
            blocks.append(Paragraph(words.line("count-quota", count=self.counted.verdict.outcome.quota)))
        blocks += [Bullets(tuple(lines))] if lines else []
        if len(stages) > MAX_ROUNDS:
            blocks.append(Paragraph(words.line("count-more", count=len(stages) - MAX_ROUNDS)))
        return blocks

    def _stage(self, number: int, stage: Stage, words: Words) -> Line:
        poll = self.counted.poll
        if poll.terms.method in _BY_PLACES:
            return words.line("count-place", number=number, titles=Strong(names(poll, stage.elected, words)))
        standing = sorted(stage.tallies.items(), key=lambda item: (-item[1], item[0]))
        told = ", ".join(
            words("count-tally", title=name_of(poll.titles[title], words), count=tally(votes))
            for title, votes in standing
            if votes
        )
        line = words.line("count-round", number=number, tallies=words.list_of([told]) if told else "—")
        for message, titles in (("count-elected", stage.elected), ("count-excluded", stage.excluded)):
            if titles:
                line = (*line, Plain(" "), *words.line(message, count=len(titles), titles=names(poll, titles, words)))
        return line
