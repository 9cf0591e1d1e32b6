"""A visitor rehearses: commands, forms, menus, buttons, two windows, the clock; in both languages, by keyboard too."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.page.aloud import Ear
from tests.page.conftest import Opens


def log(page: Page, pane: str) -> Locator:
    return page.locator(f"#{pane} .log")


def newest(page: Page, pane: str, words: str) -> Locator:
    """Return the newest message of a pane that holds these words."""
    return log(page, pane).locator("article").filter(has_text=words).last


def open_vote(page: Page, question: str, books: str, closes: str = "demain 18h") -> None:
    """Open a vote from the Discord pane through its form."""
    page.fill("#discord-line", "/vote o")
    page.locator("#discord-list [role=option]").first.click()
    page.locator(".command-form button").first.click()
    form = page.locator("#modal form")
    form.locator("input").nth(0).fill(question)
    form.locator("textarea").first.fill(books)
    form.locator("input").nth(1).fill(closes)
    form.locator("button[value=send]").click()


def test_a_vote_opened_on_the_left_is_voted_on_the_right_and_closes_when_the_clock_is_moved(opens: Opens) -> None:
    page = opens("olga")
    open_vote(page, "Que lire en mars ?", "Nadja\nNana")
    paper = newest(page, "telegram", "Que lire en mars ?")
    expect(paper).to_contain_text("Personne n’a encore voté")
    paper.get_by_role("button", name=re.compile("Nana")).click()
    expect(page.locator("#toast")).to_contain_text("C’est noté : Nana")
    expect(newest(page, "discord", "Que lire en mars ?")).to_contain_text("Une personne a voté")
    page.get_by_role("button", name="À la prochaine échéance").click()
    for pane in ("discord", "telegram"):
        expect(newest(page, pane, "Résultat : Que lire en mars ?")).to_contain_text("Nana l’emporte")


def test_the_clock_of_every_window_goes_with_the_one_that_is_moved(opens: Opens) -> None:
    olga, bob = opens("olga"), opens("bob")
    before = bob.locator("#now").get_attribute("datetime") or ""
    olga.get_by_role("button", name="Demain à 9 h").click()
    expect(bob.locator("#now")).not_to_have_attribute("datetime", re.compile(f"^{before[:10]}"))


@pytest.mark.long
def test_an_english_reader_chooses_in_a_menu_and_is_answered_in_english_in_private(opens: Opens) -> None:
    olga, bob = opens("olga"), opens("bob")
    open_vote(olga, "Et en avril ?", "Nadja\nNana")
    paper = newest(bob, "discord", "Et en avril ?")
    paper.get_by_role("combobox").or_(paper.get_by_role("listbox")).select_option(label="Nadja — André Breton")
    paper.get_by_role("button", name="Confirm the choice").click()
    expect(newest(bob, "discord", "Counted: Nadja")).to_contain_text("Only you can see this message")
    expect(newest(olga, "discord", "Et en avril ?")).to_contain_text("Une personne a voté")
    expect(log(olga, "discord")).not_to_contain_text("Counted: Nadja")


def test_a_command_completes_as_one_types_with_the_keyboard_alone(opens: Opens) -> None:
    page = opens("alice")
    page.locator("#discord-line").focus()
    page.keyboard.type("/vote prop")
    expect(page.locator("#discord-list [role=option]")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#discord-list [aria-selected=true]")).to_contain_text("/vote proposer")
    page.keyboard.press("Enter")
    book = page.locator(".command-form input").first
    expect(book).to_be_focused()
    page.keyboard.type("princesse de")
    expect(page.locator(".command-form [role=option]").first).to_contain_text("La Princesse de Clèves")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(newest(page, "discord", "La Princesse de Clèves")).to_contain_text("C’est proposé")


def test_a_wrong_answer_is_told_and_the_form_comes_back_as_it_was_filled(opens: Opens) -> None:
    page = opens("olga")
    open_vote(page, "Impossible ?", "Un livre qui n’existe pas\nNana")
    refusal = newest(page, "discord", "Je ne trouve rien")
    expect(refusal).to_contain_text("Vous seul voyez ce message")
    refusal.get_by_role("button", name="Corriger").click()
    expect(page.locator("#modal textarea").first).to_have_value("Un livre qui n’existe pas\nNana")
    page.locator("#modal button[value=cancel]").click()
    expect(page.locator("#modal")).to_be_hidden()


def test_what_the_client_would_not_send_is_said_where_one_looks_and_stays_to_be_corrected(opens: Opens) -> None:
    page = opens("olga", width=360)
    page.fill("#discord-line", "/vote v")
    page.locator("#discord-list [role=option]").first.click()
    form = page.locator(".command-form")
    receipt = form.locator("input").first
    receipt.press_sequentially("trop court")
    receipt.press("Enter")
    assert receipt.evaluate("field => field.validity.tooShort")
    receipt.evaluate("field => field.removeAttribute('minlength')")
    receipt.press("Enter")
    expect(page.locator("#problem")).to_contain_text("Le client ne le permet pas")
    expect(page.locator("#problem")).to_be_in_viewport()
    expect(receipt).to_be_visible()
    expect(receipt).to_have_value("trop court")
    receipt.fill("7K3M-9QXD-2VFA-81TR")
    receipt.press("Enter")
    expect(newest(page, "discord", "Aucun bulletin")).to_be_visible()
    expect(page.locator("#problem")).to_be_empty()
    expect(form).to_be_hidden()


def test_the_books_of_a_menu_can_be_read_on_a_phone(opens: Opens) -> None:
    page = opens("olga", width=360)
    open_vote(page, "Que lire en juin ?", "Nadja\nLes Années")
    menu = newest(page, "discord", "Que lire en juin ?").locator("select")
    expect(menu).to_be_visible()
    box = menu.bounding_box()
    assert box is not None
    assert box["width"] > 200


def test_a_newcomer_starts_the_bot_and_asks_for_help(opens: Opens) -> None:
    page = opens("nour")
    page.locator("[data-place=telegram]").select_option(label="@agora_bot")
    page.get_by_role("button", name="Démarrer").click()
    expect(log(page, "telegram")).to_contain_text("/start")
    page.fill("#telegram-line", "/ai")
    page.locator("#telegram-list [role=option]").first.click()
    page.keyboard.press("Enter")
    expect(log(page, "telegram")).to_contain_text("/aide")


def test_a_line_sent_before_its_list_is_there_is_sent_as_it_was_typed(opens: Opens) -> None:
    page = opens("chloe")
    page.locator("[data-place=telegram]").select_option(label="@agora_bot")
    line = page.locator("#telegram-line")
    for typed in ("/aide", "/pas_une_commande", "/moi"):
        with page.expect_response("**/commands/telegram**"):
            # In one go, as nobody's fingers are: the list of this line cannot be there yet, that of the last one is.
            line.evaluate(
                """(line, typed) => {
                  line.focus();
                  line.value = typed;
                  line.dispatchEvent(new Event("input"));
                  line.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
                }""",
                typed,
            )
        expect(line).to_have_value("")
        expect(newest(page, "telegram", typed)).to_be_visible()


def test_what_is_written_is_shown_as_text_in_every_window(opens: Opens) -> None:
    alice, chloe = opens("alice"), opens("chloe")
    hostile = '<img src=x onerror="document.title=1"> **x** \u202eenvers'
    alice.fill("#telegram-line", hostile)
    alice.keyboard.press("Enter")
    for page in (alice, chloe):
        expect(newest(page, "telegram", "<img src=x").locator(".text")).to_have_text(hostile)
        assert page.locator("img").count() == 0
        assert page.title() != "1"


def test_the_person_is_changed_with_the_list_and_survives_a_reload(opens: Opens) -> None:
    page = opens("olga")
    page.locator("#as").select_option("bob")
    expect(page.get_by_role("heading", level=1)).to_have_text("The rehearsal room")
    page.reload()
    expect(page.locator("#as")).to_have_value("bob")
    expect(page.locator("#telegram")).to_contain_text("This person has no account on this platform.")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_thing_to_use_has_a_name_and_headings_name_their_message_alone(opens: Opens, language: str) -> None:
    page = opens(f"olga&lang={language}")
    expect(page.locator("#telegram .log article")).not_to_have_count(0)
    page.locator("#wire summary").click()
    ear = Ear(page)
    assert ear.nameless() == []
    headings = ear.headings()
    below = [level for level, _ in headings]
    assert all(later <= sooner + 1 for sooner, later in pairwise(below))
    assert [name for _, name in headings if "ction" in name] == []
    assert (4, "Notre livre de janvier") in headings


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_no_serious_fault_of_accessibility_and_nothing_wider_than_a_phone(
    opens: Opens,
    width: int,
    dark: bool,
) -> None:
    page = opens("olga", width=width, dark=dark)
    page.locator("#wire summary").click()
    page.fill("#discord-line", "/vote o")
    expect(page.locator("#discord-list")).to_be_visible()
    found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Commencer", "Devenir Nour", "C’est la fin de la visite", "demain 18h", "Démarrer", "/lier")),
        pytest.param(
            "en", ("Begin", "Become Nour", "This is the end", "tomorrow 6pm", "Start", "/link"), marks=pytest.mark.long
        ),
    ],
)
def test_the_guided_visit_leads_a_newcomer_to_one_voice_on_two_platforms(
    visits: Opens, language: str, words: tuple[str, ...]
) -> None:
    begin, become, over, closes, start, link = words
    page = visits(f"olga&lang={language}")
    page.get_by_role("button", name=begin).click()
    open_vote(page, f"Visite ? {language}", "Nadja\nNana", closes)
    page.get_by_role("link", name=become).click()
    newest(page, "telegram", f"Visite ? {language}").get_by_role("button", name=re.compile("Nana")).click()
    expect(page.locator(".tour")).to_contain_text("3/4")
    paper = newest(page, "discord", f"Visite ? {language}")
    paper.locator("select").select_option(label="Nadja — André Breton")
    paper.locator(".menu button").click()
    expect(page.locator(".tour")).to_contain_text("4/4")
    page.fill("#discord-line", link)
    page.locator("#discord-list [role=option]").first.click()
    page.locator(".command-form button").first.click()
    code = log(page, "discord").locator("code").filter(has_text=re.compile(r"^\w{4}-\w{4}$")).last.inner_text()
    page.locator("[data-place=telegram]").select_option(label="@agora_bot")
    page.get_by_role("button", name=start, exact=True).click()
    page.fill("#telegram-line", f"{link} {code}")
    page.keyboard.press("Enter")
    expect(page.locator(".tour")).to_contain_text(over)
    page.locator("[data-place=telegram]").select_option(index=0)
    expect(newest(page, "telegram", f"Visite ? {language}")).to_contain_text("Une personne a voté")


def test_a_line_whose_commands_come_late_goes_where_one_was_when_one_sent_it(opens: Opens) -> None:
    page = opens("alice")
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    page.route("**/commands/telegram?*", keep)
    page.fill("#telegram-line", "/aide@agora_bot")
    page.keyboard.press("Enter")
    places = page.locator("[data-place=telegram]")
    expect(places).to_be_disabled()
    page.route("**/commands/telegram?*", lambda route: route.continue_())
    for route in waiting:
        route.continue_()
    expect(places).to_be_enabled()
    expect(log(page, "telegram")).to_contain_text("/aide@agora_bot")


@pytest.mark.long
def test_a_shop_whose_group_is_a_forum_votes_in_the_topic_it_chose(opens: Opens) -> None:
    page = opens("rosa")
    page.get_by_role("button", name="Nouveau sujet").click()
    page.get_by_label("Nom du sujet *").fill("Votes de Rosa")
    page.locator("#modal").get_by_role("button", name="Envoyer").click()
    expect(page.locator("#telegram .room strong")).to_have_text("Votes de Rosa")
    page.fill("#telegram-line", "/annoncer_ici@agora_bot")
    page.keyboard.press("Enter")
    page.locator("[data-place=telegram]").select_option(label="@agora_bot")
    expect(log(page, "telegram")).to_contain_text("annonce désormais ici")
    page.fill("#telegram-line", "/vote_ouvrir Que lire en sujet ? | Nadja\nNana | demain 18h")
    page.keyboard.press("Enter")
    expect(log(page, "telegram")).to_contain_text("est ouvert")
    places = page.locator("[data-place=telegram]")
    places.select_option(value=places.locator("option", has_text="Votes de Rosa").get_attribute("value"))
    expect(newest(page, "telegram", "Que lire en sujet ?")).to_contain_text("Personne n’a encore voté")


@pytest.mark.long
def test_everything_starts_over_with_one_button(visits: Opens) -> None:
    page = visits("olga")
    open_vote(page, "À oublier ?", "Nadja\nNana")
    expect(newest(page, "telegram", "À oublier ?")).to_be_visible()
    page.get_by_role("button", name="Dans une heure").click()
    page.get_by_role("button", name="Tout reprendre du début").click()
    expect(page.locator("#reset")).to_be_enabled()
    expect(log(page, "discord")).to_contain_text("Résultat : Notre livre de janvier")
    expect(log(page, "telegram")).not_to_contain_text("À oublier ?")
    assert page.locator("body").get_attribute("data-ahead") == "0"


@pytest.mark.long
def test_the_pictures_of_the_readme(visits: Opens, pictures: Path) -> None:
    """The page at a desk, the newcomer's phone in the dark, and the engineers' panel, as the README shows them."""
    desk = visits("olga")
    desk.set_viewport_size({"width": 1280, "height": 1200})
    desk.get_by_role("button", name="Commencer").click()
    open_vote(desk, "Notre livre de février", "Nadja\nNana")
    expect(newest(desk, "telegram", "Notre livre de février")).to_be_visible()
    expect(newest(desk, "discord", "Notre livre de février").locator("select")).to_be_visible()
    desk.evaluate("scrollTo(0, 0)")
    desk.screenshot(path=pictures / "rehearsal-desk.png")
    phone = visits("bob", width=390, dark=True)
    phone.get_by_role("button", name="Skip the visit").click()
    phone.fill("#discord-line", "/vote ")
    expect(phone.locator("#discord-list")).to_be_visible()
    phone.screenshot(path=pictures / "rehearsal-phone.png")
    desk.locator("#wire summary").click()
    desk.locator("#wire").scroll_into_view_if_needed()
    desk.screenshot(path=pictures / "rehearsal-wire.png")
    assert all((pictures / f"rehearsal-{name}.png").stat().st_size > 10_000 for name in ("desk", "phone", "wire"))
