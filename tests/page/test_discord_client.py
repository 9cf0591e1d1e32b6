"""The Discord pane in a real browser: threads, posts, pictures, events, menus, polls, reactions, coming and going."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import discord
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from sandbox.discord import ForumPost, flags
from tests.page.conftest import Opens, windows
from tests.page.discord_town import DiscordTown, discord_town, picture
from tests.sandbox.discord.test_attachments import png

RLO = "\u202e"
HOSTILE = f'<script>document.title="1"</script>{RLO}envers '
LINE = "mot" * 600


@pytest.fixture
def town(browser: Browser) -> Iterator[DiscordTown]:
    with discord_town() as town:
        yield town


@pytest.fixture
def opens(browser: Browser, town: DiscordTown) -> Iterator[Opens]:
    yield from windows(browser, town.page.address)


def log(page: Page) -> Locator:
    return page.locator("#discord .log")


def newest(page: Page, words: str) -> Locator:
    return log(page).locator("article").filter(has_text=words).last


def open_menu(page: Page, words: str) -> Locator:
    newest(page, words).locator("[data-menu=message]").click()
    return page.get_by_role("menu")


def send(page: Page, line: str) -> None:
    page.fill("#discord-line", line)
    page.keyboard.press("Enter")


def plans(town: DiscordTown, **given: Any) -> discord.ScheduledEvent:
    async def plan() -> discord.ScheduledEvent:
        start = town.clock.now() + timedelta(minutes=30)
        fields: dict[str, Any] = {
            "name": "Soirée Emma",
            "start_time": start,
            "end_time": start + timedelta(hours=1),
            "entity_type": discord.EntityType.external,
            "location": "La librairie",
            "privacy_level": discord.PrivacyLevel.guild_only,
        }
        return await town.known_guild().create_scheduled_event(**fields | given)

    return town.does(plan())


def test_a_thread_is_started_from_a_message_written_in_and_left_for_its_channel(
    opens: Opens, town: DiscordTown
) -> None:
    town.acts("people.says", town.bob, town.salon, "Who reads Emma?")
    alice, bob = opens("alice"), opens("bob")
    open_menu(alice, "Who reads Emma?").get_by_role("menuitem", name="Ouvrir un fil").click()
    alice.get_by_label("Titre *").fill("Emma, chapitre 1")
    alice.get_by_role("button", name="Envoyer").last.click()
    expect(alice.locator(".room strong")).to_have_text("Emma, chapitre 1")
    expect(log(alice)).to_contain_text("Who reads Emma?")
    send(alice, "je commence")
    expect(newest(alice, "je commence")).to_be_visible()
    newest(bob, "Who reads Emma?").get_by_role("button", name="Emma, chapitre 1 · 1 message").click()
    expect(newest(bob, "je commence")).to_be_visible()
    bob.get_by_role("button", name="Follow this thread").click()
    expect(bob.get_by_role("button", name="Stop following this thread")).to_be_focused()
    alice.get_by_role("button", name="Archiver").click()
    expect(bob.locator(".room")).to_contain_text("archived")
    expect(bob.locator("[data-place=discord] option:checked")).to_contain_text("(archived) Emma, chapitre 1")
    send(bob, "hello again")
    expect(bob.locator(".room")).not_to_contain_text("archived")
    alice.get_by_role("button", name="Revenir à salon").click()
    expect(newest(alice, "Who reads Emma?")).to_be_visible()


def test_a_forum_post_is_written_with_its_tag_and_read_by_another(opens: Opens, town: DiscordTown) -> None:
    alice, bob = opens("alice"), opens("bob")
    for page in (alice, bob):
        page.locator("[data-place=discord]").select_option(label="#avis")
    alice.get_by_role("button", name="Nouveau sujet").click()
    alice.get_by_label("Titre *").fill("Nana, de Zola")
    alice.get_by_label("roman").check()
    alice.get_by_label("Message *").fill("Très **bien**")
    alice.get_by_role("button", name="Envoyer").last.click()
    expect(log(alice).locator("strong")).to_have_text("bien")
    line = bob.locator(".posts li").filter(has_text="Nana, de Zola")
    expect(line).to_contain_text("roman")
    line.get_by_role("button").click()
    expect(newest(bob, "Très bien")).to_be_visible()
    bob.locator("[data-place=discord]").select_option(label="#salon")
    town.acts("people.says", town.alice, town.salon, "pendant ce temps")
    expect(newest(bob, "pendant ce temps")).to_be_visible()
    town.acts("people.says", town.alice, town.salon, "et encore")
    expect(newest(bob, "et encore")).to_be_visible()
    bob.locator("[data-place=discord]").select_option(label="\u00a0\u00a0↳ Nana, de Zola")
    send(bob, "not for me")
    expect(newest(alice, "not for me")).to_be_visible()


def test_pictures_are_drawn_with_their_words_and_hidden_ones_wait_for_a_press(opens: Opens, town: DiscordTown) -> None:
    page = opens("alice")
    town.posts("couverture", file=picture("couv.png", description="Une couverture bleue"))
    shown = page.get_by_role("img", name="Une couverture bleue")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])") == [320, 180]
    town.posts("la fin", file=picture("fin.png", spoiler=True, description="La dernière page"))
    hidden = page.get_by_role("img", name="La dernière page")
    expect(newest(page, "la fin")).to_contain_text("Image masquée : presser pour voir")
    expect(hidden).to_be_hidden()
    newest(page, "la fin").locator("summary").click()
    expect(hidden).to_be_visible()
    embed = discord.Embed(title="Emma").set_image(url="attachment://emma.png")
    embed.set_thumbnail(url="https://elsewhere.example/x.png")
    town.posts(embed=embed.add_field(name="Pages", value="**512**"), file=picture("emma.png"))
    card = newest(page, "Emma").locator(".embed")
    expect(card.locator("img")).to_have_count(1)
    expect(card).to_contain_text("ailleurs, non chargée : elsewhere.example")
    expect(card.locator("dd strong")).to_have_text("512")
    expect(hidden).to_be_visible()


def test_a_person_sends_a_described_and_hidden_picture_with_an_answer(opens: Opens, town: DiscordTown) -> None:
    town.acts("people.says", town.bob, town.salon, "Show me")
    alice, bob = opens("alice"), opens("bob")
    open_menu(alice, "Show me").get_by_role("menuitem", name="Répondre").click()
    expect(alice.locator("[data-replying]")).to_contain_text("Réponse à Bob")
    expect(alice.locator("#discord-line")).to_be_focused()
    alice.set_input_files("#discord-files", {"name": "ma page.png", "mimeType": "image/png", "buffer": png(40, 30)})
    alice.get_by_label("Description pour qui ne voit pas l’image").fill("Ma page préférée")
    alice.get_by_label("Masquer jusqu’à ce qu’on presse").check()
    send(alice, "voici")
    sent = newest(bob, "voici")
    expect(sent.locator(".quoted")).to_have_text("Bob Show me")
    sent.locator("summary").click()
    expect(sent.get_by_role("img", name="Ma page préférée")).to_be_visible()
    expect(alice.locator("[data-files]")).to_be_hidden()
    expect(alice.locator("[data-replying]")).to_be_hidden()


def test_ones_own_words_are_changed_and_taken_away_by_keyboard_alone(opens: Opens, town: DiscordTown) -> None:
    page = opens("alice")
    send(page, "bonjour")
    newest(page, "bonjour").locator("[data-menu=message]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Répondre")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Réagir 👍")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    expect(newest(page, "bonjour").locator("[data-menu=message]")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Modifier").press("Enter")
    page.get_by_label("Message", exact=True).fill("bonsoir")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(newest(page, "bonsoir")).to_contain_text("(modifié)")
    open_menu(page, "bonsoir").get_by_role("menuitem", name="Supprimer").click()
    expect(page.locator("#modal")).to_contain_text("bonsoir")
    page.get_by_role("button", name="Supprimer").click()
    expect(log(page)).not_to_contain_text("bonsoir")
    expect(log(page)).to_be_focused()


def test_an_event_is_followed_begins_and_is_gone_with_the_clock(opens: Opens, town: DiscordTown) -> None:
    page = opens("alice")
    event = plans(town, description="Venez **nombreux**", image=png(60, 40))
    events = page.locator("[data-key=discord-events]")
    events.locator("summary").click()
    button = events.get_by_role("button")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(events.locator("[aria-pressed=true]")).to_contain_text("1")
    expect(events.get_by_role("button")).to_be_focused()
    expect(events.locator("strong")).to_have_text("nombreux")
    assert town.guild.events[event.id].interested == [town.alice.id]
    plans(town, name="Une autre")
    expect(events.locator("summary")).to_have_text("Événements (2)")
    expect(events.locator("li").first).to_be_visible()
    page.get_by_role("button", name="À la prochaine échéance").click()
    expect(events.locator("li").first).to_contain_text("en cours")
    page.get_by_role("button", name="Dans une heure").click()
    expect(events).to_have_count(0)


def test_what_the_bot_offers_on_a_person_and_on_a_message_is_used(opens: Opens, town: DiscordTown) -> None:
    town.acts("people.says", town.bob, town.salon, "Nice page")
    page = opens("alice")
    open_menu(page, "Nice page").get_by_role("menuitem", name="Garder cette page").click()
    expect(newest(page, "Gardé : Nice page")).to_contain_text("Vous seul voyez ce message")
    log(page).locator("[data-menu=person]").click()
    page.get_by_role("menuitem", name="Carte de lecture").click()
    answer = newest(page, "La carte de Bob")
    expect(answer).to_be_visible()
    open_menu(page, "La carte de Bob").get_by_role("menuitem", name="Rejeter").click()
    expect(log(page)).not_to_contain_text("La carte de Bob")


def test_every_kind_of_option_has_its_field(opens: Opens) -> None:
    page = opens("alice")
    page.fill("#discord-line", "/livre")
    page.locator("#discord-list [role=option]").first.click()
    form = page.locator(".command-form")
    form.get_by_label("title").fill("Emma")
    expect(form.get_by_label("cover")).to_be_hidden()
    form.get_by_text("Options facultatives (1)").click()
    form.get_by_label("lent").select_option(label="Oui")
    form.get_by_label(re.compile("^to ")).select_option(label="Bob")
    form.get_by_label("pages").fill("511")
    form.get_by_label("cover").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png()})
    form.get_by_role("button", name="Envoyer").click()
    expect(newest(page, "Emma, prêté, Bob, 512, a.png")).to_be_visible()


def test_every_kind_of_field_of_a_form_is_filled_and_a_prefilled_one_can_be_emptied(opens: Opens) -> None:
    page = opens("alice")
    page.fill("#discord-line", "/fiche")
    page.keyboard.press("Enter")
    form = page.locator("#modal")
    expect(form.locator("strong")).to_have_text("tous")
    form.get_by_label("Avis").fill("")
    form.get_by_label("Avec qui").select_option(label="Bob")
    form.get_by_label("Page").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png()})
    form.get_by_label("Essai").check()
    assert serious(page) == []
    form.get_by_role("button", name="Envoyer").click()
    expect(newest(page, "rien, Bob, a.png, e")).to_be_visible()


def test_a_poll_is_voted_in_changed_taken_back_and_ended_by_the_clock(opens: Opens, town: DiscordTown) -> None:
    poll = discord.Poll("Quel livre ?", duration=timedelta(hours=1)).add_answer(text="Emma").add_answer(text="Nana")
    message = town.salon.messages[town.posts(poll=poll)]
    page = opens("alice")
    ballot = page.get_by_role("group", name="Quel livre ?")
    page.get_by_role("button", name="Voter").click()
    expect(page.locator("#problem")).to_contain_text("choisissez une réponse")
    ballot.get_by_label("Emma").check()
    town.acts("people.says", town.bob, town.salon, "meanwhile")
    expect(newest(page, "meanwhile")).to_be_visible()
    expect(ballot.get_by_label("Emma")).to_be_checked()
    page.get_by_role("button", name="Voter").click()
    expect(ballot).to_contain_text("Emma 1 voix · 100 %")
    ballot.get_by_label("Nana").check()
    page.get_by_role("button", name="Voter").click()
    expect(ballot).to_contain_text("Nana 1 voix · 100 %")
    page.get_by_role("button", name="Retirer mon vote").focus()
    page.keyboard.press("Enter")
    expect(ballot).not_to_contain_text("100 %")
    expect(page.get_by_role("button", name="Voter")).to_be_focused()
    assert not any(message.poll_votes.values())
    town.acts("gestures.votes", town.bob, message, "Nana")
    page.get_by_role("button", name="Dans une heure").click()
    expect(page.locator(".poll")).to_contain_text("terminé")
    expect(newest(page, "Nana l’emporte au sondage")).to_contain_text("(1/1)")
    expect(ballot.get_by_label("Emma")).to_be_disabled()


def test_reactions_are_added_and_taken_back_and_focus_stays(opens: Opens, town: DiscordTown) -> None:
    said = town.acts("people.says", town.bob, town.salon, "Emma !")
    alice, bob = opens("alice"), opens("bob")
    open_menu(alice, "Emma !").get_by_role("menuitem", name="Réagir 📚").click()
    theirs = newest(bob, "Emma !").get_by_role("button", name="📚, 1 reaction")
    theirs.focus()
    bob.keyboard.press("Enter")
    both = newest(bob, "Emma !").get_by_role("button", name="📚, 2 reactions, yours among them")
    expect(both).to_have_attribute("aria-pressed", "true")
    expect(both).to_be_focused()
    newest(alice, "Emma !").get_by_role("button", name="📚, 2 réactions, dont la vôtre").click()
    expect(newest(bob, "Emma !").get_by_role("button", name="📚, 1 reaction, yours among them")).to_be_visible()
    assert said.reactions == {"📚": [town.bob.id]}


def test_a_newcomer_joins_and_somebody_leaves(opens: Opens, town: DiscordTown) -> None:
    nour, bob = opens("nour"), opens("bob")
    expect(nour.locator("#discord")).to_contain_text("Vous n’êtes dans aucune communauté.")
    nour.locator("[data-key=discord-guilds] summary").click()
    nour.get_by_role("button", name="Rejoindre La Page Blanche").click()
    send(nour, "me voilà")
    expect(newest(bob, "me voilà")).to_be_visible()
    bob.locator("[data-key=discord-guilds] summary").click()
    bob.get_by_role("button", name="Leave La Page Blanche").click()
    bob.locator("#modal").get_by_role("button", name="Leave").click()
    expect(bob.locator("#discord")).to_contain_text("You are in no community.")
    assert town.bob.id not in town.guild.members


def test_what_is_refused_is_said_and_what_was_written_stays(opens: Opens, town: DiscordTown) -> None:
    page = opens("alice")
    expect(log(page)).to_be_visible()
    town.acts("build.set_rights", town.salon, town.alice, deny=flags("SEND_MESSAGES"))
    expect(page.locator("#discord")).to_contain_text("Vous ne pouvez pas écrire ici.")
    send(page, "quand même")
    expect(page.get_by_role("alert")).to_contain_text("vous n’avez pas le droit d’écrire ici.")
    expect(page.locator("#discord-line")).to_have_value("quand même")


def fill_with_hostile_text(town: DiscordTown) -> None:
    """Every place where somebody may write anything holds the worst of it."""
    said = town.acts("people.says", town.bob, town.salon, HOSTILE + LINE[:1900])
    town.acts("doors.starts_thread", town.bob, town.salon, (HOSTILE + LINE)[:100], said)
    town.acts("doors.posts", town.bob, town.forum, ForumPost((HOSTILE + LINE)[:100], HOSTILE + LINE[:1900], ["roman"]))
    poll = discord.Poll((HOSTILE + LINE)[:300], duration=timedelta(hours=1)).add_answer(text=(HOSTILE + LINE)[:55])
    town.posts(poll=poll)
    embed = discord.Embed(title=(HOSTILE + LINE)[:256], description=(HOSTILE + LINE * 3)[:4000])
    town.posts(embed=embed.add_field(name=(HOSTILE + LINE)[:256], value=HOSTILE + LINE[:900]))
    town.posts(file=picture(f"{HOSTILE}{LINE[:60]}.png", description=(HOSTILE + LINE)[:1024]))
    town.posts(file=picture(f"{HOSTILE}{LINE[:60]}.txt"))
    plans(town, name=(HOSTILE + LINE)[:100], description=(HOSTILE + LINE)[:1000], location=(HOSTILE + LINE)[:100])
    town.bob.global_name = HOSTILE[:32]


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.long), 360])
def test_hostile_text_is_text_and_the_page_keeps_its_shape(opens: Opens, town: DiscordTown, width: int) -> None:
    fill_with_hostile_text(town)
    page = opens("alice", width=width)
    expect(page.locator("#discord article")).to_have_count(5)
    for summary in page.locator("#discord summary").all():
        summary.click()
    expect(page.locator(".event h3")).to_contain_text('<script>document.title="1"</script>')
    for name in ("[data-key^=thread-]", ".poll legend", ".poll .choice", ".embed h4", ".media a"):
        expect(page.locator(name).first).to_contain_text("<script>")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("[data-place=discord]").select_option(label="#avis")
    expect(page.locator(".posts")).to_contain_text("<script>")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".posts button").click()
    expect(page.locator(".room strong")).to_contain_text("<script>")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    open_menu(page, "envers")
    expect(page.get_by_role("menu")).to_be_visible()
    box = page.locator("#menu").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.title() != "1"


@pytest.mark.parametrize(("width", "dark"), [pytest.param(1280, False, marks=pytest.mark.long), (360, True)])
def test_no_serious_fault_of_accessibility_with_everything_open(
    opens: Opens, town: DiscordTown, width: int, dark: bool
) -> None:
    said = town.acts("people.says", town.bob, town.salon, "Emma ?")
    town.acts("doors.starts_thread", town.bob, town.salon, "Emma", said)
    town.acts("gestures.reacts", town.bob, said, "📚")
    town.acts("doors.posts", town.bob, town.forum, ForumPost("Nana", "bien", ["roman"]))
    town.posts(poll=discord.Poll("Quel livre ?", duration=timedelta(hours=1)).add_answer(text="Emma"))
    town.posts("x", file=picture("fin.png", spoiler=True, description="La fin"))
    plans(town)
    page = opens("alice", width=width, dark=dark)
    for summary in page.locator("#discord summary").all():
        summary.click()
    page.set_input_files("#discord-files", {"name": "a.png", "mimeType": "image/png", "buffer": png()})
    faults = serious(page)
    page.locator("[data-place=discord]").select_option(label="#avis")
    expect(page.locator(".posts")).to_be_visible()
    faults += serious(page)
    page.get_by_role("button", name="Nouveau sujet").click()
    expect(page.get_by_label("Titre *")).to_be_focused()
    assert faults + serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def serious(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in {"serious", "critical"}]
