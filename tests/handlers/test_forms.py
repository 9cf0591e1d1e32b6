"""The guided form on the wire: every kind of question, mistakes, second thoughts, lapse, and going on after a stop."""

from datetime import UTC, datetime

import pytest

from sandbox.telegram.entities import Chat, Message, User
from tests.handlers.probe import Cover, Order
from tests.handlers.town import Town


async def settled(town: Town, user: User | None = None) -> Chat:
    """Return the group that is the person's home."""
    chat = await town.group()
    await town.settles_in(user or town.alice, chat)
    return chat


async def answer(town: Town, text: str, then: str) -> Message:
    said = town.say(town.alice, text)
    return await town.sees(town.alice, then, after=said)


async def reach(town: Town, question: str) -> None:
    """Answer an order's questions, one after the other, up to the one given."""
    town.probe.people["bob"] = 42
    asked = await answer(town, "/livre_commander", "Quel titre")
    for text, then in (
        ("Rentrée", "Combien"),
        ("3", "Quelle couverture"),
        ("rigide", "Quel livre"),
        ("Emma", "Quels autres livres"),
        ("Emma\nGerminal\nL’Assommoir\nNana", "Quand passerez-vous"),
        ("demain 18h", "Pour qui"),
        ("@bob", "Tout y est"),
    ):
        if question in asked.body:
            return
        asked = await answer(town, text, then)
    assert question in asked.body


async def test_every_kind_of_question_is_asked_and_understood(town: Town) -> None:
    async with town.running():
        group = await settled(town)
        await reach(town, "Tout y est")
        town.press(town.alice, "Cadeau…")
        await town.sees(town.alice, "Un paquet cadeau")
        town.press(town.alice, "Souple")
        await town.sees(town.alice, "Cadeau\xa0: Souple")
        town.press(town.alice, "C’est parti")
        await town.sees(town.alice, "C’est commandé : Rentrée × 3")
    (caller, order), *others = town.probe.orders
    assert others == []
    assert order == Order(
        "Rentrée",
        3,
        Cover.HARD,
        "1",
        ("1", "2", "5", "3"),
        datetime(2026, 11, 24, 17, 0, tzinfo=UTC),
        42,  # type: ignore[arg-type]
        "",
        Cover.SOFT,
    )
    assert caller.home is not None
    assert caller.place.is_private
    assert group.id


async def test_where_there_is_nothing_to_choose_from_it_is_said_at_once(town: Town) -> None:
    async with town.running():
        await settled(town)
        await reach(town, "Quel livre")
        await town.sees(town.alice, "je n’ai rien à proposer")
        unclear = await answer(town, "nan", "Plusieurs livres")
    assert "rien à proposer" not in unclear.body


async def test_what_the_line_gives_is_not_asked(town: Town) -> None:
    async with town.running():
        await settled(town)
        await answer(town, "/order_book Rentrée | 3 | souple", "Quel livre")
        await answer(town, "/cancel", "C’est annulé")
    assert not any("Quel titre" in text for text in town.texts(town.alice))


async def test_questions_come_in_the_readers_language(town: Town) -> None:
    async with town.running():
        await settled(town, town.bob)
        town.say(town.bob, "/livre_commander")
        question = await town.sees(town.bob, "What is the order called?")
        assert question.labels == [["Cancel"]]
        town.press(town.bob, "Cancel")
        await town.sees(town.bob, "Cancelled")


@pytest.mark.parametrize(
    ("question", "wrong", "explained"),
    [
        ("Quel titre", "x", "il faut de 2 à 30 caractères"),
        ("Quel titre", "é" * 300, "il y en a 300"),
        ("Combien", "douze", "nombre entier de 1 à 9"),
        ("Combien", "12", "nombre entier de 1 à 9"),
        ("Quelle couverture", "cuir", "je ne connais pas « cuir »"),
        ("Quel livre", "Zadig", "Aucun livre ne répond à « Zadig »"),
        ("Quand passerez-vous", "hier", "ce moment est déjà passé"),
        ("Quand passerez-vous", "un de ces jours", "Je n’ai pas compris"),
        ("Pour qui", "@nobody", "Je ne trouve personne"),
    ],
)
async def test_a_wrong_answer_is_explained_and_asked_again(
    town: Town, question: str, wrong: str, explained: str
) -> None:
    async with town.running():
        await settled(town)
        await reach(town, question)
        again = await answer(town, wrong, question)
        flat = again.body.replace("\u202f", " ").replace("\xa0", " ")
        assert explained.replace("\u202f", " ").replace("\xa0", " ") in flat
    assert town.probe.orders == []


async def test_an_unclear_book_is_chosen_among_suggestions(town: Town) -> None:
    async with town.running():
        await settled(town)
        await reach(town, "Quel livre")
        await answer(town, "nan", "Plusieurs livres")
        town.press(town.alice, "Nanon")
        await town.sees(town.alice, "Quels autres livres")
    draft = await town.storage.read(lambda rows: rows.drafts.get("telegram", str(town.alice.id)))
    assert draft is not None
    assert draft.answers["book"] == "4"


async def test_a_book_that_nearly_fits_is_suggested(town: Town) -> None:
    async with town.running():
        await settled(town)
        await reach(town, "Quel livre")
        asked = await answer(town, "Emme", "Aucun livre")
        assert ["Emma"] in [row[:1] for row in asked.labels]


@pytest.mark.parametrize(("books", "are_offered"), [(3, True), (9, False)])
async def test_a_book_that_nothing_comes_near_is_answered_with_all_of_a_short_list_and_none_of_a_long_one(
    town: Town, books: int, are_offered: bool
) -> None:
    town.probe.display = [f"Tome {number}" for number in range(books)]
    async with town.running():
        await settled(town)
        await reach(town, "Quel livre")
        asked = await answer(town, "Zadig", "Aucun livre")
        offered = {label for row in asked.labels for label in row}
        assert ({"Tome 0", "Tome 2"} <= offered) is are_offered
        assert ("Tome 0" in offered) is are_offered


async def test_books_on_one_line_stand_between_commas_as_in_the_command(town: Town) -> None:
    async with town.running():
        await settled(town)
        await reach(town, "Quels autres livres")
        asked = await answer(town, "Emma, Zadig, Nana", "Aucun livre")
        assert "Retenu" in asked.body
        assert "« Zadig »" in asked.body.replace("\u202f", " ")
        town.press(town.alice, "Laisser cette ligne de côté")
        await town.sees(town.alice, "Nana\n\nUn autre")


async def test_a_list_grows_line_by_line_and_nothing_typed_is_lost(town: Town) -> None:
    async with town.running():
        await settled(town)
        await reach(town, "Quels autres livres")
        await answer(town, "Emma", "Retenu")
        with pytest.raises(Exception, match="Terminé"):
            town.press(town.alice, "Terminé")
        unclear = await answer(town, "- Germinal\n• nan\nZadig", "Pour cette ligne")
        assert "Plusieurs livres" in unclear.body
        assert "Germinal" in unclear.body
        town.press(town.alice, "Nana")
        unknown = await town.sees(town.alice, "Aucun livre")
        assert "Zadig" in unknown.body
        town.press(town.alice, "Laisser cette ligne de côté")
        await town.sees(town.alice, "Nana\n\nUn autre")
        town.press(town.alice, "Terminé")
        await town.sees(town.alice, "Quand passerez-vous")
    draft = await town.storage.read(lambda rows: rows.drafts.get("telegram", str(town.alice.id)))
    assert draft is not None
    assert draft.answers["books"] == "1\n2\n3"


async def test_a_full_list_ends_by_itself_and_says_what_is_left_out(town: Town) -> None:
    async with town.running():
        await settled(town)
        await reach(town, "Quels autres livres")
        asked = await answer(town, "1;2;3;4;5", "Quand passerez-vous")
        assert "La liste est complète (4)" in asked.body


async def test_a_proposed_list_is_taken_by_one_button(town: Town) -> None:
    town.probe.proposed = "Emma\nNanon"
    async with town.running():
        await settled(town)
        await reach(town, "Quels autres livres")
        town.press(town.alice, "Reprendre la liste proposée (2)")
        await town.sees(town.alice, "Retenus (2)")
        town.press(town.alice, "Terminé")
        await town.sees(town.alice, "Quand passerez-vous")


async def test_a_likely_moment_is_one_press_away(town: Town) -> None:
    async with town.running():
        await settled(town)
        await reach(town, "Quand passerez-vous")
        labels = [label for row in (await town.sees(town.alice, "Quand passerez-vous")).labels for label in row]
        assert len(labels) == 5
        town.press(town.alice, labels[1])
        await town.sees(town.alice, "Pour qui")
    draft = await town.storage.read(lambda rows: rows.drafts.get("telegram", str(town.alice.id)))
    assert draft is not None
    assert draft.answers["when"] == "24/11/2026 18:00"


async def test_a_button_of_an_earlier_question_is_past(town: Town) -> None:
    async with town.running():
        await settled(town)
        town.say(town.alice, "/livre_commander Rentrée | 3")
        old = await town.sees(town.alice, "Quelle couverture")
        await answer(town, "souple", "Quel livre")
        press = town.sandbox.people.press(town.alice, town.bot, "Rigide", old)
        toast = await town.sandbox.sight.answer_to(press)
        assert toast.is_alert
        assert "Cette question est passée" in toast.text


async def test_a_refused_form_keeps_every_answer(town: Town) -> None:
    town.probe.in_stock = False
    async with town.running():
        await settled(town)
        await reach(town, "Tout y est")
        town.press(town.alice, "C’est parti")
        refused = await town.sees(town.alice, "Que voulez-vous changer")
        assert "Rentrée" in refused.body
        town.probe.in_stock = True
        town.press(town.alice, "Titre…")
        await town.sees(town.alice, "Quel titre")
        await answer(town, "Hiver", "Titre\xa0: Hiver")
        town.press(town.alice, "C’est parti")
        await town.sees(town.alice, "C’est commandé : Hiver × 3")
    assert [order.title for _, order in town.probe.orders] == ["Hiver"]


async def test_what_was_down_is_tried_again_by_one_press(town: Town) -> None:
    town.probe.is_down = True
    async with town.running():
        await settled(town)
        await reach(town, "Tout y est")
        town.press(town.alice, "C’est parti")
        await town.sees(town.alice, "recommencez dans une minute")
        town.probe.is_down = False
        town.press(town.alice, "C’est parti")
        await town.sees(town.alice, "C’est commandé")
    assert len(town.probe.orders) == 1


async def test_words_typed_while_choosing_what_to_change_change_nothing(town: Town) -> None:
    town.probe.in_stock = False
    async with town.running():
        await settled(town)
        await reach(town, "Tout y est")
        town.press(town.alice, "C’est parti")
        await town.sees(town.alice, "Que voulez-vous changer")
        await answer(town, "Emma", "Que voulez-vous changer")
        town.press(town.alice, "Annuler")
        await town.sees(town.alice, "C’est annulé")
    assert town.probe.orders == []


async def test_a_form_that_waited_too_long_ends_kindly(town: Town) -> None:
    async with town.running():
        await settled(town)
        await answer(town, "/livre_commander", "Quel titre")
        town.clock.move(minutes=31)
        late = await answer(town, "Rentrée", "plus d’une demi-heure")
        assert "/livre_commander" in late.body
        await answer(town, "Rentrée", "Je n’ai pas compris")


async def test_a_form_goes_on_after_a_restart(town: Town) -> None:
    async with town.running():
        await settled(town)
        await reach(town, "Quels autres livres")
        await answer(town, "Emma\nnan", "Plusieurs livres")
    async with town.running():
        town.press(town.alice, "Nanon")
        await town.sees(town.alice, "Retenus (2)")
        town.press(town.alice, "Terminé")
        await town.sees(town.alice, "Quand passerez-vous")
        await answer(town, "demain 18h", "Pour qui")
        await answer(town, "@bob", "Tout y est")
    async with town.running():
        town.press(town.alice, "Mot…")
        await town.sees(town.alice, "Un mot pour la librairie")
        await answer(town, "Merci & à bientôt <b>", "Mot\xa0: Merci & à bientôt <b>")
        town.press(town.alice, "C’est parti")
        await town.sees(town.alice, "C’est commandé")
    ((_, order),) = town.probe.orders
    assert order.books == ("1", "4")
    assert order.note == "Merci & à bientôt <b>"


async def test_other_commands_work_in_the_middle_of_a_form(town: Town) -> None:
    async with town.running():
        await settled(town)
        await answer(town, "/livre_commander", "Quel titre")
        await answer(town, "/echo Emma", "Vous avez dit")
        await answer(town, "Rentrée", "Combien")
    assert town.probe.echoes == ["Emma"]


async def test_a_picture_is_no_answer(town: Town) -> None:
    async with town.running():
        await settled(town)
        await answer(town, "/livre_commander", "Quel titre")
        town.sandbox.push_raw(town.bot, picture_from(town))
        await town.sees(town.alice, "Il me faut une réponse écrite")
        await answer(town, "Rentrée", "Combien")


async def test_cancelling_nothing_says_so(town: Town) -> None:
    async with town.running():
        town.start(town.alice)
        said = await answer(town, "/annuler", "Il n’y a rien à annuler")
    assert said.labels == []


def picture_from(town: Town) -> dict[str, object]:
    person = {"id": town.alice.id, "is_bot": False, "first_name": "Alice", "language_code": "fr"}
    photo = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
    chat = {"id": town.alice.id, "type": "private", "first_name": "Alice"}
    return {"message": {"message_id": 900, "date": 1_790_000_000, "chat": chat, "from": person, "photo": [photo]}}
