"""The engineers' panel, toasts and reloads in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from tests.page.conftest import Opens, windows
from tests.page.telegram_town import TelegramTown, telegram_town
from tests.page.test_telegram_client import go_to, log, newest
from tests.page.test_telegram_hostile import serious, worst


@pytest.fixture
def town(browser: Browser) -> Iterator[TelegramTown]:
    with telegram_town() as town:
        yield town


@pytest.fixture
def opens(browser: Browser, town: TelegramTown) -> Iterator[Opens]:
    yield from windows(browser, town.page.address)


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.long), 360])
def test_a_request_and_its_answer_are_read_with_the_keyboard_alone(
    opens: Opens, town: TelegramTown, width: int
) -> None:
    town.sends("send_message", text=worst(4000))
    with pytest.raises(BadRequest):
        town.does(town.bot.send_message(town.group.id, "x", reply_to_message_id=999))
    page = opens("alice", width=width)
    page.locator("#wire summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-wire]").first).to_have_text("400 sendMessage")
    page.keyboard.press("Tab")
    expect(page.locator("[data-wire]").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    town.sends("send_message", text="Meanwhile")
    expect(page.locator("[data-wire]")).to_have_count(4)
    expect(page.locator("[data-wire]").nth(2)).to_be_focused()
    page.keyboard.press("Enter")
    shown = page.locator("#modal .exchange")
    expect(shown.locator("pre").first).to_contain_text("<script>document.title")
    expect(shown.locator("pre").last).to_contain_text('"message_id"')
    expect(shown.get_by_role("button", name="Fermer")).to_be_focused()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.evaluate("form => form.scrollWidth <= form.clientWidth")
    page.keyboard.press("Escape")
    expect(page.locator("[data-wire]").nth(2)).to_be_focused()
    expect(page.locator('[data-wire]:not([tabindex="-1"])')).to_have_count(1)


def test_a_closed_panel_is_not_asked_for(opens: Opens, town: TelegramTown) -> None:
    page = opens("alice")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    town.sends("send_message", text="Bonjour")
    expect(newest(page, "Bonjour")).to_be_visible()
    assert not any("/pane/wire" in url for url in asked)
    page.locator("#wire summary").click()
    expect(page.locator("[data-wire]").first).to_have_text("200 sendMessage")
    town.sends("send_message", text="Bonsoir")
    expect(page.locator("[data-wire]")).to_have_count(3)


def test_a_toast_is_told_at_once_whatever_it_says(opens: Opens, town: TelegramTown) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Emma", callback_data="x")]])
    town.sends("send_message", text="Quel livre ?", reply_markup=keys)
    page = opens("alice", width=360)
    newest(page, "Quel livre ?").get_by_role("button", name="Emma").click()

    async def press() -> str:
        pressed = await town.sandbox.sight.until(lambda: list(town.sandbox.world.presses.values()))
        return str(pressed[0].id)

    town.does(town.bot.answer_callback_query(town.does(press()), worst(200), show_alert=True))
    toast = page.get_by_role("alert").filter(has_text="<script>")
    expect(toast).to_be_visible()
    assert page.title() != "1"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_reload_comes_back_to_the_same_topic_and_another_person_to_their_own(
    opens: Opens, town: TelegramTown
) -> None:
    town.acts(town.sandbox.people.say, town.bob, town.forum, "In polars", topic=town.topic)
    page = opens("alice")
    go_to(page, "Le Forum")
    newest(page, "In polars").get_by_role("button", name="sujet Polars").click()
    expect(page.locator("#telegram .room strong")).to_have_text("Polars")
    page.reload()
    expect(page.locator("#telegram .room strong")).to_have_text("Polars")
    expect(newest(page, "In polars")).to_be_visible()
    page.locator("#as").select_option("bob")
    expect(checked(page)).to_have_text("La Page blanche")


def checked(page: Page) -> Locator:
    return page.locator("[data-place=telegram] option:checked")


def test_two_windows_see_the_same_group_each_in_their_language(opens: Opens, town: TelegramTown) -> None:
    alice, bob = opens("alice"), opens("bob")
    town.does(town.bot.set_my_commands([("vote", "Voter")], language_code="fr"))
    town.does(town.bot.set_my_commands([("vote", "Vote")]))
    for page, word in ((alice, "Voter"), (bob, "Vote")):
        page.fill("#telegram-line", "/v")
        expect(page.locator("#telegram-list [role=option]")).to_have_text(f"/vote@agora_bot {word}")
    town.acts(town.sandbox.people.say, town.bob, town.group, "Hello")
    expect(log(alice).locator("article").last).to_contain_text("Hello")
    expect(log(bob).locator("article").last).to_have_class("message mine")
