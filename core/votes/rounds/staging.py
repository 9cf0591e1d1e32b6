"""What a paper says of its round; must not read storage or decide anything."""

from __future__ import annotations

from core.ui.cards import Paragraph
from core.ui.words import Words
from core.votes.model import Poll
from core.votes.rounds.stage import StageKind


def stage_lines(poll: Poll, words: Words) -> tuple[Paragraph, ...]:
    """Return which round of its season a poll is; nothing for a vote of its own."""
    stage = poll.terms.stage
    if stage.kind is StageKind.NONE or stage.rounds < 2:
        return ()
    line = words.line(f"paper-stage-{stage.kind.value}", number=stage.number, rounds=stage.rounds)
    return (Paragraph(line),)
