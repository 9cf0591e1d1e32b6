"""Coming and going: who may come in, who may throw out whom, and which bots are told of it, in which words."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.telegram.entities import Chat, ChatKind, Status, User
from sandbox.telegram.impossible import CannotDo
from tests.sandbox.telegram.conftest import Town


def changes(town: Town, kind: str = "my_chat_member") -> list[tuple[str, str]]:
    """The status before and after in every change of this kind that the bot was sent."""
    sent = [update[kind] for update in town.bot.queue.batch(100) if kind in update]
    return [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in sent]


def services(town: Town) -> list[str]:
    """The names of the service messages that the bot was sent."""
    plain = {"message_id", "from", "chat", "date", "text", "entities", "sender_chat"}
    sent = [update["message"] for update in town.bot.queue.batch(100) if "message" in update]
    return [name for message in sent for name in message.keys() - plain]


@pytest.fixture
def carol(town: Town) -> User:
    return town.sandbox.build.add_user("Carol")


@pytest.fixture
def group(town: Town) -> Chat:
    """A supergroup that Alice owns; nothing of it is left in the bot's queue."""
    group = town.group(supergroup=True)
    town.bot.queue.allow(["message", "chat_member", "my_chat_member", "chat_join_request"])
    town.bot.queue.drop()
    return group


def test_a_plain_bot_hears_of_comings_by_the_service_message_only(town: Town, group: Chat, carol: User) -> None:
    town.sandbox.doors.join(carol, group)
    town.sandbox.doors.leave(carol, group)
    assert services(town) == ["new_chat_members", "left_chat_member"]
    assert changes(town, "chat_member") == []


def test_an_administrator_hears_of_every_membership(town: Town, group: Chat, carol: User) -> None:
    town.sandbox.build.promote(group, town.bot)
    town.bot.queue.drop()
    town.sandbox.doors.join(carol, group)
    town.sandbox.build.restrict(group, carol)
    town.sandbox.doors.remove(town.alice, carol, group)
    assert changes(town, "chat_member") == [("left", "member"), ("member", "restricted"), ("restricted", "kicked")]
    assert changes(town) == []


def test_a_bot_hears_of_its_own_rights_and_losses(town: Town, group: Chat) -> None:
    town.sandbox.build.promote(group, town.bot, "can_pin_messages")
    town.sandbox.build.restrict(group, town.bot)
    town.sandbox.build.demote(group, town.bot)
    town.sandbox.doors.remove(town.alice, town.bot, group)
    statuses = ["member", "administrator", "restricted", "member", "kicked"]
    assert changes(town) == list(itertools.pairwise(statuses))


def test_a_change_tells_who_made_it(town: Town, group: Chat, carol: User) -> None:
    town.sandbox.build.promote(group, town.bot)
    town.bot.queue.drop()
    town.sandbox.doors.add(town.bob, carol, group)
    (change,) = [update["chat_member"] for update in town.bot.queue.batch(9) if "chat_member" in update]
    assert (change["from"]["first_name"], change["new_chat_member"]["user"]["first_name"]) == ("Bob", "Carol")


def test_who_is_in_already_comes_in_without_a_word(town: Town, group: Chat) -> None:
    town.sandbox.build.promote(group, town.bob, "can_pin_messages")
    town.bot.queue.drop()
    assert town.sandbox.doors.join(town.bob, group).rights == {"can_pin_messages"}
    assert len(town.bot.queue) == 0


def test_only_who_may_unban_brings_a_banned_member_back(town: Town, group: Chat, carol: User) -> None:
    town.sandbox.doors.join(carol, group)
    town.sandbox.doors.remove(town.alice, carol, group)
    with pytest.raises(CannotDo, match="Carol is banned"):
        town.sandbox.doors.add(town.bob, carol, group)
    with pytest.raises(CannotDo, match="Carol is banned"):
        town.sandbox.doors.ask_to_join(carol, group)
    assert group.join_requests == {}
    assert town.sandbox.doors.add(town.alice, carol, group).status is Status.MEMBER


def test_members_bring_others_only_where_the_group_lets_them(town: Town, group: Chat, carol: User) -> None:
    group.permissions["can_invite_users"] = False
    with pytest.raises(CannotDo, match="Bob may not invite"):
        town.sandbox.doors.add(town.bob, carol, group)
    town.sandbox.build.promote(group, town.bob, "can_invite_users")
    assert town.sandbox.doors.add(town.bob, carol, group).is_present


def test_nobody_throws_out_the_owner_nor_an_equal(town: Town, group: Chat, carol: User) -> None:
    town.sandbox.doors.join(carol, group)
    for admin in (town.bob, carol):
        town.sandbox.build.promote(group, admin, "can_restrict_members")
    for victim in (town.alice, carol):
        with pytest.raises(CannotDo, match="Bob may not remove"):
            town.sandbox.doors.remove(town.bob, victim, group)
    town.sandbox.doors.remove(town.alice, carol, group)
    assert group.member(carol).status is Status.BANNED


def test_a_stranger_can_be_banned_beforehand(town: Town, group: Chat, carol: User) -> None:
    town.sandbox.doors.remove(town.alice, carol, group)
    assert services(town) == []
    with pytest.raises(CannotDo, match="banned"):
        town.sandbox.doors.join(carol, group)


@pytest.mark.parametrize("act", ["demote", "restrict"])
def test_an_owner_stays_owner(town: Town, group: Chat, act: str) -> None:
    with pytest.raises(CannotDo, match="Alice owns Lecteurs"):
        getattr(town.sandbox.build, act)(group, town.alice)
    assert group.member(town.alice).status is Status.OWNER
    town.sandbox.build.promote(group, town.alice, anonymous=True)
    assert (group.member(town.alice).status, group.member(town.alice).is_anonymous) == (Status.OWNER, True)


@pytest.mark.parametrize(
    "step",
    [
        lambda town, group: town.sandbox.build.promote(group, town.bot),
        lambda town, group: town.sandbox.build.add_topic(group, "Polars"),
        lambda town, group: town.sandbox.build.restrict(group, town.bot),
    ],
    ids=["promote", "add_topic", "restrict"],
)
def test_a_group_whose_owner_left_can_still_be_steered(
    town: Town, group: Chat, step: Callable[[Town, Chat], Any]
) -> None:
    town.sandbox.doors.leave(town.alice, group)
    step(town, group)
    told = town.bot.queue.batch(100)[-1]
    assert (told.get("message") or told["my_chat_member"])["from"]["id"] == town.alice.id


def test_only_a_basic_group_becomes_a_supergroup_and_once(town: Town, group: Chat) -> None:
    basic = town.group()
    town.sandbox.build.migrate(basic)
    for chat in (basic, group):
        with pytest.raises(CannotDo, match="is no basic group"):
            town.sandbox.build.migrate(chat)


def test_the_move_keeps_members_rights_and_permissions(town: Town) -> None:
    basic = town.group()
    town.sandbox.build.promote(basic, town.bob, "can_pin_messages")
    basic.permissions["can_send_polls"] = False
    town.bot.queue.drop()
    moved = town.sandbox.build.migrate(basic)
    assert (moved.title, moved.kind) == ("Lecteurs", ChatKind.SUPERGROUP)
    assert moved.member(town.bob).rights == {"can_pin_messages"}
    assert not moved.permissions["can_send_polls"]
    left, arrived = [update["message"] for update in town.bot.queue.batch(9)]
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (basic.id, moved.id)
    assert (arrived["chat"]["id"], arrived["migrate_from_chat_id"]) == (moved.id, basic.id)


@pytest.mark.parametrize("method", ["sendMessage", "getChatMember", "getChatMemberCount", "sendPoll", "leaveChat"])
async def test_every_deed_in_a_moved_group_names_the_new_one(town: Town, method: str) -> None:
    basic = town.group()
    moved = town.sandbox.build.migrate(basic)
    answer = await town.raw(
        method, chat_id=basic.id, text="x", user_id=town.bob.id, question="Emma ?", options=["Oui", "Non"]
    )
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": moved.id}
    assert town.broken_rules() == []
    assert (await town.raw("getChat", chat_id=basic.id))["ok"]


def test_a_block_is_told_once_and_so_is_its_end(town: Town) -> None:
    town.start(town.alice)
    for _ in range(2):
        town.sandbox.doors.block(town.alice, town.bot)
    assert changes(town) == [("member", "kicked")]
    for _ in range(2):
        town.sandbox.doors.unblock(town.alice, town.bot)
    assert changes(town) == [("member", "kicked"), ("kicked", "member")]


def test_a_start_lets_a_blocked_bot_in_before_it_speaks(town: Town) -> None:
    town.start(town.alice)
    town.sandbox.doors.block(town.alice, town.bot)
    town.bot.queue.drop()
    town.start(town.alice)
    assert [next(iter(update.keys() - {"update_id"})) for update in town.bot.queue.batch(9)] == [
        "my_chat_member",
        "message",
    ]


def test_a_request_to_join_reaches_those_who_may_answer_it(town: Town, group: Chat, carol: User) -> None:
    town.sandbox.doors.ask_to_join(carol, group)
    town.sandbox.build.promote(group, town.bot, "can_pin_messages")
    town.sandbox.doors.ask_to_join(carol, group)
    assert [update for update in town.bot.queue.batch(9) if "chat_join_request" in update] == []
    town.sandbox.build.promote(group, town.bot, "can_invite_users")
    town.sandbox.doors.ask_to_join(carol, group)
    (request,) = [update["chat_join_request"] for update in town.bot.queue.batch(9) if "chat_join_request" in update]
    assert (request["from"]["id"], request["user_chat_id"], request["chat"]["id"]) == (carol.id, carol.id, group.id)
