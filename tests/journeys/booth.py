"""Opens a vote, fills in its ballots and reads its result with people's hands; must not look behind what they see."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from core.votes.charter.terms import BY_TITLE, Kind, kind_of
from core.votes.commands import OpenVote
from sandbox.stage.hand import Hand
from sandbox.stage.on_discord import DiscordHand
from sandbox.stage.on_telegram import TelegramHand
from tests.journeys.city import City
from tests.journeys.hall import HERE, READERS, Hall
from tests.journeys.script import ABSTAIN, DONE, LESS, MORE, NEXT, NONE, PREVIOUS, REST, UNDO, UNREAD, Script

RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
_MARKS = re.compile(r"[*\\`_]|^(?:#+|-#|-|•|▸) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words on the buttons, and those that commands are given, in one language."""

    question: str
    closes: str
    fill: str
    how: str
    votes: str
    presses: dict[str, str]


LABELS = {
    "fr": Labels(
        "Notre livre de janvier",
        "demain 18h",
        "Remplir mon bulletin",
        "Comment a-t-on compté\u202f?",
        "Les votes",
        {
            UNDO: "Annuler le dernier",
            UNREAD: "Pas lu",
            PREVIOUS: "Précédent",
            NEXT: "Suivant",
            ABSTAIN: "Je m’abstiens",
            DONE: "Terminé",
            LESS: "−1",
            MORE: "+1",
            REST: "Tout le reste",
        },
    ),
    "en": Labels(
        "Our book for January",
        "tomorrow 6pm",
        "Fill in my ballot",
        "How was it counted?",
        "Votes",
        {
            UNDO: "Undo the last",
            UNREAD: "Not read",
            PREVIOUS: "Previous",
            NEXT: "Next",
            ABSTAIN: "I abstain",
            DONE: "Done",
            LESS: "−1",
            MORE: "+1",
            REST: "All that is left",
        },
    ),
}
COMMANDS = {
    "fr": {"open": "vote ouvrir", "list": "vote liste", "check": "vote vérifier", "export": "vote dossier"},
    "en": {"open": "vote open", "list": "vote list", "check": "vote check", "export": "vote export"},
}
VOTE = {"fr": "Voter\u00a0: ", "en": "Vote: "}
RESULT = {"fr": "Résultat\u00a0: ", "en": "Result: "}


def plain(text: str) -> list[str]:
    """Return the lines of a message without its platform's marks, its spaces plain."""
    spaced = text.replace("\u202f", " ").replace("\u00a0", " ")
    return [line for each in _MARKS.sub("", spaced).splitlines() if (line := each.strip("\u2066\u2069 "))]


async def open_vote(hall: Hall, script: Script, platform: str) -> str:
    """Olga opens the vote in the language of the rooms: in a form after the options on Discord, on one line on
    Telegram; return what she is told."""
    olga, labels = hall.city.on("Olga", platform), LABELS[hall.locale]
    command = COMMANDS[hall.locale]["open"]
    asked = {"question": labels.question, "books": script.titles, "closes": labels.closes}
    asked |= {"method": script.method.value} | {name: str(value) for name, value in script.rules.items()}
    if isinstance(olga, TelegramHand):
        names = [each.name for each in fields(OpenVote)]
        last = max(map(names.index, asked))
        return await olga.types(command, *(asked.get(name, "") for name in names[: last + 1]))
    assert isinstance(olga, DiscordHand)
    people = olga.sandbox.people
    options = {name: value for name, value in script.rules.items() if name != "reach"}
    form = await people.types(olga.user, olga.room, f"/{command}", options)
    assert form.modal is not None, form.text
    boxes = [label["component"]["custom_id"] for label in form.modal["components"]]
    answers = [
        asked["question"],
        asked["books"].replace(", ", "\n"),
        asked["closes"],
        asked["method"],
        asked.get("reach", ""),
    ]
    filled = {box: answer for box, answer in zip(boxes, answers, strict=True) if answer}
    opened = await people.submits(form, filled)
    await opened.shown()
    told: str = opened.text
    return told


@dataclass(frozen=True, slots=True)
class Voter:
    """One reader before the ballot of one vote."""

    hand: Hand
    script: Script
    room: str
    """What the rooms speak, and so the paper that everybody sees."""
    locale: str
    """What the reader reads."""

    async def cast(self, moves: str) -> str:
        """Make these moves; return the receipt of the ballot that stands then."""
        told = ""
        for visit in moves.split(" / "):
            told = await self._visit(visit.split(", "))
        receipt: str = RECEIPT.findall(told)[-1]
        return receipt

    async def _visit(self, presses: list[str]) -> str:
        question = LABELS[self.room].question
        is_private = kind_of(self.script.method) in {Kind.RANKED, *BY_TITLE}
        if not is_private and ABSTAIN not in presses:
            return await self.hand.picks([self._label(each) for each in presses], on=question)
        if is_private:
            told = await self.hand.taps(LABELS[self.room].fill, on=question)
        else:
            await self.hand.types(COMMANDS[self.locale]["list"])
            told = await press_own(self.hand, VOTE[self.locale] + question, LABELS[self.locale].votes)
        for each in presses:
            if kind_of(self.script.method) is Kind.POINTS and each in self.script.titles.split(", "):
                told = await self._takes_up(each, question)
            else:
                told = await press_own(self.hand, self._label(each), question)
        receipt = RECEIPT.findall(told)[-1]
        told = await press_own(self.hand, self._label(DONE), question)
        assert [title for title in self.script.titles.split(", ") if title in told] == []
        assert receipt in told
        return told

    async def _takes_up(self, title: str, question: str) -> str:
        """Choose the title that is to have points: in the menu of Discord, by its button on Telegram."""
        if isinstance(self.hand, TelegramHand):
            return await press_own(self.hand, title, question)
        return await self.hand.picks([title], on=question)

    def _label(self, pressed: str) -> str:
        if pressed == NONE:
            return {"fr": "Aucun de ces livres", "en": "None of these books"}[self.room]
        return LABELS[self.locale].presses.get(pressed, pressed)


def voter(hall: Hall, name: str, script: Script, platform: str = "") -> Voter:
    """Return a reader of the hall on a platform, on their own where none is said."""
    locale = READERS.get(name, hall.locale)
    return Voter(hall.city.on(name, platform or HERE.get(name, "Discord")), script, hall.locale, locale)


async def press_own(hand: Hand, label: str, on: str) -> str:
    """Press a button of what one was shown in private: the newest message there, or on Discord the newest with these
    words."""
    if isinstance(hand, TelegramHand):
        return await hand.presses_in_private(label)
    return await hand.taps(label, on=on)


def picture(town: City, hand: Hand) -> tuple[bytes, str]:
    """Return the picture that somebody was shown last, with its words for whoever does not see it; Telegram knows of
    none."""
    if isinstance(hand, DiscordHand):
        seen = hand.sandbox.people.visible_to(hand.user, hand.room)
        [attached] = next(each.attachments for each in reversed(seen) if each.attachments)
        path = attached["url"].partition("/attachments/")[2]
        return hand.sandbox.world.files[f"/attachments/{path}"][1], attached["description"]
    assert isinstance(hand, TelegramHand)
    shown = next(each.media for each in reversed(hand.sandbox.sight.visible_to(hand.user, hand.bot)) if each.media)
    return town.telegram.world.files[shown["photo"][-1]["file_id"]].content, ""
