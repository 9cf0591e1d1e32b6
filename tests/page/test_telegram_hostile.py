"""The Telegram pane under hostile text, by keyboard alone, for screen readers and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, expect
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyKeyboardMarkup

from sandbox.telegram.gestures import Parcel
from sandbox.telegram.parameters import Part
from tests.page.conftest import Opens, windows
from tests.page.telegram_town import TelegramTown, telegram_town
from tests.page.test_telegram_client import go_to, log, newest, open_menu, send
from tests.sandbox.telegram.pictures import png

RLO = "\u202e"
SCRIPT = '<script>document.title="1"</script>'
HOSTILE = f"{SCRIPT}{RLO}envers "
LINE = "mot" * 1400
PICTURE: FilePayload = {"name": f"{SCRIPT}.png", "mimeType": "image/png", "buffer": png(9, 9)}

WATCH = """log => {
    window.told = [];
    const note = (node) => { if (node.nodeName === "ARTICLE") told.push(node.querySelector(".text").textContent); };
    const look = (changes) => changes.forEach((change) => change.addedNodes.forEach(note));
    new MutationObserver(look).observe(log, { childList: true, subtree: true });
}"""


@pytest.fixture
def town(browser: Browser) -> Iterator[TelegramTown]:
    with telegram_town() as town:
        yield town


@pytest.fixture
def opens(browser: Browser, town: TelegramTown) -> Iterator[Opens]:
    yield from windows(browser, town.page.address)


def worst(characters: int) -> str:
    return (HOSTILE + LINE)[:characters]


def fill_with_hostile_text(town: TelegramTown) -> None:
    """Every place where somebody may write anything holds the worst of it, as long as Telegram takes it."""
    people, gestures, group = town.sandbox.people, town.sandbox.gestures, town.forum
    town.bob.first_name, town.bob.last_name = worst(64), SCRIPT
    group.title = worst(128)
    topic = town.acts(town.sandbox.topics.create, town.alice, group, worst(128))
    said = town.acts(people.say, town.bob, group, HOSTILE + LINE[:4000])
    town.acts(people.say, town.bob, group, LINE[:4096], topic=topic)
    town.acts(people.react, town.alice, town.acts(people.say, town.alice, group, worst(500), reply_to=said), "👍")
    town.acts(gestures.forward, town.alice, said, group)
    town.acts(gestures.pin, town.alice, said)
    town.acts(gestures.send_files, town.bob, group, Parcel([Part(f"{worst(120)}.txt", "text/plain", b"x")] * 2))
    here = {"chat_id": group.id}
    town.sends("send_photo", photo=png(400, 20), caption=worst(1024), **here)
    town.sends("send_media_group", media=[InputMediaPhoto(png(9, 9), caption=worst(900))] * 2, **here)
    options = [worst(100), worst(99)]
    town.sends("send_poll", question=worst(300), options=options, is_anonymous=False, **here)
    terms: dict[str, Any] = {"type": "quiz", "correct_option_ids": [0], "explanation": worst(200)}
    quiz = town.sends("send_poll", question=worst(290), options=options, **terms, **here)
    town.acts(people.vote, town.alice, quiz, 1)
    keys = InlineKeyboardMarkup(
        [[InlineKeyboardButton(worst(200), callback_data="x"), InlineKeyboardButton("b", url="https://t.me/a")]]
    )
    town.sends("send_message", text=worst(300), reply_markup=keys, **here)
    keyboard = ReplyKeyboardMarkup([[worst(200), "Non"]], input_field_placeholder=worst(64))
    town.sends("send_message", text=worst(300), reply_markup=keyboard, **here)


def is_whole(page: Page, width: int) -> bool:
    """Whether nothing is wider than the window and no script has run."""
    return bool(page.evaluate("document.documentElement.scrollWidth") <= width) and page.title() != "1"


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.long), 360])
def test_hostile_text_is_text_and_the_page_keeps_its_shape(opens: Opens, town: TelegramTown, width: int) -> None:
    fill_with_hostile_text(town)
    page = opens("alice", width=width)
    go_to(page, f"{worst(128)}")
    expect(log(page).locator("article")).to_have_count(len(town.forum.messages) - 2)
    for place in (".text", "h3 bdi", ".quoted", "figcaption", "legend", ".choice", ".results", ".explained", ".media a",
                  ".keys button", ".service", "[data-key^=in-]"):  # fmt: skip
        expect(log(page).locator(place).filter(has_text="<script>").first).to_be_attached()
    for place in (".pinned", ".fold", ".reply-keyboard"):
        expect(page.locator(f"#telegram {place}").filter(has_text="<script>").first).to_be_visible()
    assert is_whole(page, width)
    assert log(page).evaluate("log => log.scrollWidth <= log.clientWidth")
    page.set_input_files("#telegram-files", [PICTURE])
    open_menu(page, "envers")
    box = page.locator("#menu").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.get_by_role("menuitem", name="Répondre").click()
    assert is_whole(page, width)
    open_menu(page, "envers").get_by_role("menuitem", name="Supprimer").click()
    expect(page.locator("#modal")).to_be_visible()
    assert is_whole(page, width)
    page.keyboard.press("Escape")
    page.locator("#telegram .fold").get_by_role("button").nth(1).click()
    expect(page.locator("#telegram .room strong")).to_contain_text("<script>")
    page.get_by_role("button", name="Renommer").click()
    expect(page.get_by_label("Nom du sujet *")).to_have_value(worst(128))
    assert is_whole(page, width)


@pytest.mark.long
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_no_serious_fault_of_accessibility_with_everything_shown(
    opens: Opens, town: TelegramTown, width: int, dark: bool
) -> None:
    said = town.acts(town.sandbox.people.say, town.bob, town.group, "Emma ?")
    town.acts(town.sandbox.people.react, town.alice, said, "👍")
    town.acts(town.sandbox.gestures.pin, town.alice, said)
    town.acts(town.sandbox.gestures.send_sticker, town.bob, town.group, "📚", reply_to=said)
    town.acts(town.sandbox.people.say, town.alice, town.group, "||", reply_to=said)
    town.sends(
        "send_photo", photo=png(64, 48), caption="<tg-spoiler>La fin</tg-spoiler>", has_spoiler=True, parse_mode="HTML"
    )
    town.sends("send_media_group", media=[InputMediaPhoto(png(64, 48))] * 3)
    quote = f"<blockquote expandable>{'Longue. ' * 90}</blockquote>"
    town.sends("send_message", text=quote, parse_mode="HTML", reply_markup=ReplyKeyboardMarkup([["Oui", "Non"]]))
    terms: dict[str, Any] = {"type": "quiz", "correct_option_ids": [0], "explanation": "Zola"}
    quiz = town.sends("send_poll", question="Nana ?", options=["Zola", "Sand"], **terms)
    town.acts(town.sandbox.people.vote, town.alice, quiz, 1)
    town.sends("send_poll", question="Quel livre ?", options=["Emma", "Nana"], is_anonymous=False)
    page = opens("alice", width=width, dark=dark)
    for summary in page.locator("#telegram summary").all():
        summary.click()
    page.set_input_files("#telegram-files", [PICTURE])
    open_menu(page, "Emma ?").get_by_role("menuitem", name="Répondre").click()
    faults = serious(page)
    open_menu(page, "Emma ?")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    faults += serious(page)
    page.keyboard.press("Escape")
    go_to(page, "Le Forum")
    expect(page.get_by_role("button", name="Nouveau sujet")).to_be_visible()
    faults += serious(page)
    page.get_by_role("button", name="Nouveau sujet").click()
    expect(page.get_by_label("Nom du sujet *")).to_be_focused()
    assert faults + serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def serious(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in {"serious", "critical"}]


def test_a_new_message_is_announced_once_and_politely(opens: Opens, town: TelegramTown) -> None:
    """A screen reader tells of the nodes that come into a polite log that stays: one for one message, none for more."""
    said = town.acts(town.sandbox.people.say, town.bob, town.group, "Déjà là")
    page = opens("alice")
    expect(newest(page, "Déjà là")).to_be_visible()
    assert log(page).evaluate("log => [log.role, log.ariaLive, log.getAttribute('aria-relevant')]") == [
        "log", "polite", "additions"]  # fmt: skip
    log(page).evaluate(WATCH)
    town.sends("send_message", text="Nouveau")
    expect(newest(page, "Nouveau")).to_be_visible()
    town.acts(town.sandbox.people.react, town.bob, said, "👍")
    expect(newest(page, "Déjà là").get_by_role("button", name="👍")).to_be_visible()
    town.does(town.bot.edit_message_text("Corrigé", town.group.id, town.group.last_message_id))
    expect(newest(page, "Corrigé")).to_be_visible()
    town.sends("send_message", text="Encore")
    expect(newest(page, "Encore")).to_be_visible()
    assert page.evaluate("told") == ["Nouveau", "Encore"]


def test_a_reader_who_scrolled_up_stays_there_and_one_at_the_end_follows(opens: Opens, town: TelegramTown) -> None:
    for number in range(30):
        town.acts(town.sandbox.people.say, town.bob, town.group, f"Message {number}")
    page = opens("alice")
    expect(newest(page, "Message 29")).to_be_in_viewport()
    log(page).evaluate("log => { log.scrollTop = 40; }")
    town.sends("send_message", text="Plus bas")
    expect(newest(page, "Plus bas")).to_be_attached()
    assert log(page).evaluate("log => log.scrollTop") == 40
    log(page).evaluate("log => { log.scrollTop = log.scrollHeight; }")
    town.sends("send_message", text="Tout en bas")
    expect(newest(page, "Tout en bas")).to_be_in_viewport()


def test_a_message_is_answered_and_a_dialog_left_with_the_keyboard_alone(opens: Opens, town: TelegramTown) -> None:
    town.acts(town.sandbox.people.say, town.bob, town.group, "Who reads Emma?")
    page = opens("alice")
    more = newest(page, "Who reads Emma?").locator("[data-menu=message]")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Supprimer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#modal")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#modal")).to_be_hidden()
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    while page.evaluate("document.activeElement.textContent") != "Répondre":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#telegram-line")).to_be_focused()
    page.keyboard.type("Moi !")
    page.keyboard.press("Enter")
    expect(newest(page, "Moi !").locator(".quoted")).to_contain_text("Who reads Emma?")
    assert [each["text"] for each in town.updates("message")] == ["Who reads Emma?", "Moi !"]


@pytest.mark.long
def test_a_telegram_reader_on_a_phone_writes_without_zooming_or_scrolling_sideways(opens: Opens) -> None:
    page = opens("alice", width=360)
    send(page, "Du téléphone")
    expect(newest(page, "Du téléphone")).to_be_visible()
    for name in (
        "#telegram-line",
        "#telegram .attach",
        "[data-menu=stickers]",
        "#telegram .composer > button:last-child",
    ):
        box = page.locator(name).bounding_box()
        assert box
        assert box["height"] >= 36
        assert box["x"] + box["width"] <= 360
