"""The first journey, by one script on both platforms: a vote opened on either, voted on both, one ballot a person."""

from __future__ import annotations

import pytest

from tests.journeys.city import PLATFORMS, City
from tests.journeys.conftest import link

OTHER = {"Discord": "Telegram", "Telegram": "Discord"}
SECRET = "Bulletin secret"


async def open_vote(town: City, platform: str, question: str = "Notre livre de janvier", method: str = "") -> str:
    answers = [question, "Emma\nNana\nL’Étranger", "demain 18h", method, ""]
    return await town.on("Olga", platform).fills("vote ouvrir", answers)


async def close_vote(town: City, platform: str, question: str = "Notre livre de janvier") -> None:
    assert "est clos" in await town.on("Olga", platform).types("vote clore", question)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_vote_opened_on_either_is_voted_on_both_and_its_result_is_posted_on_both(
    shop: City, platform: str
) -> None:
    assert "2 salons" in await open_vote(shop, platform)
    assert "Emma" in await shop.on("Alice", "Discord").picks(["Emma"], on=SECRET)
    assert "Emma" in await shop.on("Chloe", "Telegram").taps("Emma", on=SECRET)
    assert "Counted: Nana" in await shop.on("Bob", platform).taps("Nana", on=SECRET)
    await close_vote(shop, OTHER[platform])
    for each in PLATFORMS:
        result = await shop.on("Bob", each).sees("Résultat")
        assert "Emma" in result
        assert "2 bulletins sur 3" in result
        assert "3 bulletins comptés" in result


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_reader_with_two_accounts_has_one_ballot_and_the_later_one_stands(shop: City, platform: str) -> None:
    assert "ne font plus qu’une" in await link(shop, "Alice")
    await open_vote(shop, platform)
    await shop.on("Alice", platform).taps("Emma", on=SECRET)
    await shop.on("Alice", OTHER[platform]).taps("Mon bulletin", on=SECRET)
    told = await shop.on("Alice", OTHER[platform]).picks(["Nana"], on=SECRET)
    assert "Nana" in told
    await close_vote(shop, platform)
    result = await shop.on("Bob", platform).sees("Résultat")
    assert "Un bulletin compté" in result


async def test_linking_during_a_vote_merges_two_ballots_and_tells_the_person(shop: City) -> None:
    await open_vote(shop, "Discord", method="")
    await shop.on("Alice", "Discord").picks(["Emma"], on=SECRET)
    await shop.on("Alice", "Telegram").taps("Nana", on=SECRET)
    assert "le bulletin le plus récent compte" in await link(shop, "Alice")
    assert "Nana" in await shop.on("Alice", "Discord").taps("Mon bulletin", on=SECRET)
    await close_vote(shop, "Telegram")
    assert "Un bulletin compté" in await shop.on("Bob", "Discord").sees("Résultat")


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_nomination_is_seconded_from_the_other_side_and_lands_on_the_paper(shop: City, platform: str) -> None:
    assert "Merci" in await shop.on("Alice", platform).types(
        "vote proposer", "La Peste", "@everyone il *faut* <b>le</b> lire"
    )
    assert "vous êtes 2 à vouloir" in await shop.on("Chloe", OTHER[platform]).types("vote proposer", "La Peste")
    answers = ["Et ensuite ?", "La Peste\nEmma", "demain 18h", "", ""]
    await shop.on("Olga", platform).fills("vote ouvrir", answers)
    for each in PLATFORMS:
        assert "everyone il" in (await shop.on("Bob", each).sees("Et ensuite")).replace("\\", "")


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_everybody_is_answered_in_their_own_language_and_may_change_it(shop: City, platform: str) -> None:
    bob, alice = shop.on("Bob", platform), shop.on("Alice", platform)
    assert "What I know about you" in await bob.types("me")
    assert "Ce que je sais de vous" in await alice.types("moi")
    assert "I speak English" in await alice.types("langue", "en")
    assert "What I know about you" in await alice.types("me")
