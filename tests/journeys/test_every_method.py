"""Every method from the command that opens it to the file that proves it, on both platforms and in both languages.

The square: each method is played twice. Once Olga and the rooms speak French and she opens on Discord; once they speak
English and she opens on Telegram. In both, French and English readers fill in the same ballots on each platform, and
all four read the result and the count in their own language: so two journeys fill every cell of platform x language
for ballot, result, count and picture. The close is by the clock in one of the two and by command in the other, turn
about. Alice has both accounts, and her ballot of Telegram is replaced by that of Discord.

The clock is moved, everything else is the real bot over real HTTP.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.votes.charter.terms import Method
from sandbox.stage.hand import Hand
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.journeys.booth import COMMANDS, LABELS, RESULT, open_vote, picture, plain, press_own, voter
from tests.journeys.hall import HERE, READERS, Hall, found_second_shop, hall
from tests.journeys.list_scripts import APPROVAL, LISTS
from tests.journeys.ranked_scripts import RANKED
from tests.journeys.scored_scripts import SCORED
from tests.journeys.script import Script, lines
from tests.journeys.shape_scripts import LA_PLUME, OWN_LISTS, SHAPES
from tests.journeys.test_secrecy import received

SCRIPTS = (*RANKED, *SCORED, *LISTS, *SHAPES)
OPENED_ON = {"fr": "Discord", "en": "Telegram"}
CLOSE = {"fr": ("vote clore", "est clos"), "en": ("vote close", "is closed")}
UNKNOWN = {"fr": "Aucun bulletin des derniers votes", "en": "No ballot of the latest votes"}
KEPT = {"fr": "ne sont pas publiés un par un", "en": "not published one by one"}
"""What a reader is told who asks for the file of a vote with a jury of three, or with a shop of three."""
OWN_LIST = {"fr": "La liste de votre librairie", "en": "The list of your shop"}
ANSWERED = {"fr": "Je vous ai répondu en privé.", "en": "I have answered you in private."}
PNG = b"\x89PNG\r\n\x1a\n"


def turnout(script: Script, locale: str) -> list[str]:
    """The last lines of a result."""
    count, roll = script.voters, script.roll
    is_tied = "Égalité" in script.fr.result
    if locale == "en":
        last = f"{count} ballots counted, one a person, over all networks · L’Agora"
        return [f"Turnout: {count} of {roll} on the roll.", last if is_tied else f"{last} · no tie"]
    last = f"{count} bulletins comptés, un par personne, tous réseaux confondus · L’Agora"
    return [f"Participation : {count} sur {roll} inscrits.", last if is_tied else f"{last} · aucune égalité"]


def result(script: Script, room: str, locale: str) -> list[str]:
    """The whole result of a vote whose rooms speak `room`, as it is read in `locale`."""
    told, title = script.told(locale), RESULT[locale].replace("\u00a0", " ") + LABELS[room].question
    return [title, told.verdict, *lines(told.result), *turnout(script, locale)]


def in_words(script: Script, room: str, locale: str) -> str:
    """What the picture says to whoever does not see it."""
    verdict, question, count = script.told(locale).verdict, LABELS[room].question, script.voters
    if locale == "en":
        return f"Result of the vote “{question}”: {verdict} {count} ballots counted; the figures are in the message."
    return f"Résultat du vote « {question} » : {verdict} {count} bulletins comptés ; les chiffres sont dans le message."


async def vote(town: Hall, script: Script) -> dict[str, str]:
    """Everybody casts, Alice on both platforms; return their receipts, and that of Alice's first ballot as ""."""
    receipts = {"": await voter(town, "Alice", script, "Telegram").cast(script.first)}
    for name, moves in script.ballots.items():
        receipts[name] = await voter(town, name, script).cast(moves)
    return receipts


async def press_past_the_maximum(town: Hall) -> None:
    """Somebody whose ballot is full touches one more, in each language."""
    told = [
        await voter(town, name, APPROVAL).hand.picks(["Emma"], on=LABELS[town.locale].question)
        for name in ("Guy", "Dan")
    ]
    assert told == [
        "Ce bulletin porte 3 livres au plus. Retirez-en un d’abord.",
        "This ballot takes 3 books at most. Take one off first.",
    ]


async def close(town: Hall, platform: str, *, by_clock: bool) -> None:
    """Two days pass, or Olga closes on that platform."""
    if by_clock:
        town.until_closing()
        return
    command, answer = CLOSE[town.locale]
    assert answer in await town.city.on("Olga", platform).types(command, LABELS[town.locale].question)


async def read(town: Hall, script: Script, name: str) -> None:
    """Somebody reads the result where it was posted, then asks for it and for its count in their own language."""
    hand, locale, question = town.city.on(name, HERE[name]), READERS[name], LABELS[town.locale].question
    posted = await hand.sees(RESULT[town.locale])
    assert plain(posted) == result(script, town.locale, town.locale)
    count = await read_count(town, hand, locale) if name in {"Bob", "Dan"} else ""
    await hand.types(COMMANDS[locale]["list"])
    own = await press_own(hand, RESULT[locale] + question, LABELS[locale].votes)
    assert plain(own) == result(script, town.locale, locale)
    told = plain(count or await press_own(hand, LABELS[locale].how, RESULT[locale]))
    wanted = lines(script.told(locale).count)
    start = told.index(wanted[0])
    assert told[start : start + len(wanted)] == wanted
    drawn, words = picture(town.city, hand)
    assert drawn.startswith(PNG)
    if HERE[name] == "Discord":
        assert " ".join(plain(words)) == in_words(script, town.locale, locale)


async def read_count(town: Hall, hand: Hand, locale: str) -> str:
    """Somebody presses the button under the result that everybody sees, and is answered alone, in their language."""
    told = await hand.taps(LABELS[town.locale].how, on=RESULT[town.locale])
    if hand.platform == "Discord":
        return told
    assert told == ANSWERED[locale]
    return await hand.sees(LABELS[locale].how, is_private=True)


async def read_own_list(town: Hall, name: str) -> None:
    """Somebody reads the list of their own shop: that of L’Agora is Emma, La Plume is too small for one."""
    hand, locale, question = town.city.on(name, HERE[name]), READERS[name], LABELS[town.locale].question
    await hand.types(COMMANDS[locale]["list"])
    await press_own(hand, RESULT[locale] + question, LABELS[locale].votes)
    told = plain(await press_own(hand, OWN_LIST[locale], RESULT[locale]))
    assert told == [line.format(question) for line in OWN_LISTS[locale, name in LA_PLUME]]


async def prove(town: Hall, script: Script, receipts: dict[str, str], folder: Path) -> None:
    """Receipts are checked on both platforms, and the file that was sent is recounted."""
    question = LABELS[town.locale].question
    for name in ("Eve", "Dan"):
        locale = READERS[name]
        told = plain(await town.city.on(name, HERE[name]).types(COMMANDS[locale]["check"], receipts[name]))
        proof = script.told(locale).proof
        assert told == [
            f"This receipt belongs to a ballot counted in {question}: {proof}."
            if locale == "en"
            else f"Ce reçu est celui d’un bulletin compté dans {question} : {proof}."
        ]
    alice = town.city.on("Alice", "Telegram")
    assert UNKNOWN["fr"] in await alice.types(COMMANDS["fr"]["check"], receipts[""])
    asker = {"fr": "Guy", "en": "Fay"}[town.locale]
    hand, command = town.city.on(asker, HERE[asker]), COMMANDS[READERS[asker]]["export"]
    if script.is_kept:
        assert KEPT[READERS[asker]] in await hand.types(command, question)
        hand, command = town.city.on("Olga", HERE[asker]), COMMANDS[town.locale]["export"]
    assert "verify.py" in await hand.types(command, question)
    status, checks = verified(unzipped(received(town.city, hand)), folder)
    assert status == 0, checks
    assert "count" in names(checks)


async def play(folder: Path, library: Path, script: Script, room: str) -> None:
    """Play one method in rooms of one language."""
    async with hall(folder, library, room) as town:
        if script.in_two_shops:
            await found_second_shop(town, LA_PLUME)
        opener = OPENED_ON[room]
        assert LABELS[room].question in await open_vote(town, script, opener)
        receipts = await vote(town, script)
        if "most" in script.rules:
            await press_past_the_maximum(town)
        await close(town, opener, by_clock=(list(Method).index(script.method) % 2 == 0) == (room == "fr"))
        for name in ("Eve", "Bob", "Chloe", "Dan"):
            await read(town, script, name)
            if script.in_two_shops:
                await read_own_list(town, name)
        await prove(town, script, receipts, folder)


@pytest.mark.long
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
@pytest.mark.parametrize("room", ["fr", "en"])
async def test_each_is_opened_filled_in_closed_told_and_proven(
    tmp_path: Path, library: Path, script: Script, room: str
) -> None:
    await play(tmp_path, library, script, room)


def test_no_method_is_left_out() -> None:
    assert {each.method for each in SCRIPTS} == set(Method)
