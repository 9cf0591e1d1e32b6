"""Modals: shown, filled as a client lets a person fill them, submitted; rows, labels, menus inside."""

from typing import Any

import discord
import pytest
from discord import ui

from sandbox.discord import Attached, NotOffered
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town
from tests.wire.discord_openapi import discord_spec


class OpenVote(ui.Modal, title="Ouvrir un vote"):
    """A text, a paragraph with a default, a menu and a person in labels."""

    hint: ui.TextDisplay[Any] = ui.TextDisplay("Tous les champs comptent.")
    name: ui.Label[Any] = ui.Label(text="Titre", component=ui.TextInput(min_length=3, max_length=10))
    pitch: ui.Label[Any] = ui.Label(
        text="Pitch",
        description="Pourquoi ?",
        component=ui.TextInput(style=discord.TextStyle.paragraph, required=False, default="Un classique."),
    )
    method: ui.Label[Any] = ui.Label(
        text="Mode",
        component=ui.Select(
            options=[
                discord.SelectOption(label="Approbation", value="approval"),
                discord.SelectOption(label="Choix unique", value="single", default=True),
            ]
        ),
    )
    host: ui.Label[Any] = ui.Label(text="Animation", component=ui.UserSelect(required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        parts = [self.name.component.value, self.pitch.component.value, self.method.component.values[0]]  # type: ignore[attr-defined]
        parts += [user.display_name for user in self.host.component.values]  # type: ignore[attr-defined]
        await interaction.response.send_message(" | ".join(parts), ephemeral=True)


class Classic(ui.Modal, title="Avis"):
    """A modal of rows, as before labels."""

    stars: ui.TextInput[Any] = ui.TextInput(label="Étoiles", custom_id="stars", max_length=1)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"{self.stars.value} étoiles")


def asking() -> Bot:
    bot = Bot(plain_intents())

    @bot.tree.command(name="open", description="Open")
    async def open_vote(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(OpenVote())

    @bot.tree.command(name="review", description="Review")
    async def review(interaction: discord.Interaction) -> None:
        view = ui.View()
        button: ui.Button[Any] = ui.Button(label="Noter")

        async def ask(press: discord.Interaction) -> None:
            await press.response.send_modal(Classic())

        button.callback = ask  # type: ignore[method-assign,assignment]
        await interaction.response.send_message("Votre avis ?", view=view.add_item(button))

    return bot


async def test_a_form_of_labels(town: Town) -> None:
    async with online(town.sandbox, asking()):
        form = await town.sandbox.people.types(town.alice, town.salon, "/open")
        assert form.kind == "modal"
        assert form.modal is not None
        assert form.modal["title"] == "Ouvrir un vote"
        short = await town.sandbox.people.submits(form, {"Titre": "Emma"})
        form = await town.sandbox.people.types(town.alice, town.salon, "/open")
        full = await town.sandbox.people.submits(
            form, {"Titre": "Nana", "Pitch": "Zola !", "Mode": "Approbation", "Animation": town.bob}
        )
    assert short.text == "Emma | Un classique. | single"
    assert full.text == "Nana | Zola ! | approval | Bob"
    assert town.sandbox.violations == []
    spec = discord_spec()
    if spec is not None:
        assert [problem for request in town.sandbox.requests for problem in spec.check(request)] == []


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "required"),
        ({"Titre": "Em"}, "3 to 10"),
        ({"Titre": "x" * 11}, "3 to 10"),
        ({"Titre": "a\nb\nc"}, "one line"),
        ({"Titre": "Emma", "Mode": "Autre"}, "not among"),
        ({"Titre": "Emma", "Mode": ["approval", "single"]}, "1 to 1"),
        ({"Titre": "Emma", "Prix": "12"}, "no field"),
    ],
)
async def test_the_client_refuses_a_form_badly_filled(town: Town, values: dict[str, Any], reason: str) -> None:
    async with online(town.sandbox, asking()):
        form = await town.sandbox.people.types(town.alice, town.salon, "/open")
        with pytest.raises(NotOffered, match=reason):
            await town.sandbox.people.submits(form, values)


async def test_a_form_from_a_button_updates_its_message(town: Town) -> None:
    async with online(town.sandbox, asking()):
        people = town.sandbox.people
        shown = await people.types(town.alice, town.salon, "/review")
        assert shown.message is not None
        form = await people.presses(town.alice, shown.message, "Noter")
        answer = await people.submits(form, {"stars": "5"})
        with pytest.raises(NotOffered, match="no form"):
            await people.submits(answer, {})
    assert (answer.kind, shown.text) == ("update", "5 étoiles")


class Survey(ui.Modal, title="Enquête"):
    """The newer inputs: a file, one of some, some of some, yes or no."""

    photo: ui.Label[Any] = ui.Label(text="Photo", component=ui.FileUpload(max_values=2))
    genre: ui.Label[Any] = ui.Label(
        text="Genre",
        component=ui.RadioGroup(
            options=[discord.RadioGroupOption(label=name, value=name.lower()) for name in ("Roman", "Essai")]
        ),
    )
    days: ui.Label[Any] = ui.Label(
        text="Jours",
        component=ui.CheckboxGroup(
            options=[discord.CheckboxGroupOption(label=name, value=name.lower()) for name in ("Lundi", "Mardi")]
        ),
    )
    news: ui.Label[Any] = ui.Label(text="Lettre", component=ui.Checkbox(default=True))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        photo: Any = self.photo.component
        parts: list[Any] = [len(photo.values), photo.values[0].filename]
        for label in (self.genre, self.days, self.news):
            inner: Any = label.component
            parts.append(inner.values if isinstance(inner, ui.CheckboxGroup) else inner.value)
        await interaction.response.send_message(" | ".join(map(str, parts)))


async def test_the_newer_inputs(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="survey", description="Survey")
    async def survey(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Survey())

    async with online(town.sandbox, bot):
        people = town.sandbox.people
        form = await people.types(town.alice, town.salon, "/survey")
        with pytest.raises(NotOffered, match="0 files"):
            await people.submits(form, {"Genre": "Roman"})
        values = {"Photo": [Attached("a.png", b"png")], "Genre": "Roman", "Jours": ["Lundi", "mardi"]}
        answer = await people.submits(form, values)
    assert answer.text == "1 | a.png | roman | ['lundi', 'mardi'] | True"


async def test_a_bad_modal_is_refused_and_counted(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="bad", description="Bad")
    async def bad(interaction: discord.Interaction) -> None:
        with pytest.raises(discord.HTTPException) as refused:
            await interaction.response.send_modal(Classic(title="x" * 46))
        await interaction.response.send_message(str(refused.value.code))

    async with online(town.sandbox, bot):
        assert (await town.sandbox.people.types(town.alice, town.salon, "/bad")).text == "50035"
    assert "title: Must be between 1 and 45" in str(town.sandbox.violations[0])
