"""The result of a poll: the verdict first, then why, then at most eight lines; must not count anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.ui.cards import Block, Bullets, Card, Paragraph
from core.ui.spans import Strong
from core.ui.words import Words
from core.votes.closing import Counted
from core.votes.names import name_of

MAX_LINES = 8


@dataclass(frozen=True, slots=True)
class PollResult:
    """The verdict of a closed poll."""

    counted: Counted

    def as_card(self, words: Words) -> Card:
        poll, outcome = self.counted.poll, self.counted.outcome
        title = words.line("result-title", question=Strong(poll.question))
        if not self.counted.ballots:
            return Card(title, (Paragraph(words.line("result-nobody")),))
        tallies = outcome.stages[0].tallies if outcome.stages else {}
        leaders = outcome.order[0]
        most = max(tallies.values(), default=0)
        names = [name_of(each, words) for each in poll.titles]
        if len(leaders) == 1:
            winner = poll.titles[leaders[0]]
            message = "result-winner-by" if winner.authors else "result-winner"
            verdict = words.line(message, title=Strong(names[leaders[0]]), authors=winner.authors)
        else:
            verdict = words.line("result-tie", titles=words.list_of([names[place] for place in leaders]))
        reason = poll.terms.method.value if len(leaders) == 1 else "tie"
        why = words.line(f"result-why-{reason}", count=int(most), ballots=self.counted.ballots)
        ranking = [place for places in outcome.order for place in places]
        lines = tuple(
            words.line("result-line", title=names[place], count=int(tallies.get(place, 0)))
            for place in ranking[:MAX_LINES]
        )
        blocks: list[Block] = [Paragraph(verdict), Paragraph(why), Bullets(lines)]
        if len(ranking) > MAX_LINES:
            blocks.append(Paragraph(words.line("result-more", count=len(ranking) - MAX_LINES)))
        footer = words.line("result-footer", count=self.counted.ballots, shop=poll.shop_name)
        return Card(title, tuple(blocks), footer)
