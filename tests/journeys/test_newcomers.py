"""Who arrives after a vote opened is told kindly on either platform; who was there can ask to be reminded."""

from __future__ import annotations

from tests.journeys.city import City
from tests.journeys.test_first_vote import SECRET, open_vote


async def test_a_newcomer_votes_next_time_and_a_reader_is_reminded_where_the_bot_may_write(shop: City) -> None:
    await open_vote(shop, "Discord")
    shop.person("Dina", is_new=True)
    assert "Vous voterez au prochain" in await shop.on("Dina", "Discord").picks(["Emma"], on=SECRET)
    assert "Vous voterez au prochain" in await shop.on("Dina", "Telegram").taps("Emma", on=SECRET)
    assert "un petit mot en privé" in await shop.on("Chloe", "Telegram").taps("Me le rappeler", on=SECRET)
    assert "Écrivez-moi d’abord" in await shop.on("Alice", "Discord").taps("Me le rappeler", on=SECRET)
    assert "Emma" in await shop.on("Alice", "Discord").picks(["Emma"], on=SECRET)
