"""Acceptance 3, 9 and 10 of the votes' rules once a vote has more to it: shops, a jury, a withdrawn title, a tie that
somebody broke. Whoever touches a file of the export is named the check that fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.identity import Standing
from core.ui.words import LOCALES
from core.votes.charter.secrecy import Secrecy
from core.votes.charter.terms import Kind, Method, Terms
from core.votes.ending.closing import Counted
from core.votes.filling import ABSTAINS, Marks, Whole
from core.votes.integrity.export import Publish
from core.votes.model import Poll, Reach
from core.votes.running.empanelling import Panel
from core.votes.tally.outcomes import Sealed, count, read_verdict, write_verdict
from core.votes.telling.results import PollResult
from core.votes.verdicts.juries import JURY, PUBLIC, Jury
from core.votes.verdicts.levels import Level, Levels
from core.votes.verdicts.thresholds import Thresholds
from core.votes.verdicts.ties import Breaking, Ties
from tests.core.outline import outline
from tests.core.votes.ending.test_deciding import ring
from tests.core.votes.integrity.strangers import Files, names, unzipped, verified
from tests.core.votes.telling.test_results import TITLES
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY
from tests.core.votes.town import Town
from tests.core.votes.verdicts.test_levels import cast, opened

Tampering = Callable[[Files], None]


def replaced(name: str, old: str, new: str) -> Tampering:
    """Something else in one file, once."""

    def tampering(files: Files) -> None:
        assert old.encode() in files[name], old
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return tampering


async def by_shops(town: Town) -> Files:
    """Two shops level with each other, a title withdrawn while the vote was open, and the tie decided by a person."""
    judge = await town.person("juge")
    terms = Terms(levels=Levels(Level.SHOPS), ties=Ties(Breaking.CASTING), thresholds=Thresholds(quorum=3))
    poll = await opened(town, terms, panel=Panel(judge))
    for number in range(12):
        await cast(town, poll, f"reader{number}", Whole((number % 2, 2)), "far" if number % 2 else "alpha")
    await strike(town, poll, "Babel")
    await ring(town, days=1)
    await town.deciding.choose(await town.caller("juge"), poll.id, 1)
    return unzipped(await town.proofs.export(poll.id))


async def by_jury(town: Town) -> Files:
    """A jury and the public, sharing places where they are level; a title withdrawn after the count."""
    jurors = tuple([await town.person(f"juror{number}") for number in range(6)])
    terms = Terms(jury=Jury(50), ties=Ties(Breaking.SHARED), thresholds=Thresholds(quorum=3))
    poll = await opened(town, terms, Reach.SHOP, Panel(jurors=jurors))
    for number in range(6):
        await cast(town, poll, f"juror{number}", Whole((number % 3,)))
        await cast(town, poll, f"reader{number}", Whole((number % 3, 1)))
    await ring(town, days=1)
    await strike(town, poll, "Babel")
    return unzipped(await town.proofs.export(poll.id))


async def strike(town: Town, poll: Poll, title: str) -> None:
    seller = await town.caller("libraire", standing=Standing.NETWORK_OWNER)
    await town.closing.striking.strike(seller, poll.id, title, "épuisé")


MAKERS = {"shops": by_shops, "jury": by_jury}
TOUCHED: dict[str, tuple[str, Tampering, str]] = {
    "the shops count as readers": ("shops", replaced("config.json", '"by":"shops"', '"by":"readers"'), "config"),
    "another rule for ties": ("shops", replaced("config.json", '"casting"', '"shared"'), "config"),
    "a lower quorum": ("shops", replaced("config.json", '"quorum":3', '"quorum":1'), "config"),
    "another book was decided for": ("shops", replaced("audit.jsonl", '"titles":[1]', '"titles":[0]'), "audit"),
    "another reason": ("shops", replaced("audit.jsonl", "épuisé", "autre"), "audit"),
    "another title was withdrawn": ("shops", replaced("audit.jsonl", '"title":2', '"title":0'), "audit"),
    "the withdrawn title counts": ("shops", replaced("ballots.json", '"excluded":[2]', '"excluded":[]'), "recount"),
    "a ballot of another shop": ("shops", replaced("ballots.json", '"group":"1"', '"group":"2"'), "ballots"),
    "another list of a shop": ("shops", replaced("result.json", '"ballots":6', '"ballots":7'), "result"),
    "another winner": ("shops", replaced("result.json", '"winners":[1]', '"winners":[0]'), "result"),
    "another promise": ("shops", replaced("seals.txt", "seed ", "seed 0"), "opening"),
    "more voters than may": ("shops", replaced("roll.json", '"eligible":', '"eligible":0,"was":'), "roll"),
    "a bigger jury": ("jury", replaced("config.json", '"jurors":6', '"jurors":9'), "config"),
    "a bigger share": ("jury", replaced("config.json", '"share":50', '"share":90'), "config"),
    "a reader among the jury": ("jury", replaced("ballots.json", '"group":"public"', '"group":"jury"'), "ballots"),
    "other points of the jury": ("jury", replaced("result.json", '"sides":{', '"sides":{"x":1,'), "result"),
    "the first count for the last": ("jury", replaced("audit.jsonl", '"act":"withdrawn"', '"act":"stated"'), "audit"),
}


@pytest.mark.parametrize("made", MAKERS)
async def test_an_export_with_all_of_it_is_counted_again_to_the_byte(town: Town, made: str, tmp_path: Path) -> None:
    files = await MAKERS[made](town)
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-2:]) == (0, ["count", "posted"]), lines
    told = json.loads(files["result.json"])
    assert told["winners"] == [1]
    acts = [json.loads(line)["act"] for line in files["audit.jsonl"].splitlines()]
    assert "withdrawn" in acts
    assert acts.count("counted") == 2


@pytest.mark.parametrize("touched", TOUCHED)
async def test_whatever_is_touched_is_named(town: Town, touched: str, tmp_path: Path) -> None:
    made, tampering, check = TOUCHED[touched]
    files = await MAKERS[made](town)
    tampering(files)
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-1]) == (1, check), lines


SHAPES: dict[str, Terms] = {
    "plain": Terms(),
    "two places": Terms(places=2),
    "shared": Terms(ties=Ties(Breaking.SHARED)),
    "one place more": Terms(places=2, ties=Ties(Breaking.EXTRA)),
    "runoff": Terms(ties=Ties(Breaking.RUNOFF)),
    "casting": Terms(ties=Ties(Breaking.CASTING, "Anne")),
    "jury": Terms(jury=Jury(50, 1, 6)),
    "jury that shares": Terms(jury=Jury(60, 1, 6), ties=Ties(Breaking.SHARED)),
    "by readers": Terms(levels=Levels(Level.READERS)),
    "by shops": Terms(levels=Levels(Level.SHOPS)),
    "rounds by shops": Terms(Method.IRV, levels=Levels(Level.SHOPS)),
    "pairs by shops": Terms(Method.RANKED_PAIRS, levels=Levels(Level.SHOPS)),
    "shortlists by shops": Terms(Method.PHRAGMEN, 2, levels=Levels(Level.SHOPS)),
    "duels": Terms(Method.SCHULZE),
    "rounds": Terms(Method.IRV),
    "borda jury": Terms(Method.BORDA, jury=Jury(40, 1, 6)),
    "kept": Terms(secrecy=Secrecy(Publish.RESULT)),
    "with a quorum": Terms(thresholds=Thresholds(quorum=3)),
}
Casts = Sequence[tuple[int, tuple[int, ...]]]
CASTS = st.lists(
    st.tuples(st.integers(0, 1), st.lists(st.integers(0, 3), max_size=3, unique=True).map(tuple)), max_size=9
)


def sealed(shape: str, casts: Casts, struck: int | None, decided: tuple[int, ...] | None) -> Sealed:
    terms = SHAPES[shape]
    titles = tuple(replace(each, struck="épuisé" if each.position == struck else "") for each in TITLES[:4])
    poll = replace(CLOSED, terms=terms, titles=titles, voters=len(casts))
    named = (JURY, PUBLIC) if terms.jury.share else ("1", "2")
    groups = tuple(named[group] for group, _ in casts) if terms.is_grouped else ()
    is_ranked = terms.kind is Kind.RANKED
    written = [marks if is_ranked else tuple(sorted(marks)) for _, marks in casts]
    ballots: tuple[tuple[Marks, int], ...] = tuple((marks or ABSTAINS, 1) for marks in written)
    return Sealed(poll, ballots, b"seed" * 8, 20, decided, groups)


@settings(deadline=None, max_examples=150)
@given(
    shape=st.sampled_from(sorted(SHAPES)),
    casts=CASTS,
    struck=st.none() | st.integers(0, 3),
    decided=st.none() | st.lists(st.integers(0, 3), max_size=2, unique=True).map(tuple),
    chance=st.integers(0, 2**32),
)
def test_the_same_seed_gives_the_same_result_in_any_order_and_each_says_whether_a_tie_occurred(
    shape: str, casts: Casts, struck: int | None, decided: tuple[int, ...] | None, chance: int
) -> None:
    verdict = count(sealed(shape, casts, struck, decided))
    assert read_verdict(write_verdict(verdict)) == verdict
    mixed = list(casts)
    Random(chance).shuffle(mixed)
    assert count(sealed(shape, mixed, struck, decided)) == verdict, "in whatever order the ballots lie"
    assert struck not in verdict.outcome.winners
    poll = sealed(shape, casts, struck, decided).poll
    counted = Counted(poll, verdict, len(casts))
    if not casts or verdict.is_void:
        assert verdict.outcome.winners == ()
        return
    ties, deadlock = verdict.outcome.ties, verdict.deadlock
    is_by_lot = deadlock is None or deadlock.is_by_lot
    told = [tie for tie in ties if is_by_lot or not tie.is_by_lot][-2:]
    for locale in LOCALES:
        words = DICTIONARY.words(locale)
        said = outline(PollResult(counted).as_card(words))
        assert (words("result-no-tie") in said) == (not ties)
        for tie in told:
            assert words(f"result-tie-{tie.rung.value}", titles="|").rpartition("|")[2] in said
        if any(tie.is_by_lot for tie in ties):
            assert (words("result-hung-not") in said) == (deadlock is None)


@pytest.mark.parametrize("shape", SHAPES)
@settings(deadline=None, max_examples=100)
@given(casts=CASTS, names_anew=st.permutations(range(4)))
def test_titles_under_other_numbers_win_as_before_unless_a_tie_is_declared(
    shape: str, casts: Casts, names_anew: list[int]
) -> None:
    verdict = count(sealed(shape, casts, None, None))
    turned = [(group, tuple(names_anew[mark] for mark in marks)) for group, marks in casts]
    other = count(sealed(shape, turned, None, None))
    assert bool(verdict.outcome.ties) == bool(other.outcome.ties)
    if not verdict.outcome.ties:
        assert tuple(names_anew[each] for each in verdict.outcome.winners) == other.outcome.winners
