"""The guided visit, by somebody who sees nothing of it: the keyboard alone, and what a screen reader says."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.page.aloud import Ear
from tests.page.conftest import Opens


def step(page: Page, number: int) -> None:
    expect(page.locator(".tour")).to_contain_text(f"{number}/4")


def opens_a_vote(ear: Ear) -> None:
    """Open a vote by its form, from a command that is typed and chosen."""
    page = ear.page
    ear.goes_to("link « Écrire sur Discord »")
    ear.presses("Enter")
    assert ear.focused() == "combobox « Écrivez, ou tapez / pour une commande »"
    page.keyboard.type("/vote ouv")
    expect(page.locator("#discord-list [role=option]")).to_have_count(1)
    assert ear.focused() == "combobox « Écrivez, ou tapez / pour une commande » · = /vote ouv · expanded"
    ear.presses("ArrowDown", "Enter")
    assert ear.focused() == "button « Envoyer »"
    assert ear.reads("form", "/vote ouvrir")[1] == "heading « /vote ouvrir »"
    ear.presses("Enter")
    expect(page.locator("#modal")).to_be_visible()
    asked = []
    for text in ("Que lire en mai ?", "Nadja\nNana", "demain 18h"):
        asked.append(ear.focused())
        page.keyboard.type(text)
        ear.presses("Tab")
    assert [each.split(" · ")[:2] for each in asked] == [
        ["textbox « Question * »", "Quelle question posez-vous ? Par exemple « Notre livre de janvier »."],
        [
            "textbox « Livres, un par ligne * »",
            "Quels livres ? Un par ligne : titre, « titre — auteur » ou ISBN (de 2 à 25).",
        ],
        ["textbox « Clôture * »", "Quand le vote se termine-t-il ? Par exemple « vendredi 20h »."],
    ]
    assert all(each.endswith("required") for each in asked)
    ear.goes_to("button « Envoyer »")
    ear.presses("Enter")


def votes_on_both(ear: Ear) -> None:
    """Press a book on the right, choose one in the menu on the left."""
    page = ear.page
    ear.goes_to("link « Devenir Nour »")
    ear.presses("Enter")
    expect(page.locator("#as")).to_have_value("nour")
    expect(page.locator("#telegram .log")).to_contain_text("Que lire en mai ?")
    ear.goes_to("log « Telegram · Messages »")
    ear.goes_to("button « Nana")
    ear.presses("Enter")
    step(page, 3)
    expect(page.locator("#toast")).to_contain_text("C’est noté : Nana")
    ear.from_the_top()
    ear.goes_to("link « Écrire sur Discord »")
    ear.goes_to("log « Discord · Messages »")
    assert ear.goes_to("Vos livres") == "listbox « Vos livres… »"
    ear.presses("ArrowDown", "Tab")
    assert ear.focused() == "button « Valider le choix »"
    ear.presses("Enter")
    expect(page.locator("#discord .log")).to_contain_text("C’est noté : Nadja")


def links_the_two(ear: Ear) -> None:
    """Hear the code on the left, type it on the right."""
    page = ear.page
    ear.from_the_top()
    ear.goes_to("link « Écrire sur Discord »")
    ear.presses("Enter")
    page.keyboard.type("/lier")
    expect(page.locator("#discord-list [role=option]").first).to_contain_text("/lier")
    ear.presses("ArrowDown", "Enter")
    assert ear.focused() == "button « Envoyer »"
    ear.presses("Enter")
    expect(page.locator("#discord .log")).to_contain_text("Votre code de liaison")
    heard = ear.reads("log", "Discord · Messages")
    [code] = [each for each in heard if re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", each)]
    assert heard[heard.index(code) - 1 : heard.index(code) + 4] == [
        "heading « Votre code de liaison »",
        code,
        "Sur l’autre réseau, tapez",
        "/lier",
        "et ce code. Il vaut dix minutes et ne sert qu’une fois.",
    ]
    ear.goes_to("combobox « Où » · = L’Agora")
    page.keyboard.type("@")
    ear.goes_to("button « Démarrer »")
    ear.presses("Enter")
    expect(page.locator("#telegram .log")).to_contain_text("Bonjour")
    ear.goes_to("Écrivez")
    page.keyboard.type(f"/lier {code}")
    ear.presses("Enter")


@pytest.mark.long
def test_the_guided_visit_is_walked_by_ear(visits: Opens) -> None:
    page = visits("olga")
    ear = Ear(page)
    expect(page.locator("#telegram .log")).to_contain_text("Résultat")
    ear.goes_to("button « Commencer »")
    ear.presses("Enter")
    step(page, 1)
    told = " ".join(ear.reads("region", "Visite guidée"))
    assert told.startswith("region « Visite guidée » heading « Visite guidée » 1/4 Vous êtes Olga, libraire. À gauche")
    page.reload()
    opens_a_vote(ear)
    step(page, 2)
    votes_on_both(ear)
    step(page, 4)
    links_the_two(ear)
    expect(page.locator(".tour")).to_contain_text("C’est la fin de la visite")
    assert ear.reads("region", "Visite guidée")[2].startswith("C’est la fin de la visite")
