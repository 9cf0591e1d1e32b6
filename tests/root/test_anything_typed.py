"""Whatever is typed or pressed, by anybody, is answered, and the answer can be read in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PersonId, RequestKey, Standing
from core.kernel.tokens import to_short
from core.ui.cards import Reply
from core.ui.fields import Lookup, Someone
from core.ui.intake import FieldRefusal
from core.ui.words import LOCALES
from core.votes.rounds.listing import NominationList
from tests.core.outline import outline
from tests.law.test_catalogue import CATALOGUE
from tests.root.house import Furnished

MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
PATHS = sorted(CATALOGUE.commands)
LIKELY = (
    *("Emma", "emma\nnana", "Candide ; ou l’Optimisme; Nana", "#w1", "#w0", "#v1", "#p1", "#pzz", "@olga", "@", "_%"),
    *("demain 18h", "31/12/9999", "01/01/0001", "hier", "approval", "NETWORK", "here", "bookseller", "fr", "2", "-1"),
    *("<b>@everyone</b>", "\u202egro.elpmaxe", "\ue0000\ue001", "\x00", "%s {0} { $typed }", '"OR 1=1 --', "x" * 300),
)
TYPED = st.one_of(st.sampled_from(LIKELY), st.text(max_size=40), st.text("\x00\x1b é\n;", max_size=4))
GOOD = {
    "question": "Février ?",
    "books": "Emma\nNana",
    "closes": "demain 18h",
    "poll": "Janvier ?",
    "book": "Nana",
    "shop": "L’Agora",
    "person": "@olga",
    "standing": "bookseller",
    "language": "fr",
    "query": "Emma",
}
PARTS = st.one_of(
    st.integers(0, 4).map(to_short), st.sampled_from(["zzzzzzzzzzzzz", "", "alpha", "é"]), st.text(max_size=5)
)
VALUES = st.lists(st.one_of(st.integers(-1, 30).map(str), st.text(max_size=3)), max_size=3).map(tuple)


@dataclass(frozen=True, slots=True)
class Act:
    path: tuple[str, ...]
    raw: dict[str, str]
    standing: Standing
    is_at_home: bool


def drawn(inside: Furnished, reply: Reply) -> str:
    """Draw everything of a reply, in every language."""
    views = [view for view in (reply.view, reply.note) if view is not None]
    return "\n".join(outline(view.as_card(inside.house.dictionary.words(each))) for view in views for each in LOCALES)


def told(inside: Furnished, refusal: Refusal) -> list[str]:
    return [inside.house.dictionary.words(locale)(refusal.message, **refusal.arguments) for locale in LOCALES]


async def answered(inside: Furnished, caller: Caller, path: tuple[str, ...], raw: Mapping[str, str]) -> str:
    """Type a command; return what is read, once the refusal or the reply could be told in every language."""
    try:
        return drawn(inside, await inside.type(caller, path, raw))
    except Refusal as refusal:
        return "\n".join(told(inside, refusal))


@pytest.fixture
async def owner(inside: Furnished) -> Caller:
    """The owner of a network where a vote is open."""
    owner = await inside.owner()
    await inside.type(owner, ("vote", "open"), {"question": "Janvier ?", "books": "Emma\nNana", "closes": "demain 18h"})
    return owner


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Draw a command with answers, right or wrong, from somebody who may."""
    command = CATALOGUE.commands[draw(st.sampled_from(PATHS))]
    raw = {each.name: draw(st.one_of(st.just(GOOD.get(each.name, "")), TYPED)) for each in command.fields}
    standing = draw(st.sampled_from([each for each in Standing if each >= command.needs]))
    return Act(command.path, raw, standing, draw(st.booleans()))


@settings(MANY, max_examples=300)
@given(act=acts())
async def test_anything_typed_into_any_command_is_answered(inside: Furnished, owner: Caller, act: Act) -> None:
    caller = replace(owner, standing=act.standing, home=owner.home if act.is_at_home else None)
    text = await answered(inside, caller, act.path, act.raw)
    assert text.strip()
    assert not {"\ue000", "\ue001", "\u202e", "\x00"} & set(text)


@MANY
@given(prefix=st.sampled_from([*CATALOGUE.presses, "zz", ""]), parts=st.lists(PARTS, max_size=4), values=VALUES)
async def test_any_button_however_forged_is_answered(
    inside: Furnished, owner: Caller, prefix: str, parts: list[str], values: tuple[str, ...]
) -> None:
    caller = replace(owner, standing=Standing.READER, request=RequestKey(f"p{next(inside.requests)}"))
    try:
        text = drawn(inside, await inside.house.catalogue.press(caller, "_".join([prefix, *parts]), values))
    except Refusal as refusal:
        text = "\n".join(told(inside, refusal))
    assert text.strip()


@MANY
@given(source=st.sampled_from(sorted(CATALOGUE.sources)), typed=TYPED, limit=st.integers(1, 25))
async def test_every_source_answers_anything_typed_within_its_limit(
    inside: Furnished, owner: Caller, source: str, typed: str, limit: int
) -> None:
    rows = inside.house.catalogue.sources[source]
    offered = await rows.suggest(owner, typed, limit)
    assert len(offered) <= limit
    for each in offered:
        [found] = await rows.resolve(owner, each.key)
        assert found.key == each.key


async def test_a_field_that_finds_nothing_says_what_was_typed(inside: Furnished, owner: Caller) -> None:
    asked = [each for command in CATALOGUE.commands.values() for each in command.fields]
    lookups = [each for each in asked if isinstance(each.field, Lookup | Someone)]
    assert {each.message for each in lookups} >= {"vote-poll", "vote-nominate-book", "staff-person"}
    for each in lookups:
        with pytest.raises(FieldRefusal) as refusal:
            await inside.house.intake.read_field(each, owner, "Xyzzy")
        assert all("Xyzzy" in text for text in told(inside, refusal.value))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("drôle\x00", "drôle"),
        ("\x1b[2Jdrôle", "[2Jdrôle"),
        ("drôle \ud83d", "drôle"),
        ("drôle\r\net cruel", "drôle\net cruel"),
        ("drôle\u2028et cruel", "drôle\net cruel"),
        ("drôle 👩\u200d🚀", "drôle 👩\u200d🚀"),
    ],
)
async def test_what_no_database_keeps_is_left_out_of_what_was_typed(
    inside: Furnished, owner: Caller, typed: str, kept: str
) -> None:
    await inside.type(owner, ("vote", "nominate"), {"book": "\x00Nana\x7f", "pitch": typed})
    reply = await inside.type(owner, ("vote", "nominations"), {})
    assert isinstance(reply.view, NominationList)
    assert [each.pitch for each in reply.view.nominations] == [kept]
    assert await inside.house.intake.suggest(Lookup("vote-poll", "polls"), owner, "\ud83djanvier\x00", 5)


async def test_a_person_who_is_nobody_any_more_is_told_so(inside: Furnished, owner: Caller) -> None:
    ghost = replace(owner, person=PersonId(999), standing=Standing.READER)
    for path in (("me",), ("unlink",), ("vote", "list"), ("vote", "nominations")):
        assert await answered(inside, ghost, path, {})
