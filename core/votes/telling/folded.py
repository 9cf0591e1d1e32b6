"""One's own ballot once it is filled in and put away: that it stands, and its proof; must not show what it says.

What stays in a private conversation stays under the eyes of the messenger and of whoever holds the phone: after a cast
only the receipt does (voting.md 4.3).
"""

from __future__ import annotations

from dataclasses import dataclass

from core.ui.cards import Button, Buttons, Card, Paragraph
from core.ui.spans import Strong
from core.ui.words import Words, isolate
from core.votes.model import Poll
from core.votes.presses import TurnMine


@dataclass(frozen=True, slots=True)
class FoldedBallot:
    """A ballot that stands in an open poll, put away by its voter."""

    poll: Poll
    receipt: str

    def as_card(self, words: Words) -> Card:
        again = Button(words("paper-unfold"), TurnMine(self.poll.id, 0))
        stands = Paragraph(words.line("paper-folded", closes=self.poll.closes_at))
        proof = Paragraph(words.line("paper-receipt", receipt=Strong(self.receipt)))
        return Card((Strong(isolate(self.poll.question)),), (stands, proof, Buttons((again,))))
