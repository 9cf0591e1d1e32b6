"""What debates say unasked, drawn as it leaves, and what they do at their time; must not hold rules."""

from __future__ import annotations

from dataclasses import dataclass

from core.debates import rules
from core.debates.model import LIVE, State
from core.debates.service import Debates, debate_id
from core.debates.views import DebateCall, DebateCard, DebateNews
from core.kernel.due import Due
from core.kernel.outbox import Claimed
from core.ui.cards import View
from core.ui.rooms import Opening, Shutting, Slowing
from core.ui.words import isolate


@dataclass(frozen=True, slots=True)
class DebateLetters:
    debates: Debates

    async def compose_head(self, claimed: Claimed) -> View | None:
        """A debate that ended before its head could leave is not opened any more."""
        debate = await self.debates.get(debate_id(claimed.letter.about))
        if claimed.letter.edits is not None:
            return DebateCard(debate)
        return Opening(DebateCard(debate), isolate(debate.name)) if debate.state in LIVE else None

    async def compose_call(self, claimed: Claimed) -> View | None:
        debate = await self.debates.get(debate_id(claimed.letter.about))
        if claimed.letter.edits is None and debate.state is not State.PROPOSED:
            return None
        return DebateCall(debate)

    async def compose_news(self, claimed: Claimed) -> View | None:
        """Each word with what it does to the room; one that is no longer true is not said."""
        debate = await self.debates.get(debate_id(claimed.letter.about))
        match claimed.letter.kind:
            case rules.SLOW if debate.state in LIVE:
                seconds = int(str(claimed.letter.payload[rules.SECONDS]))
                return Slowing(
                    DebateNews(debate, "debate-news-slow" if seconds else "debate-news-free", seconds), seconds
                )
            case rules.ENDING if debate.state is State.CLOSING:
                return DebateNews(debate, "debate-news-ending")
            case rules.ENDED:
                return Shutting(DebateNews(debate, "debate-news-ended"))
            case rules.OUTCOME:
                news = DebateNews(debate, "debate-news-outcome")
                return news if debate.state in LIVE else Shutting(news)
        return None

    async def run_due(self, due: Due) -> None:
        await self.debates.run_due(debate_id(due.about), due.kind)
