"""A person's hand on Discord, against a small bot: options in order, forms, menus, and answers for its eyes only."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import discord
import pytest
from discord import ui

from sandbox.discord import NotOffered, text_of
from sandbox.stage.on_discord import DiscordHand
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town, town

__all__ = ["town"]


class OpenVote(ui.Modal, title="Ouvrir un vote"):
    """Two fields; a title of one letter is refused, with a button to correct it."""

    def __init__(self, title: str = "", closes: str = "ce soir") -> None:
        super().__init__()
        self.name: ui.TextInput[Any] = ui.TextInput(default=title or None)
        self.closes: ui.TextInput[Any] = ui.TextInput(required=False, default=closes)
        self.add_item(ui.Label(text="Titre", component=self.name))
        self.add_item(ui.Label(text="Clôture", component=self.closes))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        if len(self.name.value) > 1:
            await interaction.response.send_message(f"Ouvert : {self.name.value}, {self.closes.value}", ephemeral=True)
            return
        correction: ui.Button[Any] = ui.Button(label="Corriger")

        async def correct(press: discord.Interaction) -> None:
            await press.response.send_modal(OpenVote(self.name.value, self.closes.value))

        correction.callback = correct  # type: ignore[method-assign,assignment]
        view: ui.View = ui.View().add_item(correction)
        await interaction.response.send_message("Titre trop court", view=view, ephemeral=True)


class Ballot(ui.View):
    @ui.button(label="Mon bulletin", custom_id="own")
    async def own(self, interaction: discord.Interaction, _button: ui.Button[Any]) -> None:
        await interaction.response.send_message("Votre bulletin : Emma", ephemeral=True)

    @ui.select(
        placeholder="Vos livres",
        max_values=2,
        options=[discord.SelectOption(label=name) for name in ("Emma", "Nana", "Nadja")],
    )
    async def books(self, interaction: discord.Interaction, select: ui.Select[Any]) -> None:
        await interaction.response.send_message("Compté : " + ", ".join(select.values), ephemeral=True)


def librarian() -> Bot:
    bot = Bot(plain_intents())

    @bot.tree.command(name="proposer", description="Proposer un livre")
    async def propose(interaction: discord.Interaction, livre: str, note: str = "-", mois: str = "-") -> None:
        await interaction.response.send_message(f"{livre} | {note} | {mois}", ephemeral=True)

    @bot.tree.command(name="moi", description="Qui suis-je")
    async def who(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content=interaction.user.display_name)

    @bot.tree.command(name="ouvrir", description="Ouvrir un vote")
    async def open_vote(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(OpenVote())

    @bot.tree.command(name="urne", description="Montrer l'urne")
    async def box(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Emma ou Nana ?", view=Ballot(timeout=None))

    return bot


@pytest.fixture
async def hand(town: Town) -> AsyncIterator[DiscordHand]:
    """Alice's hand in the salon, where the librarian has put a ballot on the table."""
    async with online(town.sandbox, librarian()):
        hand = DiscordHand(town.sandbox, town.alice, town.salon)
        assert await DiscordHand(town.sandbox, town.bob, town.salon).types("urne") == "Emma ou Nana ?"
        yield hand
    assert town.sandbox.violations == []


async def test_answers_fill_the_options_in_their_order(hand: DiscordHand) -> None:
    assert await hand.types("proposer", "Emma", "Un classique.", "juin") == "Emma | Un classique. | juin"
    assert await hand.types("proposer", "Emma", "", "juin", in_room=True) == "Emma | - | juin"
    assert (hand.written("vote clore"), hand.platform) == ("/vote clore", "Discord")


async def test_what_comes_after_a_deferral_is_told(hand: DiscordHand) -> None:
    assert await hand.types("moi") == "Alice"


async def test_a_form_is_filled_and_what_is_left_out_keeps_its_default(hand: DiscordHand) -> None:
    assert await hand.fills("ouvrir", ["Janvier", "demain"]) == "Ouvert : Janvier, demain"
    assert await hand.fills("ouvrir", ["Janvier", ""]) == "Ouvert : Janvier, ce soir"


async def test_every_question_of_a_form_needs_its_answer(hand: DiscordHand) -> None:
    with pytest.raises(ValueError, match="zip"):
        await hand.fills("ouvrir", ["Janvier"])


async def test_a_command_that_opens_no_form_is_told_at_once(hand: DiscordHand) -> None:
    assert await hand.fills("moi", ["sans objet"]) == "Alice"


async def test_a_refused_form_is_corrected_with_what_stands_in_it(hand: DiscordHand) -> None:
    assert await hand.fills("ouvrir", ["J", "demain"]) == "Titre trop court"
    assert await hand.corrects("Corriger", ["Janvier", ""]) == "Ouvert : Janvier, demain"


async def test_a_button_is_tapped_and_a_title_chosen_by_the_same_gesture(hand: DiscordHand) -> None:
    assert await hand.taps("Mon bulletin", on="ou Nana") == "Votre bulletin : Emma"
    assert await hand.taps("Nadja", on="ou Nana") == "Compté : Nadja"


async def test_several_titles_are_chosen_at_once(hand: DiscordHand) -> None:
    assert await hand.picks(["Emma", "Nadja"], on="ou Nana") == "Compté : Emma, Nadja"
    with pytest.raises(NotOffered):
        await hand.picks(["Emma", "Nana", "Nadja"], on="ou Nana")


async def test_private_answers_are_seen_by_their_reader_alone(hand: DiscordHand) -> None:
    await hand.types("moi")
    assert await hand.sees("Alice", is_private=True) == "Alice"
    with pytest.raises(NotOffered, match="ou Nana"):
        await replace(hand, patience_s=0.01).sees("ou Nana", is_private=True)
    bob = next(user for user in hand.sandbox.world.users.values() if user.name == "bob")
    assert all("Alice" not in text_of(one) for one in hand.sandbox.people.visible_to(bob, hand.room))


@pytest.mark.parametrize("is_private", [True, False])
async def test_what_is_not_there_is_said_in_words(town: Town, is_private: bool) -> None:
    hand = DiscordHand(town.sandbox, town.alice, town.salon, patience_s=0.01)
    with pytest.raises(NotOffered, match="alice sees no message with 'Résultat'"):
        await hand.sees("Résultat", is_private=is_private)
