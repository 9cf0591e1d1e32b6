"""The form as a whole: what it says of every detail, how each is changed by press or word, and that none is lost."""

from __future__ import annotations

from dataclasses import field as with_default
from dataclasses import make_dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.identity import Account, Address, Caller, PersonId, Place, PlaceKind, RequestKey, Standing
from core.ui.cards import Reply, notice
from core.ui.catalogue import Catalogue, Command
from core.ui.fields import Choice, Text, WholeNumber
from core.ui.intake import Intake
from core.ui.presses import split_press
from core.ui.words import Dictionary
from handlers.forms import Guide
from handlers.house import TelegramHouse
from handlers.places import TELEGRAM
from handlers.progress import READY, SUMMARY, Progress, read_draft, write_draft
from handlers.questions import CHANGE, END, GO, TURN, FormPress, Question
from handlers.render import Painter
from sandbox.telegram.entities import Message
from tests.core.outline import outline
from tests.core.votes.town import HandClock
from tests.fakes import FakeStorage
from tests.handlers.probe import Cover
from tests.handlers.test_forms import answer, reach, settled
from tests.handlers.town import Town

WHOLE = "/livre_commander Rentrée | 3 | souple | Emma | Emma; Nana; Germinal; Nanon | demain 18h"
"""Everything but whom it is for."""
ALONE = Address(TELEGRAM, "42", kind=PlaceKind.PRIVATE)
ALICE = Caller(
    PersonId(1),
    Account(TELEGRAM, "42"),
    "Alice",
    Place(ALONE, can_whisper=True),
    "fr",
    None,
    Standing.NETWORK_OWNER,
    runs_place=False,
    request=RequestKey("r"),
)


async def summed_up(town: Town) -> Message:
    town.probe.people["bob"] = 42
    await settled(town)
    await answer(town, WHOLE, "Pour qui")
    return await answer(town, "@bob", "Tout y est")


def said_before(town: Town) -> Message:
    """Return the last thing that Alice wrote."""
    return [each for each in town.sandbox.sight.visible_to(town.alice, town.bot) if each.sender is town.alice][-1]


async def test_it_says_what_is_set_and_what_holds_by_itself(town: Town) -> None:
    async with town.running():
        shown = await summed_up(town)
    assert shown.body.replace("\xa0", " ").splitlines()[2:12] == [
        "• Titre : Rentrée",
        "• Nombre : 3",
        "• Couverture : Souple",
        "• Livre : Emma",
        "• Autres livres : Emma, Nana, Germinal et 1 de plus",
        "• Retrait : mardi 24 novembre 2026 à 18\u202fh",
        "• Pour : @\u2060bob",
        "• Mot : rien",
        "• Cadeau : rien",
        "• Rayon : 1",
    ]
    assert shown.labels[-1] == ["C’est parti", "Annuler"]
    assert sum(label.endswith("…") for row in shown.labels for label in row) == 10


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("Cadeau : rigide", "Cadeau\xa0: Rigide"),
        ("gift=soft", "Cadeau\xa0: Souple"),
        ("NOMBRE: 5", "Nombre\xa0: 5"),
        ("nombre : douze", "nombre entier de 1 à 9"),
        ("mot", "Un mot pour la librairie"),
        ("Emma", "Je n’ai pas compris ce que cela change"),
        (": :", "Je n’ai pas compris ce que cela change"),
        ("ok", "C’est commandé"),
        ("C’est parti", "C’est commandé"),
        ("Yes", "C’est commandé"),
    ],
)
async def test_a_detail_is_changed_by_its_name_and_the_whole_sent_by_a_word(town: Town, typed: str, then: str) -> None:
    async with town.running():
        await summed_up(town)
        await answer(town, typed, then)


async def test_a_change_may_be_left_and_a_detail_set_back(town: Town) -> None:
    async with town.running():
        await summed_up(town)
        await answer(town, "Mot : Merci", "Mot\xa0: Merci")
        town.press(town.alice, "Mot…")
        asked = await town.sees(town.alice, "Un mot pour la librairie")
        assert asked.labels == [["Comme d’habitude"], ["Laisser tel quel", "Annuler"]]
        town.press(town.alice, "Laisser tel quel")
        await town.sees(town.alice, "Mot\xa0: Merci")
        asked = await answer(town, "nombre", "Combien d’exemplaires")
        assert asked.labels == [["Laisser tel quel", "Annuler"]]
        town.press(town.alice, "Laisser tel quel")
        await town.sees(town.alice, "Nombre\xa0: 3", after=said_before(town))
        town.press(town.alice, "Mot…")
        await town.sees(town.alice, "Un mot pour la librairie")
        town.press(town.alice, "Comme d’habitude")
        await town.sees(town.alice, "Mot\xa0: rien", after=said_before(town))
        town.press(town.alice, "C’est parti")
        await town.sees(town.alice, "C’est commandé")
    [(_, order)] = town.probe.orders
    assert (order.note, order.count) == ("", 3)


async def test_a_moment_of_the_line_is_the_one_of_when_it_was_typed(town: Town) -> None:
    town.clock.at = datetime(2026, 11, 23, 22, 50, tzinfo=UTC)
    async with town.running():
        await summed_up(town)
        town.clock.move(minutes=20)
        town.press(town.alice, "C’est parti")
        await town.sees(town.alice, "C’est commandé")
    assert town.probe.orders[0][1].when == datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


async def test_a_moment_that_passes_meanwhile_is_asked_again_and_nothing_else(town: Town) -> None:
    async with town.running():
        await summed_up(town)
        await answer(town, "Retrait : dans 10 minutes", "Retrait\xa0: lundi 23 novembre")
        town.clock.move(minutes=15)
        town.press(town.alice, "C’est parti")
        await town.sees(town.alice, "ce moment est déjà passé")
        await answer(town, "demain 18h", "Tout y est")
        await answer(town, "ok", "C’est commandé")


async def test_a_line_that_says_everything_runs_at_once(town: Town) -> None:
    town.probe.people["bob"] = 42
    async with town.running():
        await settled(town)
        await answer(town, f"{WHOLE} | @bob", "C’est commandé")
    assert not any("Tout y est" in text for text in town.texts(town.alice))


async def test_a_form_of_when_every_detail_was_asked_still_ends_by_its_button(dictionary: Dictionary) -> None:
    guide, command = guide_of(3, dictionary)
    progress = Progress(command, {"title": "Rentrée"}, "d0", "abc")
    assert await guide.press(progress, ALICE, FormPress("abc", END)) is None
    assert progress.step == READY


async def test_a_buttons_label_may_be_typed_in_any_language(town: Town) -> None:
    async with town.running():
        await settled(town)
        await reach(town, "Quels autres livres")
        await answer(town, "done", "Aucun livre ne répond")
        await answer(town, "Laisser cette ligne de côté", "Quels autres livres")
        await answer(town, "Emma\nNana", "Retenus (2)")
        await answer(town, "Zadig", "Pour cette ligne")
        await answer(town, "leave this line out", "Un autre")
        await answer(town, "termine", "Quand passerez-vous")
        await answer(town, "demain 18h", "Pour qui")
        await answer(town, "passer", "Je ne trouve personne")
        await answer(town, "@bob", "Tout y est")
        await answer(town, "mot", "Un mot pour la librairie")
        await answer(town, "Leave as it is", "Tout y est")
        await answer(town, "mot: Passer au comptoir", "Mot\xa0: Passer au comptoir")
        await answer(town, "mot", "Un mot pour la librairie")
        await answer(town, "comme d’habitude", "Mot\xa0: rien")


def guide_of(details: int, dictionary: Dictionary) -> tuple[Guide, Command[Any]]:
    """Return a guide to a command that asks a title and has that many details of several kinds."""
    kinds: list[tuple[Any, Any]] = [
        (Annotated[str, Text("order-note", 0, 400)], ""),
        (Annotated[int, WholeNumber("order-count", 0, 9)], 0),
        (Annotated[Cover, Choice("order-gift", Cover)], Cover.SOFT),
    ]
    optional = [(f"d{place}", *kinds[place % 3]) for place in range(details)]
    request = make_dataclass(
        "Many",
        [
            ("title", Annotated[str, Text("order-title", 1, 400)]),
            *((name, kind, with_default(default=value)) for name, kind, value in optional),
        ],
        frozen=True,
    )

    async def run(caller: Caller, request: object) -> Reply:
        return Reply(notice("hello"))

    catalogue, clock = Catalogue(), HandClock()
    command = Command(("order", "book"), request, run)
    catalogue.add(command)

    async def never(*_: object) -> Any:
        raise AssertionError("nothing here enters or leaves")

    house = TelegramHouse(
        catalogue, Intake(catalogue, clock), dictionary, never, never, never, never, FakeStorage(), clock
    )
    return Guide(house), command


async def pages_of(guide: Guide, progress: Progress, words: Any) -> list[tuple[Question, list[FormPress]]]:
    """Turn every page of the summary once; return each with the presses under it, as they are sent."""
    pages: list[tuple[Question, list[FormPress]]] = []
    first = progress.page
    while True:
        question = await guide.ask(progress, ALICE, words)
        drawn = Painter("agora_bot").draw(question, words, ALONE)
        assert drawn.keyboard is not None
        packed = [str(button.callback_data) for row in drawn.keyboard.inline_keyboard for button in row]
        assert all(len(each.encode()) <= 64 for each in packed)
        presses = [FormPress.unpack(split_press(each)[1]) for each in packed]
        pages.append((question, presses))
        [turn] = [each for each in presses if each.act == TURN] or [FormPress("", TURN, first)]
        await guide.press(progress, ALICE, turn)
        if turn.place == first:
            return pages


async def test_a_long_form_tells_what_was_answered_and_what_has_a_button_and_counts_the_rest(
    dictionary: Dictionary,
) -> None:
    guide, command = guide_of(26, dictionary)
    progress = Progress(command, {"title": "Emma", "d20": "hard"})
    progress.go_to_next()
    words = dictionary.words("fr")
    for page, left in enumerate((16, 15, 19)):
        progress.page = page
        question = await guide.ask(progress, ALICE, words)
        told = {"title", "d20"} | {each.name for each in command.fields[page * 10 : page * 10 + 10]}
        assert len(question.told) == len(told) == len(command.fields) - left
        assert f"Les {left} autres détails vont de soi." in outline(question.as_card(words))


@settings(max_examples=25, deadline=None)
@given(
    details=st.integers(3, 40),
    answers=st.dictionaries(st.integers(0, 39), st.text("abc\n🎭é <&", min_size=1, max_size=300), max_size=8),
)
async def test_no_combination_of_details_is_lost_or_refused_by_a_limit(
    dictionary: Dictionary, details: int, answers: dict[int, str]
) -> None:
    guide, command = guide_of(details, dictionary)
    values = {
        f"d{place}": (typed.strip() or "x", str(len(typed) % 10), "hard")[place % 3]
        for place, typed in answers.items()
        if place < details
    }
    progress = Progress(command, {"title": "x" * 400})
    progress.go_to_next()
    words = dictionary.words("fr")
    for name, typed in values.items():
        pages = await pages_of(guide, progress, words)
        place = [each.name for each in command.fields].index(name)
        [press] = [each for _, presses in pages for each in presses if each.act == CHANGE and each.place == place]
        await guide.press(progress, ALICE, press)
        assert progress.step == name
        assert await guide.answer(progress, ALICE, typed) is None
        assert progress.step == SUMMARY
        kept = write_draft(progress, ALICE.account, ALONE, datetime(2026, 12, 1, tzinfo=UTC))
        assert read_draft(kept, guide.house.catalogue) == progress
    pages = await pages_of(guide, progress, words)
    offered = [each.place for _, presses in pages for each in presses if each.act == CHANGE]
    assert sorted(offered) == list(range(details + 1))
    assert all(any(each.act == GO for each in presses) for _, presses in pages)
    assert {name: progress.given[name] for name in values} == values
