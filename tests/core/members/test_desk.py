"""What members type and press, through the catalogue, and what they read, in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from core.kernel.errors import Refusal
from core.kernel.identity import Account, Caller, OutboxId, Standing
from core.kernel.outbox import Claimed
from core.members.commands import Language, MemberDesk, SpeakTo, declare
from core.members.presses import ConfirmUnlink, KeepLinked
from core.members.service import LINK_MADE, LINK_UNDONE
from core.members.views import MAX_OFFERED, LinkCodeCard, LinkedCard, UnlinkQuestion
from core.ui.cards import Buttons, Notice, Reply, View
from core.ui.catalogue import Catalogue, Command
from core.ui.intake import Intake
from core.ui.words import LOCALES, Dictionary
from tests.core.members.test_linking import ALPHA, BETA, Door
from tests.core.outline import outline

DICTIONARY = Dictionary(Path(__file__).parents[3] / "core" / "locales")


@dataclass(slots=True)
class Desk:
    """The members' commands over a door, used as a platform uses them."""

    door: Door
    catalogue: Catalogue = field(default_factory=Catalogue)

    def __post_init__(self) -> None:
        declare(self.catalogue, MemberDesk(self.door.linking, self.catalogue))

    async def type(self, caller: Caller, *path: str, **raw: str) -> Reply:
        command: Command[object] = self.catalogue.commands[path]
        return await command(caller, await Intake(self.catalogue, self.door.clock).read(command, caller, raw))

    async def link(self, user: str = "a2", name: str = "") -> None:
        """Link an account of the second platform with Alice's."""
        alice = await self.door.enter("alice")
        code = await self.door.linking.show_code(alice)
        await self.type(await self.door.enter(user, BETA, name=name), "link", code=code)


@pytest.fixture
async def desk() -> Desk:
    return Desk(await Door().build())


def read(view: View | None, locale: str = "en") -> str:
    assert view is not None
    return outline(view.as_card(DICTIONARY.words(locale)))


async def test_a_code_shown_by_the_command_links_when_the_other_side_types_it(desk: Desk) -> None:
    reply = await desk.type(await desk.door.enter("alice"), "link")
    assert isinstance(reply.view, LinkCodeCard)
    linked = await desk.type(await desk.door.enter("a2", BETA), "link", code=reply.view.code)
    assert isinstance(linked.view, LinkedCard)
    assert [each.account for each in linked.view.accounts] == [Account(ALPHA, "alice"), Account(BETA, "a2")]


async def test_unlinking_asks_first_and_the_button_does_it_once(desk: Desk) -> None:
    await desk.link()
    caller = await desk.door.enter("alice")
    asked = await desk.type(caller, "unlink")
    assert isinstance(asked.view, UnlinkQuestion)
    assert (await desk.door.enter("a2", BETA)).person == caller.person
    packed = ConfirmUnlink(caller.person, BETA, "a2").pack()
    assert packed in read(asked.view)
    pressed = await desk.door.enter("alice")
    for _ in range(2):
        reply = await desk.catalogue.press(pressed, packed)
        assert reply.replaces
        assert reply.view == Notice("unlinked")
    assert (await desk.door.enter("a2", BETA)).person != caller.person
    with pytest.raises(Refusal, match="unlink-none"):
        await desk.type(await desk.door.enter("alice"), "unlink")


async def test_of_several_accounts_each_has_a_button_of_its_own(desk: Desk) -> None:
    for user in ("a2", "a3"):
        await desk.link(user)
    asked = await desk.type(await desk.door.enter("alice"), "unlink")
    lines = read(asked.view).splitlines()
    assert [line for line in lines if line.startswith("[Unlink")] == [
        f"[Unlink {user}, on another network](mu_1_beta_{user}, danger)" for user in ("a2", "a3")
    ]


async def test_more_accounts_than_a_card_holds_are_offered_in_turns(desk: Desk) -> None:
    known = (await desk.door.linking.accounts((await desk.door.enter("alice")).person))[0]
    many = tuple(replace(known, account=Account(BETA, f"a{number}")) for number in range(MAX_OFFERED + 9))
    card = UnlinkQuestion(known.person, many).as_card(DICTIONARY.words("fr"))
    [buttons] = [block for block in card.blocks if isinstance(block, Buttons)]
    assert len(buttons.buttons) == MAX_OFFERED + 1
    assert isinstance(buttons.buttons[-1].press, KeepLinked)


async def test_keeping_the_link_changes_nothing(desk: Desk) -> None:
    await desk.link()
    caller = await desk.door.enter("alice")
    assert (await desk.catalogue.press(caller, KeepLinked(caller.person).pack())).view == Notice("still-linked")
    assert (await desk.door.enter("a2", BETA)).person == caller.person


async def test_nobody_presses_the_buttons_of_somebody_else(desk: Desk) -> None:
    await desk.link()
    alice, mallory = await desk.door.enter("alice"), await desk.door.enter("mallory")
    for press in (ConfirmUnlink(alice.person, BETA, "a2"), KeepLinked(alice.person)):
        with pytest.raises(Refusal, match="refused-stale-press"):
            await desk.catalogue.press(mallory, press.pack())
    with pytest.raises(Refusal, match="unlink-none"):
        await desk.catalogue.press(mallory, ConfirmUnlink(mallory.person, BETA, "a2").pack())
    assert (await desk.door.enter("a2", BETA)).person == alice.person


@pytest.mark.parametrize(("chosen", "spoken"), [("fr", "français"), ("en", "English"), ("auto", "application")])
async def test_a_language_is_answered_in_itself_and_kept(desk: Desk, chosen: str, spoken: str) -> None:
    caller = await desk.door.enter("alice", locale="en")
    reply = await desk.type(caller, "language", language=chosen)
    assert spoken in read(reply.view, "fr" if chosen == "en" else "en")
    assert (await desk.door.enter("alice", locale="en")).locale == ("fr" if chosen == "fr" else "en")


async def test_a_language_nobody_speaks_here_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="field-choice"):
        await desk.type(await desk.door.enter("alice"), "language", language="klingon")
    assert [each.value for each in Language] == ["fr", "en", "auto"]
    assert SpeakTo.__annotations__.keys() == {"language"}


async def test_help_lists_what_the_caller_may_use_and_nothing_else(desk: Desk) -> None:
    async def never(caller: Caller, request: object) -> Reply:
        raise AssertionError

    nothing = desk.catalogue.commands["help",].request
    desk.catalogue.add(Command(("staff", "list"), nothing, never, needs=Standing.BOOKSELLER))
    desk.catalogue.add(Command(("shop", "list"), nothing, never))
    reader = await desk.door.enter("alice")
    seller, lost = replace(reader, standing=Standing.BOOKSELLER), replace(reader, home=None)
    shown = [read((await desk.type(caller, "help")).view) for caller in (reader, seller, lost)]
    assert ["/staff list" in each for each in shown] == [False, True, False]
    assert ["/shop list" in each for each in shown] == [True, True, False]
    assert all("/link" in each for each in shown)


async def test_commands_are_written_as_they_are_typed_where_the_caller_is(desk: Desk) -> None:
    caller = await desk.door.enter("alice")
    joined = replace(caller, place=replace(caller.place, joins_commands=True))
    assert "/démarrer" in read((await desk.type(caller, "help")).view, "fr")
    assert "/demarrer" in read((await desk.type(joined, "help")).view, "fr")


async def test_letters_about_links_are_drawn_as_they_leave(desk: Desk) -> None:
    alice = await desk.door.enter("alice", private=True)
    code = await desk.door.linking.show_code(alice)
    await desk.door.linking.confirm(await desk.door.enter("a2", BETA, private=True), code)
    await desk.door.linking.unlink(await desk.door.enter("alice"), Account(BETA, "a2"))
    drawn = {
        letter.kind: read(await desk.catalogue.composers[letter.kind](Claimed(OutboxId(1), letter, 0, "")), "fr")
        for letter in desk.door.storage.letters()
    }
    assert drawn.keys() == {LINK_MADE, LINK_UNDONE}
    assert "ne font plus qu’une personne" in drawn[LINK_MADE]
    assert "délié depuis l’autre réseau" in drawn[LINK_UNDONE]


@pytest.mark.parametrize("locale", LOCALES)
async def test_what_members_read(desk: Desk, locale: str, snapshot: SnapshotAssertion) -> None:
    alice = await desk.door.enter("alice", name="<b>@everyone</b> أليس")
    views = {"my code": LinkCodeCard("K7QM-2XWD")}
    shown: dict[str, View | None] = {**views, "alone": (await desk.type(alice, "me")).view}
    await desk.link(name="Alice au pays")
    alice = await desk.door.enter("alice", name="<b>@everyone</b> أليس")
    for name, path in (("me", "me"), ("unlink", "unlink"), ("privacy", "privacy"), ("start", "start")):
        shown[name] = (await desk.type(alice, path)).view
    shown["start, no home"] = (await desk.type(replace(alice, home=None), "start")).view
    shown["linked"] = LinkedCard(notes=(("vote-merged", {"question": "Janvier ?"}),))
    assert {name: read(view, locale) for name, view in shown.items()} == snapshot
