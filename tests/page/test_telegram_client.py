"""The Telegram pane in a real browser: topics, photos, albums, polls, reactions, keyboards, coming and going."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import Forbidden

from sandbox.telegram.entities import Message
from tests.page.conftest import Opens, windows
from tests.page.telegram_town import TelegramTown, telegram_town
from tests.sandbox.telegram.pictures import png

PICTURE: FilePayload = {"name": "emma.png", "mimeType": "image/png", "buffer": png(64, 48)}
FAKE: FilePayload = {"name": "faux.png", "mimeType": "image/png", "buffer": b"no picture"}
LIST: FilePayload = {"name": "livres.csv", "mimeType": "text/csv", "buffer": b"Emma;Austen"}


@pytest.fixture
def town(browser: Browser) -> Iterator[TelegramTown]:
    with telegram_town() as town:
        yield town


@pytest.fixture
def opens(browser: Browser, town: TelegramTown) -> Iterator[Opens]:
    yield from windows(browser, town.page.address)


def log(page: Page) -> Locator:
    return page.locator("#telegram .log")


def newest(page: Page, words: str) -> Locator:
    return log(page).locator("article:not(:has(.service))").filter(has_text=words).last


def open_menu(page: Page, words: str) -> Locator:
    newest(page, words).locator("[data-menu=message]").click()
    return page.get_by_role("menu")


def send(page: Page, line: str) -> None:
    page.fill("#telegram-line", line)
    page.keyboard.press("Enter")


def go_to(page: Page, name: str) -> None:
    page.locator("[data-place=telegram]").select_option(label=name)


@pytest.mark.long
def test_a_topic_is_opened_written_in_closed_and_opened_again(opens: Opens, town: TelegramTown) -> None:
    alice, bob = opens("alice"), opens("bob")
    for page in (alice, bob):
        go_to(page, "Le Forum")
    alice.get_by_role("button", name="Nouveau sujet").click()
    alice.get_by_label("Nom du sujet *").fill("Annonces")
    alice.get_by_role("button", name="Envoyer").last.click()
    expect(alice.locator("#telegram .room strong")).to_have_text("Annonces")
    send(alice, "Rendez-vous jeudi")
    expect(newest(alice, "Rendez-vous jeudi")).to_be_visible()
    expect(newest(bob, "Rendez-vous jeudi").get_by_role("button", name="topic Annonces")).to_be_visible()
    bob.locator("#telegram .fold").get_by_role("button", name="Annonces").click()
    expect(bob.locator("#telegram .room strong")).to_have_text("Annonces")
    send(bob, "I'll come")
    expect(newest(alice, "I'll come")).to_be_visible()
    alice.get_by_role("button", name="Fermer le sujet").click()
    expect(bob.locator("#telegram")).to_contain_text("this topic is closed.")
    expect(bob.locator("#telegram-line")).to_be_hidden()
    expect(bob.locator("[data-place=telegram] option:checked")).to_contain_text("Annonces")
    alice.get_by_role("button", name="Rouvrir le sujet").click()
    expect(bob.locator("#telegram-line")).to_be_visible()
    alice.get_by_role("button", name="Renommer").click()
    alice.get_by_label("Nom du sujet *").fill("Nouvelles")
    alice.get_by_role("button", name="Enregistrer").click()
    expect(bob.locator("#telegram .room strong")).to_have_text("Nouvelles")
    alice.get_by_role("button", name="Supprimer le sujet").click()
    alice.locator("#modal").get_by_role("button", name="Supprimer").click()
    expect(bob.locator("[data-place=telegram] option:checked")).to_have_text("Le Forum")
    expect(log(bob)).not_to_contain_text("Rendez-vous jeudi")


def test_what_the_bot_does_with_topics_is_drawn_where_it_belongs(opens: Opens, town: TelegramTown) -> None:
    page = opens("alice")
    go_to(page, "Le Forum")
    topic = town.does(town.bot.create_forum_topic(town.forum.id, "Débats"))
    town.sends("send_message", chat_id=town.forum.id, message_thread_id=topic.message_thread_id, text="On commence")
    town.sends("send_message", chat_id=town.forum.id, text="À tous")
    page.locator("#telegram .fold").get_by_role("button", name="Débats").click()
    expect(newest(page, "On commence")).to_be_visible()
    expect(log(page)).not_to_contain_text("À tous")
    page.get_by_role("button", name="Tous les sujets").click()
    page.locator("#telegram .fold").get_by_role("button", name="General").click()
    expect(newest(page, "À tous")).to_be_visible()
    expect(log(page)).not_to_contain_text("On commence")
    send(page, "Bien reçu")
    expect(newest(page, "Bien reçu")).to_be_visible()
    written = town.forum.messages[town.forum.last_message_id]
    assert (written.text, written.topic) == ("Bien reçu", None)
    town.does(town.bot.edit_forum_topic(town.forum.id, topic.message_thread_id, name="Débats de mars"))
    expect(page.locator("[data-place=telegram]")).to_contain_text("Débats de mars")
    town.does(town.bot.close_forum_topic(town.forum.id, topic.message_thread_id))
    expect(page.locator("[data-place=telegram]")).to_contain_text("🔒 Débats de mars")


def test_an_answer_begun_in_one_place_does_not_follow_into_another(opens: Opens, town: TelegramTown) -> None:
    town.acts(town.sandbox.people.say, town.bob, town.forum, "In general")
    page = opens("alice")
    go_to(page, "Le Forum")
    open_menu(page, "In general").get_by_role("menuitem", name="Répondre").click()
    expect(page.locator("[data-tg-replying]")).to_contain_text("Bob")
    page.locator("#telegram .fold").get_by_role("button", name="Polars").click()
    expect(page.locator("[data-tg-replying]")).to_be_hidden()
    send(page, "Dans le sujet")
    expect(newest(page, "Dans le sujet")).to_be_visible()
    written = town.forum.messages[town.forum.last_message_id]
    assert (written.reply_to, written.topic) == (None, town.topic)


def test_a_link_to_the_bot_opens_its_private_chat(opens: Opens, town: TelegramTown) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Mon bulletin", url="https://t.me/agora_bot?start=vote-7")]])
    town.sends("send_message", text="Quel livre ?", reply_markup=keys)
    page = opens("bob")
    newest(page, "Quel livre ?").get_by_role("button", name="Mon bulletin").click()
    expect(page.locator("[data-place=telegram] option:checked")).to_have_text("@agora_bot")
    expect(newest(page, "/start vote-7")).to_be_visible()
    town.sends(
        "send_message",
        text="Ailleurs",
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("x", url="https://example.org")]]),
    )
    go_to(page, "La Page blanche")
    newest(page, "Ailleurs").get_by_role("button", name="x").click()
    expect(page.locator("#problem")).to_contain_text("this link leads elsewhere")


def test_pictures_are_drawn_and_covered_ones_wait_for_a_press(opens: Opens, town: TelegramTown) -> None:
    town.sends("send_photo", photo=png(320, 180), caption="<b>Emma</b>, de Jane Austen", parse_mode="HTML")
    town.sends("send_photo", photo=png(320, 180), caption="La fin", has_spoiler=True)
    page = opens("alice")
    drawn = newest(page, "de Jane Austen")
    expect(drawn.get_by_role("img", name="Emma, de Jane Austen")).to_be_visible()
    expect(drawn.locator(".text b")).to_have_text("Emma")
    assert drawn.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
    covered = newest(page, "La fin")
    expect(covered.get_by_role("img")).to_be_hidden()
    covered.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(covered.get_by_role("img", name="La fin")).to_be_visible()
    town.acts(town.sandbox.people.say, town.bob, town.group, "Meanwhile")
    expect(newest(page, "Meanwhile")).to_be_visible()
    expect(covered.get_by_role("img", name="La fin")).to_be_visible()
    expect(covered.locator("summary")).to_be_focused()


def test_an_album_stands_as_one_message_and_a_file_is_saved_never_opened(opens: Opens, town: TelegramTown) -> None:
    town.sends(
        "send_media_group", media=[InputMediaPhoto(png(64, 48), caption="Trois"), *[InputMediaPhoto(png(9, 9))] * 2]
    )
    town.sends("send_document", document=b"<script>document.title=1</script>", filename="a.html")
    page = opens("bob")
    expect(newest(page, "Trois").get_by_role("img")).to_have_count(3)
    expect(newest(page, "Trois").locator(".text")).to_have_text("Trois")
    with page.expect_download() as saving:
        log(page).get_by_role("link", name="a.html").click()
    assert saving.value.suggested_filename == "a.html"
    assert page.title() != "1"


@pytest.mark.long
def test_a_person_sends_pictures_as_an_album_files_and_a_sticker(opens: Opens, town: TelegramTown) -> None:
    page = opens("alice")
    page.set_input_files("#telegram-files", [PICTURE, PICTURE])
    page.get_by_label("Couvrir les photos").check()
    send(page, "Deux couvertures")
    expect(newest(page, "Deux couvertures").locator("details.veil")).to_have_count(2)
    expect(page.locator("[data-tg-parcel]")).to_be_hidden()
    page.set_input_files("#telegram-files", [PICTURE])
    expect(page.get_by_label("Couvrir les photos")).not_to_be_checked()
    page.get_by_label("Envoyer les photos comme fichiers").check()
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(log(page).get_by_role("link", name="emma.png")).to_be_visible()
    page.set_input_files("#telegram-files", [LIST])
    expect(page.get_by_label("Couvrir les photos")).to_be_hidden()
    page.get_by_role("button", name="Retirer livres.csv").click()
    expect(page.locator("[data-tg-parcel]")).to_be_hidden()
    page.get_by_role("button", name="Autocollants").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Envoyer l’autocollant 📚")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(log(page).get_by_role("img", name="Autocollant ❤️")).to_be_visible()
    kinds = [sorted(each.keys() & {"photo", "document", "sticker"}) for each in town.updates("message")]
    assert kinds == [["photo"], ["photo"], ["document"], ["sticker"]]


def test_a_file_that_is_no_picture_is_refused_in_words_and_stays_ready(opens: Opens) -> None:
    page = opens("alice")
    page.set_input_files("#telegram-files", [FAKE])
    send(page, "Voilà")
    expect(page.locator("#problem")).to_contain_text("ce fichier n’est pas une image")
    expect(page.locator("#telegram-line")).to_have_value("Voilà")
    expect(page.locator("[data-tg-parcel]")).to_contain_text("faux.png")


@pytest.mark.long
def test_one_replies_edits_deletes_and_only_the_reply_and_the_edit_are_told(opens: Opens, town: TelegramTown) -> None:
    said = town.acts(town.sandbox.people.say, town.bob, town.group, "Who reads Emma?")
    alice, bob = opens("alice"), opens("bob")
    open_menu(alice, "Who reads Emma?").get_by_role("menuitem", name="Répondre").click()
    expect(alice.locator("#telegram-line")).to_be_focused()
    send(alice, "Moi !")
    expect(newest(bob, "Moi !").locator(".quoted")).to_have_text("Bob Who reads Emma?")
    open_menu(bob, "Moi !")
    expect(bob.get_by_role("menuitem", name="Edit")).to_have_count(0)
    bob.keyboard.press("Escape")
    open_menu(alice, "Moi !").get_by_role("menuitem", name="Modifier").click()
    alice.locator("#modal").get_by_label("Message").fill("Moi aussi !")
    alice.get_by_role("button", name="Enregistrer").click()
    expect(newest(bob, "Moi aussi !")).to_contain_text("edited")
    log(bob).locator("article").filter(has_text="Who reads Emma?").first.locator("[data-menu]").click()
    bob.get_by_role("menuitem", name="Delete").click()
    bob.locator("#modal").get_by_role("button", name="Delete").click()
    expect(newest(alice, "Moi aussi !").locator(".quoted")).to_have_text("Message supprimé")
    assert said.is_deleted
    assert [sorted(each.keys() - {"update_id"}) for each in town.everything()][-3:] == [
        ["message"],
        ["message"],
        ["edited_message"],
    ]


@pytest.mark.long
def test_a_message_is_forwarded_to_the_bot_and_pinned_at_the_top(opens: Opens, town: TelegramTown) -> None:
    town.acts(town.sandbox.people.say, town.bob, town.group, "Rendez-vous jeudi")
    page = opens("alice")
    open_menu(page, "Rendez-vous").get_by_role("menuitem", name="Transférer").click()
    page.get_by_label("À").select_option(label="@agora_bot")
    page.get_by_role("button", name="Envoyer").last.click()
    open_menu(page, "Rendez-vous").get_by_role("menuitem", name="Épingler").click()
    expect(page.locator(".pinned")).to_contain_text("Rendez-vous jeudi")
    page.locator(".pinned button").focus()
    page.keyboard.press("Enter")
    expect(log(page).locator("article:focus")).to_contain_text("Rendez-vous jeudi")
    open_menu(page, "Rendez-vous jeudi").get_by_role("menuitem", name="Détacher").click()
    expect(page.locator(".pinned")).to_have_count(0)
    message = town.sends("send_message", text="À retenir")
    town.does(town.bot.pin_chat_message(town.group.id, message.id))
    expect(page.locator(".pinned")).to_contain_text("À retenir")
    go_to(page, "@agora_bot")
    expect(newest(page, "Rendez-vous jeudi")).to_contain_text("Transféré de Bob")


def test_a_poll_is_voted_in_and_taken_back_and_shows_nothing_before(opens: Opens, town: TelegramTown) -> None:
    poll = town.sends("send_poll", question="Quel livre ?", options=["Emma", "Nana"], is_anonymous=False)
    town.acts(town.sandbox.people.vote, town.bob, poll, 1)
    page = opens("alice")
    ballot = newest(page, "Quel livre ?")
    expect(ballot).to_contain_text("1 voix")
    expect(ballot).not_to_contain_text("100 %")
    ballot.get_by_role("button", name="Voter").click()
    expect(page.get_by_role("alert").first).to_contain_text("choisissez une réponse")
    ballot.get_by_label("Emma").check()
    town.acts(town.sandbox.people.say, town.bob, town.group, "Meanwhile")
    expect(newest(page, "Meanwhile")).to_be_visible()
    expect(ballot.get_by_label("Emma")).to_be_checked()
    ballot.get_by_role("button", name="Voter").click()
    expect(ballot.locator(".results li").first).to_have_text("Emma votre choix 1 voix · 50 %")
    ballot.locator("summary").click()
    expect(ballot.locator("details")).to_contain_text("Nana · Bob")
    answers = [each["option_ids"] for each in town.updates("poll_answer")]
    ballot.get_by_role("button", name="Retirer mon vote").click()
    expect(ballot).not_to_contain_text("%")
    expect(ballot.get_by_label("Emma")).not_to_be_checked()
    assert answers == [[1], [0]]
    town.does(town.bot.stop_poll(town.group.id, poll.id))
    expect(ballot).to_contain_text("résultats définitifs")
    expect(ballot).to_contain_text("Nana 1 voix · 100 %")


@pytest.mark.long
def test_a_quiz_tells_right_from_wrong_and_a_hidden_poll_waits_for_the_clock(opens: Opens, town: TelegramTown) -> None:
    terms: dict[str, Any] = {"type": "quiz", "correct_option_ids": [0], "explanation": "Zola, en 1880"}
    town.sends("send_poll", question="Qui a écrit Nana ?", options=["Zola", "Sand"], **terms)
    secret: dict[str, Any] = {
        "api_kwargs": {"hide_results_until_closes": True},
        "open_period": 3000,
        "allows_multiple_answers": True,
    }
    town.sends("send_poll", question="En secret ?", options=["Oui", "Non"], **secret)
    page = opens("alice")
    quiz, hidden = newest(page, "Qui a écrit Nana ?"), newest(page, "En secret ?")
    expect(quiz).not_to_contain_text("1880")
    quiz.get_by_label("Sand").check()
    quiz.get_by_role("button", name="Voter").click()
    expect(quiz).to_contain_text("mauvaise réponse")
    expect(quiz).to_contain_text("Zola, en 1880")
    expect(quiz.get_by_role("button", name="Retirer mon vote")).to_have_count(0)
    for name in ("Oui", "Non"):
        hidden.get_by_label(name).check()
    hidden.get_by_role("button", name="Voter").click()
    expect(hidden.locator(".results")).to_contain_text("votre choix")
    expect(hidden).not_to_contain_text("100 %")
    page.get_by_role("button", name="À la prochaine échéance").click()
    expect(hidden).to_contain_text("Oui votre choix 1 voix · 100 %")
    assert [each["is_closed"] for each in town.updates("poll")][-1]


@pytest.mark.long
def test_reactions_are_set_and_taken_back_and_focus_stays(opens: Opens, town: TelegramTown) -> None:
    said = town.acts(town.sandbox.people.say, town.bob, town.group, "Emma !")
    town.acts(town.account.queue.allow, ["message", "message_reaction"])
    alice, bob = opens("alice"), opens("bob")
    open_menu(alice, "Emma !").get_by_role("menuitem", name="Réagir 🔥").click()
    theirs = newest(bob, "Emma !").get_by_role("button", name="🔥, 1 reaction")
    theirs.focus()
    bob.keyboard.press("Enter")
    both = newest(bob, "Emma !").get_by_role("button", name="🔥, 2 reactions, yours among them")
    expect(both).to_have_attribute("aria-pressed", "true")
    expect(both).to_be_focused()
    town.does(town.bot.set_message_reaction(town.group.id, said.id, "👍"))
    expect(newest(bob, "Emma !").get_by_role("button", name="👍, 1 reaction", exact=True)).to_be_visible()
    newest(alice, "Emma !").get_by_role("button", name="🔥, 2 réactions, dont la vôtre").click()
    expect(newest(bob, "Emma !").get_by_role("button", name="🔥, 1 reaction, yours among them")).to_be_visible()
    told = [(len(each["old_reaction"]), len(each["new_reaction"])) for each in town.updates("message_reaction")]
    assert told == [(0, 1), (0, 1), (1, 0)]


def test_a_bot_is_blocked_and_let_in_again_and_learns_of_it(opens: Opens, town: TelegramTown) -> None:
    page = opens("alice")
    go_to(page, "@agora_bot")
    page.locator("[data-key=telegram-chats] summary").click()
    page.get_by_role("button", name="Bloquer @agora_bot").click()
    page.locator("#modal").get_by_role("button", name="Bloquer").click()
    expect(page.locator("#telegram-line")).to_be_hidden()
    with pytest.raises(Forbidden, match="blocked by the user"):
        town.does(town.bot.send_message(town.alice.id, "Vous êtes là ?"))
    page.locator("[data-no-writing] button").click()
    expect(page.locator("#telegram-line")).to_be_visible()
    town.sends("send_message", chat_id=town.alice.id, text="Revoilà")
    expect(newest(page, "Revoilà")).to_be_visible()
    assert [each["new_chat_member"]["status"] for each in town.updates("my_chat_member")] == ["kicked", "member"]


@pytest.mark.long
def test_somebody_joins_and_somebody_leaves(opens: Opens, town: TelegramTown) -> None:
    town.acts(town.account.queue.allow, ["message", "chat_member"])
    chloe, bob = opens("chloe"), opens("bob")
    for page in (chloe, bob):
        page.locator("[data-key=telegram-chats] summary").click()
    chloe.get_by_role("button", name="Rejoindre La Page blanche").click()
    expect(chloe.get_by_role("button", name="Quitter La Page blanche")).to_be_focused()
    go_to(chloe, "La Page blanche")
    send(chloe, "Me voilà")
    expect(newest(bob, "Me voilà")).to_be_visible()
    expect(log(bob)).to_contain_text("Chloé joined the group")
    bob.get_by_role("button", name="Leave La Page blanche").click()
    bob.locator("#modal").get_by_role("button", name="Leave").click()
    expect(log(chloe)).to_contain_text("Bob quitte le groupe")
    expect(bob.locator("[data-place=telegram]")).not_to_contain_text("La Page blanche")
    changes = [each["new_chat_member"]["status"] for each in town.updates("chat_member")]
    assert changes == ["member", "left"]


def test_a_bots_keyboard_is_pressed_goes_after_one_use_and_a_reply_is_forced(opens: Opens, town: TelegramTown) -> None:
    page = opens("alice")
    keys: list[list[str | KeyboardButton]] = [["Oui", "Non"], [KeyboardButton("Mon numéro", request_contact=True)]]
    asked = town.sends(
        "send_message",
        text="Viendrez-vous ?",
        reply_markup=ReplyKeyboardMarkup(keys, one_time_keyboard=True, input_field_placeholder="Oui ou non ?"),
    )
    keyboard = page.get_by_role("group", name="Clavier du robot")
    expect(keyboard.get_by_role("button", name="Mon numéro")).to_be_disabled()
    expect(page.locator("#telegram-line")).to_have_attribute("placeholder", "Oui ou non ?")
    keyboard.get_by_role("button", name="Oui").click()
    expect(newest(page, "Oui").locator(".quoted")).to_contain_text("Viendrez-vous ?")
    expect(keyboard).to_have_count(0)
    assert newest_said(town).reply_to is asked
    town.sends("send_message", text="Combien serez-vous ?", reply_markup=ForceReply(input_field_placeholder="2"))
    expect(page.locator("[data-tg-replying]")).to_contain_text("Agora")
    send(page, "Deux")
    expect(newest(page, "Deux").locator(".quoted")).to_contain_text("Combien")
    expect(page.locator("[data-tg-replying]")).to_be_hidden()
    town.sends("send_message", text="Encore ?", reply_markup=ReplyKeyboardMarkup([["Oui"]]))
    expect(keyboard).to_be_visible()
    town.sends("send_message", text="Merci", reply_markup=ReplyKeyboardRemove())
    expect(keyboard).to_have_count(0)


def newest_said(town: TelegramTown) -> Message:
    return town.group.messages[town.group.last_message_id]


@pytest.mark.long
def test_a_long_quotation_unfolds_and_stays_so(opens: Opens, town: TelegramTown) -> None:
    words = "Une phrase. " * 60
    town.sends("send_message", text=f"<blockquote expandable>{words}</blockquote>", parse_mode="HTML")
    page = opens("alice")
    quote = log(page).locator("blockquote")
    folded = quote.evaluate("element => element.clientHeight")
    quote.get_by_role("button", name="Tout lire").click()
    expect(quote.get_by_role("button", name="Replier")).to_have_attribute("aria-expanded", "true")
    town.acts(town.sandbox.people.say, town.bob, town.group, "Meanwhile")
    expect(newest(page, "Meanwhile")).to_be_visible()
    expect(quote.get_by_role("button", name="Replier")).to_be_focused()
    assert quote.evaluate("element => element.clientHeight") > folded
