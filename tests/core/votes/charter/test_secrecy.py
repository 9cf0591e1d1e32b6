"""What a poll promises of its ballots, and that it is kept: on paper, at the close, in export and result."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Standing
from core.ui.words import LOCALES
from core.votes.charter.secrecy import AS_BEFORE, Openness, Secrecy, secrecy_of
from core.votes.charter.terms import Method, Terms, read_terms
from core.votes.filling import Toggle, Whole
from core.votes.integrity.export import Publish
from core.votes.model import Poll, Reach
from core.votes.service import PollOpened, Proposal
from core.votes.tally.document import charter_of
from core.votes.telling.explaining import CountExplained
from core.votes.telling.papers import BallotPaper
from core.votes.telling.results import PollResult
from core.votes.views import OpenedNote
from tests.core.outline import outline
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import Town


async def opened(town: Town, openness: Openness, method: Method = Method.APPROVAL, titles: int = 3) -> Poll:
    await town.person("libraire")
    seller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    closes = town.clock.now().replace(day=28)
    terms = Terms(method, secrecy=secrecy_of(openness))
    return (await town.votes.open(seller, Proposal("Janvier ?", terms, town.works[:titles], closes, Reach.SHOP))).poll


async def voted(town: Town, poll: Poll, voters: int, first: int = 0) -> None:
    """Readers `first` to `voters` - 1 vote for the first or the second title, by turns."""
    for number in range(first, voters):
        await town.person(f"voix-{number}")
        act = Toggle(number % 2) if poll.terms.method is Method.SCHULZE else Whole((number % 2,))
        await town.votes.cast(await town.caller(f"voix-{number}"), poll.id, act)


async def closed(town: Town, openness: Openness, voters: int, method: Method = Method.APPROVAL) -> Poll:
    poll = await opened(town, openness, method)
    await voted(town, poll, voters)
    await town.closing.close_due(poll.id)
    return (await town.votes.paper(poll.id)).poll


@pytest.mark.parametrize(
    ("secrecy", "is_ranked", "most", "publish"),
    [
        (AS_BEFORE, True, 7, Publish.BALLOTS),
        (AS_BEFORE, True, 8, Publish.MATRIX),
        (AS_BEFORE, False, 25, Publish.BALLOTS),
        (Secrecy(Publish.BALLOTS), True, 20, Publish.BALLOTS),
        (secrecy_of(Openness.RESULT), False, 3, Publish.RESULT),
        (secrecy_of(Openness.LIVE), True, 8, Publish.MATRIX),
        (secrecy_of(Openness.NAMED), True, 20, Publish.BALLOTS),
    ],
)
def test_a_long_ranking_is_not_published_unless_asked_for(
    secrecy: Secrecy, is_ranked: bool, most: int, publish: Publish
) -> None:
    assert secrecy.settled(is_ranked=is_ranked, most=most).publish is publish


@pytest.mark.parametrize("openness", Openness)
def test_every_choice_is_kept_as_it_was_made(openness: Openness) -> None:
    terms = Terms(secrecy=secrecy_of(openness))
    assert read_terms(terms.write()).secrecy == terms.secrecy


async def test_what_is_published_is_promised_in_the_config_and_polls_of_before_keep_their_hash(town: Town) -> None:
    poll = await opened(town, Openness.RESULT)
    assert charter_of(poll)["publish"] == "result"
    before = replace(poll, terms=replace(poll.terms, secrecy=AS_BEFORE))
    assert not {"publish", "live", "names"} & charter_of(before).keys()


@pytest.mark.parametrize("openness", [Openness.MATRIX, Openness.RESULT])
async def test_nonces_are_not_kept_where_ballots_stay_unpublished_and_the_seal_still_holds(
    town: Town, openness: Openness, tmp_path: Path
) -> None:
    poll = await closed(town, openness, 6)
    casts = await town.storage.read(lambda rows: rows.ballots.casts(poll.id))
    assert [cast.nonce for cast in casts] == [""] * 6
    files = unzipped(await town.proofs.export(poll.id))
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-1]) == (0, "posted"), lines
    told = json.loads(files["ballots.json"])
    assert "ballots" not in told
    assert {key for cast in told["casts"] for key in cast} == {"tracker", "leaf"}
    result = json.loads(files["result.json"])
    assert ("stages" in result) == (openness is Openness.MATRIX)


async def test_published_ballots_keep_their_nonces(town: Town) -> None:
    poll = await closed(town, Openness.BALLOTS, 5)
    casts = await town.storage.read(lambda rows: rows.ballots.casts(poll.id))
    assert all(len(cast.nonce) == 32 and not cast.leaf for cast in casts)


async def test_fewer_than_five_ballots_stay_secret_whatever_was_chosen_and_the_result_says_so(town: Town) -> None:
    poll = await closed(town, Openness.BALLOTS, 4)
    casts = await town.storage.read(lambda rows: rows.ballots.casts(poll.id))
    assert all(cast.leaf and not cast.nonce for cast in casts)
    told = outline(PollResult(await town.closing.counted(poll.id)).as_card(DICTIONARY.words("fr")))
    assert "leur secret ne peut pas être promis" in told
    five = await closed(town, Openness.BALLOTS, 5)
    told = outline(PollResult(await town.closing.counted(five.id)).as_card(DICTIONARY.words("fr")))
    assert "promis," not in told


@pytest.mark.parametrize("method", [Method.APPROVAL, Method.SCHULZE])
async def test_where_only_the_result_is_published_no_figure_is_told_anywhere(town: Town, method: Method) -> None:
    poll = await closed(town, Openness.RESULT, 7, method)
    counted = await town.closing.counted(poll.id)
    words = DICTIONARY.words("fr")
    result, count = (view.as_card(words) for view in (PollResult(counted), CountExplained(counted)))
    assert "Emma l’emporte" in outline(result)
    assert "ne sont pas publiés" in outline(result)
    told = (outline(result) + outline(count)).replace("7 bulletins comptés", "").replace(f"kd_{poll.id}", "")
    figures = [letter for letter in told.split("Numéro de ce vote")[0] if letter.isdigit()]
    assert figures == []
    assert count.chart is None


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("openness", [Openness.MATRIX, Openness.RESULT, Openness.NAMED, Openness.NAMED_LIVE])
async def test_the_paper_says_what_will_be_published(town: Town, openness: Openness, locale: str) -> None:
    poll = await opened(town, openness)
    words = DICTIONARY.words(locale)
    for paper in (BallotPaper(poll), BallotPaper(poll, is_own_copy=True)):
        told = outline(paper.as_card(words))
        promised = f"paper-publish-{openness.value}" if not poll.promised.is_named else ""
        naming = poll.terms.secrecy.naming.value
        assert words(promised or f"paper-named-{naming}") in told
        assert (words("paper-secret", shop=poll.shop_name) in told) <= (not poll.promised.is_named)


async def test_the_opener_is_warned_of_long_rankings_that_are_published(town: Town) -> None:
    words = DICTIONARY.words("fr")
    poll = await opened(town, Openness.BALLOTS, Method.SCHULZE)
    titles = tuple(replace(poll.titles[0], position=each) for each in range(8))
    told = outline(OpenedNote(PollOpened(replace(poll, titles=titles), ())).as_card(words))
    assert "reconnaître quelqu’un" in told
    told = outline(OpenedNote(PollOpened(replace(poll, titles=titles[:7]), ())).as_card(words))
    assert "reconnaître" not in told


async def test_only_the_shop_has_the_file_of_an_unpublished_vote(town: Town) -> None:
    poll = await closed(town, Openness.MATRIX, 6)
    with pytest.raises(Refusal, match="export-kept"):
        await town.proofs.export_for(await town.caller("voix-1"), poll.id)
