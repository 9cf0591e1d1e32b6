"""Buttons, menus and layouts: pressed on a real bot's messages, or forged; and what is not there cannot be pressed."""

import io
from typing import Any

import discord
import pytest
from discord import ui

from sandbox.discord import NotOffered, buttons_of, labels_of, menus_of, text_of
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town
from tests.wire.discord_openapi import discord_spec


class Ballot(ui.View):
    """Buttons, a string menu and a user menu that tell what was done."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Button(label="Site", url="https://example.org"))

    @ui.button(label="Voter", custom_id="vote", style=discord.ButtonStyle.success)
    async def vote(self, interaction: discord.Interaction, _button: ui.Button[Any]) -> None:
        await interaction.response.edit_message(content=f"voté par {interaction.user.display_name}")

    @ui.button(label="Clos", custom_id="closed", disabled=True)
    async def closed(self, interaction: discord.Interaction, _button: ui.Button[Any]) -> None:
        await interaction.response.defer()

    @ui.button(label="Lent", custom_id="slow")
    async def slow(self, interaction: discord.Interaction, _button: ui.Button[Any]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="modifié")

    @ui.select(
        custom_id="books",
        placeholder="Quels livres ?",
        max_values=2,
        options=[discord.SelectOption(label=name, value=name.lower()) for name in ("Emma", "Nana", "Jane")],
    )
    async def books(self, interaction: discord.Interaction, select: ui.Select[Any]) -> None:
        await interaction.response.send_message(f"choisi : {', '.join(select.values)}", ephemeral=True)

    @ui.select(cls=ui.UserSelect, custom_id="people", placeholder="Qui ?")
    async def people(self, interaction: discord.Interaction, select: ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(f"invité : {select.values[0].display_name}")


def pollster() -> Bot:
    bot = Bot(plain_intents())

    @bot.tree.command(name="ballot", description="Ballot")
    async def ballot(interaction: discord.Interaction, private: bool = False) -> None:
        await interaction.response.send_message("Votez", view=Ballot(), ephemeral=private)

    return bot


async def shown(town: Town, **options: object) -> Any:
    return (await town.sandbox.people.types(town.alice, town.salon, "/ballot", options)).message


async def test_a_press_updates_the_message(town: Town) -> None:
    async with online(town.sandbox, pollster()):
        message = await shown(town)
        answer = await town.sandbox.people.presses(town.bob, message, "Voter")
    assert labels_of(message) == ["Voter", "Clos", "Lent", "Site"]
    assert (answer.kind, answer.message, text_of(message)) == ("update", message, "voté par Bob")
    assert message.edited_at is not None


async def test_a_deferred_update_is_finished_by_an_edit(town: Town) -> None:
    async with online(town.sandbox, pollster()):
        message = await shown(town)
        answer = await town.sandbox.people.presses(town.alice, message, "slow")
        assert answer.kind == "deferred_update"
        await answer.says("modifié")
    assert text_of(message) == "modifié"


async def test_choosing_in_menus(town: Town) -> None:
    async with online(town.sandbox, pollster()):
        people, message = town.sandbox.people, await shown(town)
        books = await people.chooses(town.alice, message, ["Emma", "jane"], "Quels livres ?")
        invited = await people.chooses(town.alice, message, [town.bob], "people")
        refused: list[tuple[list[Any], str | None]] = [
            (["Zola"], "books"),
            (["Emma", "Nana", "Jane"], "books"),
            (["Emma", "Emma"], "books"),
            ([], "people"),
            (["bob"], "people"),
            (["Emma"], None),
            (["Emma"], "autre"),
        ]
        for wanted, menu in refused:
            with pytest.raises(NotOffered):
                await people.chooses(town.alice, message, wanted, menu)
    assert (books.text, invited.text) == ("choisi : emma, jane", "invité : Bob")
    assert len(menus_of(message)) == 2


@pytest.mark.parametrize("button", ["Clos", "Site", "Rien"])
async def test_what_is_not_there_cannot_be_pressed(town: Town, button: str) -> None:
    async with online(town.sandbox, pollster()):
        with pytest.raises(NotOffered):
            await town.sandbox.people.presses(town.alice, await shown(town), button)


async def test_a_private_message_is_pressed_by_its_person_only(town: Town) -> None:
    async with online(town.sandbox, pollster()):
        message = await shown(town, private=True)
        with pytest.raises(NotOffered, match="does not see"):
            await town.sandbox.people.presses(town.bob, message, "Voter")
        await town.sandbox.people.presses(town.alice, message, "Voter")
    assert (text_of(message), message.ephemeral) == ("voté par Alice", True)


async def test_a_forged_press_reaches_the_bot(town: Town) -> None:
    bot = pollster()

    @bot.event
    async def on_interaction(interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        if data.get("custom_id") == "forgé":
            await interaction.response.send_message("non", ephemeral=True)

    async with online(town.sandbox, bot):
        people, message = town.sandbox.people, await shown(town)
        town.sandbox.gestures.deletes(town.sandbox.application.user, message)
        gone = await people.forge_press(town.alice, town.salon, "forgé", message)
        nowhere = await people.forge_press(town.alice, town.salon, "forgé", values=["emma"])
        with pytest.raises(NotOffered):
            await people.presses(town.alice, message, "Voter")
        town.sandbox.build.leave(town.guild, town.bob)
        with pytest.raises(NotOffered, match="does not see"):
            await people.forge_press(town.bob, town.salon, "forgé")
    assert (gone.text, nowhere.text) == ("non", "non")
    assert town.sandbox.violations == []


class Layout(ui.LayoutView):
    """Components v2 of every kind."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        press: ui.Button[Any] = ui.Button(label="Choisir Emma", custom_id="emma")
        press.callback = self.pressed  # type: ignore[method-assign]
        self.box: ui.Container[Any] = ui.Container(
            ui.TextDisplay("# Le livre du mois"),
            ui.Section("Emma, Jane Austen", accessory=press),
            ui.Separator(spacing=discord.SeparatorSpacing.large),
            ui.MediaGallery(discord.MediaGalleryItem("attachment://emma.png")),
            ui.ActionRow(ui.Select(custom_id="menu", options=[discord.SelectOption(label="Nana")])),
            accent_colour=0x8844AA,
        )
        self.add_item(self.box)

    async def pressed(self, interaction: discord.Interaction) -> None:
        self.box.add_item(ui.TextDisplay("-# Emma est choisie"))
        await interaction.response.edit_message(view=self)


async def test_a_layout_is_shown_pressed_and_edited(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="layout", description="Layout")
    async def layout(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=Layout(), file=discord.File(io.BytesIO(b"png"), "emma.png"))

    async with online(town.sandbox, bot):
        answer = await town.sandbox.people.types(town.alice, town.salon, "/layout")
        assert answer.message is not None
        assert answer.text == "# Le livre du mois\nEmma, Jane Austen"
        gallery = answer.message.components[0]["components"][3]
        assert gallery["items"][0]["media"]["url"].startswith(town.sandbox.root)
        await town.sandbox.people.presses(town.alice, answer.message, "Choisir Emma")
        assert answer.text.endswith("-# Emma est choisie")
        with pytest.raises(discord.HTTPException) as refused:
            await bot.get_channel(town.salon.id).send("texte", view=Layout())  # type: ignore[union-attr,call-overload]
        assert refused.value.code == 50035
    ids = [component["id"] for component in buttons_of(answer.message) + menus_of(answer.message)]
    assert len(set(ids)) == 2
    assert len(town.sandbox.violations) == 1
    spec = discord_spec()
    if spec is not None:
        first = [request for request in town.sandbox.requests if request.status == 200]
        assert [problem for request in first for problem in spec.check(request)] == []


async def test_a_press_of_before_a_restart_reaches_the_new_process(town: Town) -> None:
    async with online(town.sandbox, pollster()):
        message = await shown(town)
    town.sandbox.gateway.protocol.forget_identifies()
    later = pollster()
    later.add_view(Ballot())
    async with online(town.sandbox, later):
        answer = await town.sandbox.people.presses(town.bob, message, "Voter")
    assert answer.text == "voté par Bob"
    assert town.sandbox.violations == []
