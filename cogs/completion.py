"""What is proposed while somebody types an option; must not decide who may run the command."""

from __future__ import annotations

from typing import Any

import discord

from cogs import limits
from core.kernel.identity import Caller
from core.ui.catalogue import Suggestion
from core.ui.fields import Field, When
from core.ui.intake import Intake
from core.ui.spans import cut
from core.ui.words import Words

MOMENTS = ("moment-tonight", "moment-tomorrow", "moment-sunday", "moment-week")

Choice = discord.app_commands.Choice[str]


async def propose(intake: Intake, field: Field, caller: Caller, typed: str, words: Words) -> list[Choice]:
    """Return at most 25 choices for what is typed so far, the likeliest first."""
    if isinstance(field, When):
        found = _moments(typed.strip(), words)
    else:
        found = list(await intake.suggest(field, caller, typed, limits.CHOICES))
    return [_choice(each) for each in found[: limits.CHOICES]]


def _moments(typed: str, words: Words) -> list[Suggestion]:
    known = [str(words(each)) for each in MOMENTS]
    fitting = [each for each in known if typed.casefold() in each.casefold()]
    return [Suggestion(each, each) for each in dict.fromkeys([typed, *fitting] if typed else fitting)]


def _choice(each: Suggestion) -> discord.app_commands.Choice[Any]:
    return discord.app_commands.Choice(
        name=cut(each.shown, limits.CHOICE_NAME), value=(each.key or each.label)[: limits.CHOICE_VALUE]
    )
