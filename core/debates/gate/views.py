"""What people see of the spoiler gate; must not read storage or decide.

Words that tell further than the beginning of the book stand in a room only as a spoiler, on one line, so that no
platform's reading of paragraphs ends it early. Only `ReadingCard`, which is for one reader, has them in clear.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.debates.gate.model import QUARTERS, Contribution, Filed, Milestones, Reading, Standpoint
from core.debates.gate.presses import (
    Arrive,
    CallSpoiler,
    ChooseFile,
    ChoosePlace,
    FileAt,
    ReadOn,
    ShowPlace,
    TakeBack,
)
from core.debates.gate.service import Told
from core.ui.cards import Block, Button, Buttons, ButtonStyle, Card, Option, Paragraph, Picker, Quote
from core.ui.presses import Press
from core.ui.spans import Line, Plain, Spoiler, Strong, cut
from core.ui.words import Told as Sentence
from core.ui.words import Words, isolate

IN_SHORT = 60
"""Characters of a title in a sentence."""


@dataclass(frozen=True, slots=True)
class SaidCard:
    """A contribution in the debate's room."""

    filed: Filed

    def as_card(self, words: Words) -> Card:
        said, milestones = self.filed.contribution, self.filed.milestones
        if said.is_withdrawn:
            return Card(blocks=(Paragraph(words.line("gate-said-withdrawn", name=Strong(said.author_name))),))
        blocks = (*_head(said, milestones, words), *_veiled(said))
        label = "gate-refile" if said.stage == milestones.last else "gate-spoiler"
        if self.filed.debate.work is None:
            label = "gate-take-back"
        return Card(blocks=(*blocks, Buttons((Button(words(label), CallSpoiler(said.id)),))))


@dataclass(frozen=True, slots=True)
class SaidCopy:
    """A contribution for who may say up to where it tells: its author and the team."""

    told: Told
    how: str
    """Why it is shown: "new", "ask" or "filed"."""

    def as_card(self, words: Words) -> Card:
        filed, said = self.told.filed, self.told.filed.contribution
        if said.is_withdrawn:
            return Card(blocks=(Paragraph(words.line("gate-withdrawn")),))
        told = stage_name(filed.milestones, said.stage, words)
        message = f"gate-told-{self.how}{'' if said.stage else '-open'}"
        blocks: list[Block] = [Paragraph(words.line(message, stage=told)), *_veiled(said)]
        if filed.debate.work is not None:
            if said.is_marked:
                blocks.append(Paragraph(words.line("gate-marked")))
            press = ChooseFile(said.id)
            blocks.append(
                _picker(filed.milestones, said.stage, words("gate-tells-up-to"), press, words, "gate-nothing-told")
            )
        if self.told.is_authors:
            blocks.append(Buttons((Button(words("gate-take-back"), TakeBack(said.id), ButtonStyle.DANGER),)))
        return Card(blocks=tuple(blocks))


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """One reader's place in the book, and the places they may say they are at."""

    standpoint: Standpoint

    def as_card(self, words: Words) -> Card:
        here = self.standpoint
        debate, title = here.debate, Strong(cut(here.debate.title, IN_SHORT))
        blocks: list[Block] = [Paragraph(words.line("gate-where-ask", title=title))]
        if here.stage is not None:
            blocks.append(Paragraph(words.line("gate-open-to-you", count=here.readable, hidden=here.hidden)))
        press = ChoosePlace(debate.id)
        blocks.append(_picker(here.milestones, here.stage, words("gate-where-choose"), press, words, "gate-not-begun"))
        if here.readable:
            blocks.append(Buttons((Button(words("gate-read"), ReadOn(debate.id, 0)),)))
        return Card(blocks=tuple(blocks))


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """What one reader reads in clear, and how much waits further on. For nobody else's eyes."""

    reading: Reading

    def as_card(self, words: Words) -> Card:
        here, found = self.reading.standpoint, self.reading.contributions
        title = words.line("gate-reading", title=Strong(cut(here.debate.title, IN_SHORT)))
        blocks: list[Block] = []
        if here.debate.work is not None:
            blocks.append(Paragraph(_place(here, words)))
        for each in found:
            blocks += [*_head(each, here.milestones, words), Quote((Plain(isolate(each.words)),))]
        if not found:
            blocks.append(Paragraph(words.line("gate-nothing-yet")))
        if here.hidden:
            blocks.append(Paragraph(words.line("gate-hidden", count=here.hidden)))
        buttons = []
        if self.reading.has_earlier:
            buttons.append(Button(words("gate-earlier"), ReadOn(here.debate.id, found[0].id)))
        if here.debate.work is not None:
            buttons.append(Button(words("gate-where"), ShowPlace(here.debate.id)))
        return Card(title, (*blocks, *((Buttons(tuple(buttons)),) if buttons else ())))


def stage_name(milestones: Milestones, stage: int, words: Words, start: str = "gate-nothing-told") -> Sentence:
    """Return how a place in the book is called; `start` is a message that names the place before its first page."""
    if stage == 0:
        return words(start)
    if milestones.names:
        return Sentence(isolate(milestones.names[stage - 1]))
    if milestones.chapters:
        return words("gate-chapter", number=milestones.chapter(stage))
    return words(f"gate-quarter-{min(stage, QUARTERS)}")


def _place(here: Standpoint, words: Words) -> Line:
    """Say where the reader is."""
    if here.stage:
        return words.line("gate-you-are-at", stage=stage_name(here.milestones, here.stage, words))
    return words.line("gate-you-never-said" if here.stage is None else "gate-you-begin")


def _head(said: Contribution, milestones: Milestones, words: Words) -> tuple[Block, ...]:
    """Who says it, up to where it tells, and that a reader had it hidden."""
    if said.stage == 0:
        return (Paragraph((Strong(isolate(said.author_name)),)),)
    told = stage_name(milestones, said.stage, words)
    line = words.line("gate-said-marked" if said.is_marked else "gate-said", name=Strong(said.author_name), stage=told)
    return (Paragraph(line),)


def _veiled(said: Contribution) -> tuple[Block, ...]:
    """The words as a room may show them."""
    if said.stage == 0:
        return (Quote((Plain(isolate(said.words)),)),)
    lines = [line.strip() for line in said.words.splitlines()]
    return (Quote((Spoiler(isolate(" ¶ ".join(line for line in lines if line))),)),)


def _picker(  # noqa: PLR0913 - one menu, read by its words
    milestones: Milestones, chosen: int | None, prompt: str, press: ChoosePlace | ChooseFile, words: Words, start: str
) -> Picker:
    def at(stage: int) -> Press:
        return Arrive(press.debate, stage) if isinstance(press, ChoosePlace) else FileAt(press.contribution, stage)

    options = (
        Option(cut(stage_name(milestones, stage, words, start), 80), str(stage), at(stage), is_chosen=stage == chosen)
        for stage in range(milestones.last + 1)
    )
    return Picker(prompt, tuple(options), press)
