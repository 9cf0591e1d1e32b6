"""What readers do at the gate, and what they are shown."""

from __future__ import annotations

from core.debates.gate import presses
from core.debates.gate.commands import Say
from core.debates.gate.model import Contribution
from core.debates.model import Debate
from core.kernel.identity import Platform
from core.kernel.tokens import to_short
from core.ui.cards import Reply, View
from core.ui.presses import Press
from tests.core.debates.agora import DICTIONARY, Agora
from tests.core.outline import outline
from tests.core.votes.town import ALPHA

END = 4
"""The last stage of a book told in quarters."""


def read(view: View | None) -> str:
    return outline(view.as_card(DICTIONARY.words("fr"))) if view else ""


def key(debate: Debate) -> str:
    return "#d" + to_short(debate.id)


async def press(agora: Agora, name: str, pressed: Press, platform: Platform = ALPHA) -> Reply:
    return await agora.catalogue.press(await agora.caller(name, platform), pressed.pack())


async def at(agora: Agora, debate: Debate, name: str, stage: int) -> None:
    await press(agora, name, presses.Arrive(debate.id, stage))


async def said(agora: Agora, debate: Debate, name: str, words: str = "Elle épouse Knightley.") -> Contribution:
    await agora.catalogue.commands["debate", "say"](await agora.caller(name), Say(key(debate), words))
    await agora.deliver()
    found = await agora.town.storage.read(lambda rows: rows.contributions.of(debate.id))
    return found[-1]


async def now(agora: Agora, contribution: Contribution) -> Contribution:
    return (await agora.gate.get(contribution.id)).contribution


async def reading(agora: Agora, debate: Debate, name: str, before: int = 0) -> str:
    return read((await press(agora, name, presses.ReadOn(debate.id, before))).note)
