"""The buttons and menus of votes; must not run anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.ui.presses import Press


@dataclass(frozen=True, slots=True)
class MarkTitle(Press):
    """One title pressed alone, on the paper that everybody sees."""

    prefix: ClassVar[str] = "vm"
    poll: int
    position: int


@dataclass(frozen=True, slots=True)
class FillBallot(Press):
    """The whole ballot chosen in a menu, on the paper that everybody sees."""

    prefix: ClassVar[str] = "vf"
    poll: int


@dataclass(frozen=True, slots=True)
class MarkMine(Press):
    """One title pressed on one's own copy of the paper, which is redrawn."""

    prefix: ClassVar[str] = "vn"
    poll: int
    position: int


@dataclass(frozen=True, slots=True)
class FillMine(Press):
    """The whole ballot chosen on one's own copy of the paper."""

    prefix: ClassVar[str] = "vg"
    poll: int


@dataclass(frozen=True, slots=True)
class UndoMine(Press):
    """The last title ranked on one's own copy leaves the ranking."""

    prefix: ClassVar[str] = "vu"
    poll: int


@dataclass(frozen=True, slots=True)
class FoldMine(Press):
    """One's own copy is put away: what it says leaves the conversation, the ballot stands."""

    prefix: ClassVar[str] = "vd"
    poll: int


@dataclass(frozen=True, slots=True)
class ScoreMine(Press):
    """A score given to one title on one's own copy; above the best score: not read."""

    prefix: ClassVar[str] = "vs"
    poll: int
    position: int
    score: int


@dataclass(frozen=True, slots=True)
class GiveMine(Press):
    """A point more to one title, on one's own copy."""

    prefix: ClassVar[str] = "vi"
    poll: int
    position: int


@dataclass(frozen=True, slots=True)
class TakeMine(Press):
    """A point back from one title, on one's own copy."""

    prefix: ClassVar[str] = "vj"
    poll: int
    position: int


@dataclass(frozen=True, slots=True)
class RestMine(Press):
    """All the points left to one title, on one's own copy."""

    prefix: ClassVar[str] = "vk"
    poll: int
    position: int


@dataclass(frozen=True, slots=True)
class TurnMine(Press):
    """Another title to score or to give points, on one's own copy; chosen in a menu, it is the menu that says which."""

    prefix: ClassVar[str] = "vt"
    poll: int
    position: int


@dataclass(frozen=True, slots=True)
class ShowBallot(Press):
    prefix: ClassVar[str] = "vb"
    poll: int


@dataclass(frozen=True, slots=True)
class WithdrawBallot(Press):
    prefix: ClassVar[str] = "vw"
    poll: int


@dataclass(frozen=True, slots=True)
class AbstainHere(Press):
    """No title at all, on purpose, on the paper that everybody sees."""

    prefix: ClassVar[str] = "vx"
    poll: int


@dataclass(frozen=True, slots=True)
class AbstainMine(Press):
    """No title at all, on purpose, on one's own copy."""

    prefix: ClassVar[str] = "va"
    poll: int


@dataclass(frozen=True, slots=True)
class ShowPaper(Press):
    """One's own copy of the paper, from a list."""

    prefix: ClassVar[str] = "vp"
    poll: int


@dataclass(frozen=True, slots=True)
class ShowResult(Press):
    prefix: ClassVar[str] = "vr"
    poll: int


@dataclass(frozen=True, slots=True)
class AskExport(Press):
    """The file with which anybody counts again."""

    prefix: ClassVar[str] = "ve"
    poll: int


@dataclass(frozen=True, slots=True)
class ShowCount(Press):
    """How a result was counted, round by round or duel by duel."""

    prefix: ClassVar[str] = "vc"
    poll: int


@dataclass(frozen=True, slots=True)
class OpenCasting(Press):
    """The tied titles, for whoever has the casting vote."""

    prefix: ClassVar[str] = "ko"
    poll: int


@dataclass(frozen=True, slots=True)
class CastDeciding(Press):
    """One of the tied titles, chosen by whoever has the casting vote."""

    prefix: ClassVar[str] = "kc"
    poll: int
    position: int


@dataclass(frozen=True, slots=True)
class ShowResultDesk(Press):
    """What a bookseller can do with a result."""

    prefix: ClassVar[str] = "kd"
    poll: int


@dataclass(frozen=True, slots=True)
class TakeStatementBack(Press):
    """The bookseller's statement leaves the result."""

    prefix: ClassVar[str] = "kt"
    poll: int


@dataclass(frozen=True, slots=True)
class SelectWinners(Press):
    """The winners become a selection of the presser's shop."""

    prefix: ClassVar[str] = "ks"
    poll: int


@dataclass(frozen=True, slots=True)
class SelectOwn(Press):
    """The list of the presser's own shop, of a vote on two levels, becomes a selection of it."""

    prefix: ClassVar[str] = "kw"
    poll: int


@dataclass(frozen=True, slots=True)
class ShowShopList(Press):
    """The list of the presser's own shop, of a vote on two levels."""

    prefix: ClassVar[str] = "kl"
    poll: int
