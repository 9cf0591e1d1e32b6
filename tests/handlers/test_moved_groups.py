"""A group that became a supergroup: its old buttons still work, and what is answered comes into the new chat."""

from __future__ import annotations

import pytest

from sandbox.telegram.entities import Chat, Message
from tests.handlers.town import Town


async def with_a_paper(town: Town) -> tuple[Chat, Message]:
    """Return a basic group, Bob's home, with a paper on its table."""
    group = await town.group(supergroup=False)
    await town.settles_in(town.bob, group)
    town.say(town.bob, "/paper@agora_bot", group)
    return group, await town.sees(town.bob, "Bulletin", group)


async def move(town: Town, group: Chat) -> Chat:
    """Move the group, and everything that is stored of it."""
    new = town.sandbox.build.migrate(group)
    await town.sandbox.sight.until(lambda: town.moved)
    (old_and_new,) = town.moved
    await town.storage.write(lambda rows: rows.communities.move(*old_and_new))
    return new


async def press_twice(town: Town, group: Chat) -> None:
    """Alice, who never spoke there before, marks a book."""
    for _ in range(2):
        await town.toast(town.alice, "Emma", group)


@pytest.mark.parametrize("restarted", [False, True])
async def test_an_old_button_counts_for_the_group_as_it_is_now(town: Town, restarted: bool) -> None:
    async with town.running():
        group, _ = await with_a_paper(town)
        new = await move(town, group)
        if not restarted:
            await press_twice(town, group)
    if restarted:
        async with town.running():
            await press_twice(town, group)
    assert len(town.probe.markers) == 2
    assert {each.place.address.space for each in town.probe.markers} == {str(new.id)}
    assert all(each.home is not None and each.home.shop_name == "L’Agora" for each in town.probe.markers)
    asked = [call for call in town.sandbox.record.of("getChatMemberCount") if call.status == 400]
    assert len(asked) == int(restarted)


async def test_the_message_of_an_old_button_still_changes(town: Town) -> None:
    async with town.running():
        group, paper = await with_a_paper(town)
        await move(town, group)
        await town.toast(town.alice, "Déplier", group)
        await town.sandbox.sight.until(lambda: any("Replier" in row for row in paper.labels))


async def test_what_an_old_button_brings_comes_into_the_new_chat(town: Town) -> None:
    async with town.running():
        group, _ = await with_a_paper(town)
        new = await move(town, group)
        town.sandbox.faults.fail_next("editMessageText", 400, "Bad Request: message can't be edited")
        await town.toast(town.alice, "Déplier", group)
        await town.sees(town.alice, "Bulletin", new)


async def test_a_form_of_a_group_that_moves_at_that_moment_is_posted_in_the_new_chat(town: Town) -> None:
    async with town.running():
        group = await town.group(supergroup=False)
        await town.settles_in(town.bob, group)
        town.say(town.bob, "/notice@agora_bot", group)
        await town.sees(town.bob, "What shall I repeat?")
        new = town.sandbox.build.migrate(group)
        town.say(town.bob, "Ce soir")
        await town.sees(town.bob, "Bob affiche : Ce soir", new)
        await town.sees(town.bob, "The answer is in the group")


async def test_while_telegram_cannot_tell_where_a_group_is_its_buttons_work_as_ever(town: Town) -> None:
    async with town.running():
        group, _ = await with_a_paper(town)
        town.sandbox.faults.fail_next("getChatMemberCount", 502, "Bad Gateway")
        assert (await town.toast(town.bob, "Emma", group)).text == "Noted: Emma."
        assert (await town.toast(town.bob, "Emma", group)).text == "Noted: Emma."
        assert (await town.toast(town.bob, "Emma", group)).text == "Noted: Emma."
    assert [call.status for call in town.sandbox.record.of("getChatMemberCount")] == [502, 200]


async def test_an_old_button_that_leads_into_private_counts_for_the_group_as_it_is_now(town: Town) -> None:
    async with town.running():
        group, _ = await with_a_paper(town)
        new = await move(town, group)
        town.sandbox.people.follow(town.bob, group, "Mon bulletin")
        await town.sees(town.bob, "Paper")
    assert [each.place.address.space for each in town.probe.callers] == [str(new.id)]
