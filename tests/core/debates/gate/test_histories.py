"""Whatever readers say, hide, link and read, in whatever order, nobody is sent in clear what comes after their place.

Looked for in what the two platforms are sent: Discord's Markdown and Telegram's HTML, read as they read them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.render import render
from core.debates.gate import presses
from core.debates.gate.commands import Say
from core.debates.gate.model import Contribution, ContributionId
from core.debates.model import Debate
from core.kernel.errors import Refusal
from core.kernel.identity import Account, Address
from core.kernel.tokens import to_short
from core.members.model import KnownAccount
from core.ui.cards import Reply, View
from core.ui.presses import Press
from core.ui.words import Words
from handlers.render import Painter, shortest_of
from storage.rows import Rows
from tests.core.debates.agora import DICTIONARY, OLGA, Agora
from tests.core.votes.town import ALPHA, BETA

READERS, END = ("alice", "bob", "chloé"), 4
HOSTILE = (
    *(
        "{}",
        "x|| {} ||y",
        "||{}||",
        "|{}|",
        "{}|",
        "||{}",
        "{}\\",
        "\\{}",
        "`{}`",
        "```\n{}\n```",
        "> {}",
        "# a\n\n{}\n- b",
    ),
    *("</tg-spoiler>{}", "&lt;/tg-spoiler&gt;{}", "@everyone {} https://a.b/{}", "العربية {}\u202e", "*_~{}~_*"),
)
PLACE = st.sampled_from((0, 0, 1, 2, END))
ACT = st.tuples(
    st.sampled_from(
        (*("say", "spoiler", "arrive", "read") * 3, *("file", "link", "race") * 2, "down", "up", "back"),
    ),
    st.integers(0, 2),
    st.integers(0, 17),
    PLACE,
)
TOLD = re.compile(r"JETON(\d+)E")


def seen_on_discord(components: object) -> str:
    """Return what Discord shows without a press: it hides from two bars to the next two, and a backslash is a mark."""
    shown, texts = "", "\n".join(_contents(components))
    while texts:
        if texts[0] == "\\":
            shown, texts = shown + texts[1:2], texts[2:]
        elif texts.startswith("||") and (end := texts.find("||", 3)) > 0:
            texts = texts[end + 2 :]
        else:
            shown, texts = shown + texts[0], texts[1:]
    return shown


def _contents(component: object) -> Iterator[str]:
    for each in json.loads(json.dumps(component)) if isinstance(component, list) else ():
        yield from (str(each[name]) for name in ("content", "label", "placeholder") if each.get(name))
        yield from _contents(each.get("components", []) + each.get("options", []))


def seen_on_telegram(view: View, words: Words) -> str:
    drawn = Painter("agora_bot").draw(view, words, Address(BETA, "-1001"))
    shown = re.sub(r"<tg-spoiler>.*?</tg-spoiler>", "", drawn.text, flags=re.DOTALL)
    shown = html.unescape(re.sub(r"<[^>]*>", "", shown))
    rows = drawn.keyboard.inline_keyboard if drawn.keyboard else ()
    return shown + " ".join(button.text for row in rows for button in row)


def seen(view: View, words: Words) -> set[int]:
    """Return the contributions whose words can be read, on either platform or as a passing sign."""
    texts = (seen_on_discord(render(view, words)), seen_on_telegram(view, words), shortest_of(view.as_card(words)))
    return {int(found) for text in texts for found in TOLD.findall(text)}


@dataclass(slots=True)
class History:
    """What happened, with the places of the readers as they said them themselves."""

    agora: Agora
    debate: Debate
    places: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    one: dict[str, str] = field(default_factory=lambda: {name: name for name in (*READERS, OLGA)})
    """Who each name is, once some have linked."""

    def place(self, name: str) -> int | None:
        found = self.places.get(self.one[name])
        return found[1] if found else None

    async def said(self) -> dict[int, Contribution]:
        found = await self.agora.town.storage.read(lambda rows: rows.contributions.of(self.debate.id))
        return {int(TOLD.findall(each.words)[0]): each for each in found}

    async def press(self, name: str, pressed: Press) -> Reply:
        reply = await self.agora.catalogue.press(await self.agora.caller(name), pressed.pack())
        await self.look(name, reply)
        return reply

    async def look(self, name: str, reply: Reply) -> None:
        """One reader is sent, in private, only what they may read; what is behind a spoiler does not count."""
        place, said = self.place(name) or 0, await self.said()
        for view in (reply.view, reply.note, reply.echo):
            for number in seen(view, DICTIONARY.words("fr")) if view else ():
                assert said[number].stage <= place, (name, place, said[number])

    async def look_around(self, *platforms: str) -> None:
        """Rooms, where readers of any place are, show only what tells nothing of the story."""
        said = await self.said()
        for courier in (self.agora.couriers[each] for each in (ALPHA, BETA) if each in platforms):
            for view, words in courier.views:
                for number in seen(view, words):
                    assert number in said, "taken back"
                    assert said[number].stage == 0, said[number]

    async def say(self, name: str, template: str) -> None:
        number = sum(map(len, [await self.agora.town.storage.read(_every)]))
        words = template.replace("{}", f"JETON{number}E")
        caller, place = await self.agora.caller(name), self.place(name)
        reply = await self.agora.catalogue.commands["debate", "say"](
            caller, Say("#d" + to_short(self.debate.id), words)
        )
        assert (await self.said())[number].stage == (END if place is None else place)
        await self.look(name, reply)

    async def arrive(self, name: str, stage: int) -> None:
        self.agora.town.clock.move(seconds=1)
        await self.press(name, presses.Arrive(self.debate.id, stage))
        self.places[self.one[name]] = (self.agora.town.clock.now(), stage)

    async def spoiler(self, name: str, contribution: ContributionId) -> None:
        await self.press(name, presses.CallSpoiler(contribution))
        found, place = (await self.agora.gate.get(contribution)).contribution, self.place(name)
        hidden = found.stage > place if place is not None and place < END else found.stage == END
        assert hidden or self.one[name] == self.one[OLGA] or found.author == (await self.agora.caller(name)).person

    async def link(self, kept: str, gone: str) -> None:
        """Two accounts turn out to be one person's, whose later word holds."""
        if self.one[kept] == self.one[gone]:
            return
        keeper, leaver = (await self.agora.caller(kept)).person, (await self.agora.caller(gone)).person
        await self.agora.merge(keeper, leaver)
        moved = [name for name, person in self.one.items() if person == self.one[gone]]

        def relink(rows: Rows) -> None:
            for name in moved:
                for platform in (ALPHA, BETA):
                    rows.members.put_account(KnownAccount(Account(platform, name), keeper, name, name, "fr", False))

        await self.agora.town.storage.write(relink)
        told = [self.places.pop(self.one[each]) for each in (kept, gone) if self.one[each] in self.places]
        for name in moved:
            self.one[name] = self.one[kept]
        if told:
            self.places[self.one[kept]] = max(told)

    async def act(self, name: str, who: int, which: int, stage: int) -> None:
        reader, ids = READERS[who], [each.id for each in (await self.said()).values()]
        one = ids[which % len(ids)] if ids else ContributionId(99)
        match name:
            case "say":
                await self.say(reader, HOSTILE[which % len(HOSTILE)])
            case "file":
                await self.press(OLGA if which % 3 == 0 else reader, presses.FileAt(one, stage))
            case "spoiler":
                await self.spoiler(reader, one)
            case "arrive":
                await self.arrive(reader, stage)
            case "read":
                await self.press(reader, presses.ReadOn(self.debate.id, one * (which % 2)))
            case "link":
                await self.link(reader, READERS[which % 3])
            case "race":
                self.agora.couriers[ALPHA].meanwhile = lambda: self.quietly(reader, ContributionId(len(ids) + 1))
            case "back":
                await self.press(reader, presses.TakeBack(one))
            case _:
                self.agora.couriers[BETA].is_down = name == "down"

    async def quietly(self, reader: str, contribution: ContributionId) -> None:
        with suppress(Refusal):
            await self.press(reader, presses.CallSpoiler(contribution))


def _every(rows: Rows) -> list[int]:
    found: list[int] = []
    while rows.contributions.get(ContributionId(len(found) + 1)):
        found.append(len(found))
    return found


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(begun=st.tuples(PLACE, PLACE), acts=st.lists(ACT, min_size=8, max_size=20))
async def test_nobody_is_sent_in_clear_what_comes_after_their_place(
    begun: tuple[int, int], acts: list[tuple[str, int, int, int]]
) -> None:
    """Two readers begin somewhere in the book, the third never said."""
    agora = await Agora.build()
    debate = await agora.open()
    await agora.deliver()
    history = History(agora, debate)
    for name, stage in zip(READERS, begun, strict=False):
        await history.arrive(name, stage)
    for each in acts:
        with suppress(Refusal):
            await history.act(*each)
        await agora.deliver()
        await history.look_around(ALPHA)
    agora.couriers[BETA].is_down = False
    await agora.wait(hours=1)
    await history.look_around(ALPHA, BETA)
    said = await history.said()
    for name in READERS:
        expected = sum(each.stage <= (history.place(name) or 0) for each in said.values())
        assert (await agora.gate.where(await agora.caller(name), debate.id)).readable == expected
