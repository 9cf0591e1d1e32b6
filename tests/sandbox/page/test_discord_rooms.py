"""Discord's rooms over HTTP: what each person is shown of threads, posts, events and communities, and may do there."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any

import pytest

from sandbox.discord import ChannelKind, ChannelPlan, ForumPost, flags
from sandbox.page.discord_files import page_address
from tests.sandbox.discord.test_attachments import png
from tests.sandbox.page.conftest import Room

HOSTILE = '<script>alert("x")</script>\u202e'


def user(room: Room, name: str) -> Any:
    return next(each for each in room.discord.world.users.values() if each.name == name)


def guild(room: Room) -> Any:
    return next(iter(room.discord.world.guilds.values()))


async def drawn(room: Room, who: str = "alice", place: str = "") -> str:
    return await room.get("/pane/discord", **{"as": who, "place": place})


def forum(room: Room, *tags: str) -> Any:
    return room.discord.build.add_channel(guild(room), "avis", ChannelPlan(ChannelKind.FORUM, tags=tags))


async def test_a_hidden_channel_is_not_listed_and_cannot_be_opened(room: Room) -> None:
    secret = room.discord.build.add_channel(guild(room), "comite")
    room.discord.build.set_rights(secret, user(room, "alice"), deny=flags("VIEW_CHANNEL"))
    assert "comite" in await drawn(room, "bob")
    assert "comite" not in await drawn(room, "alice", str(secret.id))


async def test_threads_are_listed_under_their_channel_and_open_as_rooms_of_their_own(room: Room) -> None:
    doors, alice = room.discord.doors, user(room, "alice")
    said = room.discord.people.says(alice, room.salon, "Emma ?")
    thread = doors.starts_thread(alice, room.salon, "Emma", said)
    closed = doors.starts_thread(alice, room.salon, "Vieux fil")
    doors.closes_thread(alice, closed)
    room.discord.people.says(alice, thread, "chapitre un")
    salon = await drawn(room, "bob")
    assert re.search(rf'<option value="{thread.id}">&nbsp;&nbsp;↳ Emma</option>', salon)
    assert re.search(rf'<option value="{closed.id}">&nbsp;&nbsp;↳ \(archived\) Vieux fil</option>', salon)
    assert f'data-open="{thread.id}" data-key="thread-{said.id}"' in salon
    assert "chapitre un" not in salon
    inside = await drawn(room, "bob", str(thread.id))
    assert "chapitre un" in inside
    assert f'data-open="{room.salon.id}"' in inside
    assert 'data-deed="joins_thread"' in inside
    assert 'data-deed="closes_thread"' not in inside
    assert 'data-deed="closes_thread"' in await drawn(room, "alice", str(thread.id))


async def test_a_forum_lists_its_posts_and_a_new_one_opens(room: Room) -> None:
    place = forum(room, "roman")
    status, answer = await room.act(
        "discord", "posts", "alice", channel=str(place.id), name="Emma", content="bien", tags=[place.tags[0]["id"]]
    )
    assert status == 200
    listed = await drawn(room, "bob", str(place.id))
    assert f'data-open="{answer["open"]}"' in listed
    assert '<span class="tag"><bdi>roman</bdi></span>' in listed
    assert "0 messages" in listed
    assert "bien" in await drawn(room, "bob", answer["open"])
    dialog = await room.get("/dialog/discord/post", **{"as": "bob", "place": str(place.id)})
    assert f'value="{place.tags[0]["id"]}"' in dialog


async def test_an_event_is_followed_and_left_by_its_button(room: Room) -> None:
    starts = room.clock.now() + timedelta(hours=1)
    event = await room.discord_plans(
        name="Soirée", entity_metadata={"location": "Ici"}, entity_type=3, privacy_level=2,
        scheduled_start_time=starts.isoformat(), scheduled_end_time=(starts + timedelta(hours=1)).isoformat(),
        recurrence_rule={"start": starts.isoformat(), "frequency": 2, "interval": 2, "by_weekday": [3]},
    )  # fmt: skip
    body = {"guild": str(guild(room).id), "event": event}
    assert "☆ Ça m’intéresse · 0" in await drawn(room)
    held_again = re.search(r'une semaine sur deux, puis le <time datetime="([^"]+)"', await drawn(room))
    assert held_again is not None
    again = datetime.fromisoformat(held_again[1])
    assert again.isoweekday() == 4
    assert timedelta() < again - starts <= timedelta(weeks=2)
    assert (await room.act("discord", "follows", "alice", **body))[0] == 200
    assert "★ Ça m’intéresse · 1" in await drawn(room)
    assert "☆ Interested · 1" in await drawn(room, "bob")
    await room.act("discord", "unfollows", "alice", **body)
    assert "☆ Ça m’intéresse · 0" in await drawn(room)
    room.clock.move_to(room.clock.now() + timedelta(minutes=90))
    assert "en cours" in await drawn(room)
    room.clock.move_to(room.clock.now() + timedelta(hours=1))
    assert "Soirée" not in await drawn(room)
    status, answer = await room.act("discord", "follows", "alice", **body)
    assert (status, answer["problem"]) == (409, "Le client ne le permet pas\xa0: cet événement est passé.")


async def test_who_leaves_sees_the_way_back(room: Room) -> None:
    body = {"guild": str(guild(room).id)}
    assert "L’Agora" in await room.get("/dialog/discord/leave", **{"as": "bob", **body})
    assert (await room.act("discord", "leaves", "bob", **body))[0] == 200
    outside = await drawn(room, "bob")
    assert "You are in no community." in outside
    assert 'data-deed="joins"' in outside
    await room.act("discord", "joins", "bob", **body)
    assert "#salon" in await drawn(room, "bob")


async def test_the_menu_of_a_message_offers_what_its_reader_may_do(room: Room) -> None:
    said = room.discord.people.says(user(room, "alice"), room.salon, "bonjour")
    await room.discord_lists(
        {"type": 3, "name": "keep", "name_localizations": {"fr": "Garder cette page"}}, {"type": 2, "name": "card"}
    )
    own = await room.get("/menu/discord", **{"as": "alice", "message": str(said.id)})
    other = await room.get("/menu/discord", **{"as": "bob", "message": str(said.id)})
    assert ["Modifier" in own, "Garder cette page" in own, "Répondre" in own] == [True] * 3
    assert ["Edit" in other, "Delete" in other, "keep" in other, "Reply" in other] == [False, False, True, True]
    assert "card" in await room.get("/menu/discord", **{"as": "bob", "person": str(user(room, "alice").id)})
    room.discord.gestures.deletes(user(room, "alice"), said)
    async with room.web.get(f"{room.page.address}/menu/discord", params={"as": "bob", "message": said.id}) as gone:
        assert (gone.status, await gone.text()) == (409, "The client does not allow it: it is not there any more.")


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("says", {"content": "x" * 2001}, "le texte est trop long, ou vide."),
        ("says", {"content": ""}, "le message est vide."),
        ("rewrites", {"message": "{theirs}", "content": "x"}, "ce n’est pas à vous."),
        ("deletes", {"message": "{theirs}"}, "ce n’est pas à vous."),
        ("deletes", {"message": "1"}, "cela n’existe plus."),
        ("starts_thread", {"name": ""}, "le texte est trop long, ou vide."),
        ("closes_thread", {}, "vous ne pouvez pas ouvrir de fil ici."),
        ("posts", {"name": "x", "content": "x"}, "on n’écrit pas dans ce salon\u202f; dans un forum, ouvrez un sujet."),
    ],
)
async def test_what_the_client_refuses_is_told_in_the_readers_language(
    room: Room, name: str, body: dict[str, str], told: str
) -> None:
    theirs = room.discord.people.says(user(room, "bob"), room.salon, "hello")
    given = {key: value.format(theirs=theirs.id) for key, value in body.items()}
    status, answer = await room.act("discord", name, "alice", channel=str(room.salon.id), **given)
    assert (status, answer["problem"]) == (409, f"Le client ne le permet pas\xa0: {told}")


async def test_nobody_acts_as_somebody_else_on_discord(room: Room) -> None:
    await room.act("discord", "says", "bob", channel=str(room.salon.id), content="moi", user="alice")
    assert [message.author.name for message in room.salon.messages.values()] == ["bob"]
    for forbidden in ("forge_press", "looks", "nothing"):
        assert (await room.act("discord", forbidden, "alice"))[0] == 409


async def test_a_picture_is_served_by_the_page_and_nothing_outside_is_named_as_a_source(room: Room) -> None:
    picture = {
        "filename": "page.png",
        "content": b64encode(png()).decode(),
        "description": 'une "page" <b>',
        "spoiler": True,
    }
    page = {"filename": "page.html", "content": b64encode(b"<script>alert(1)</script>").decode()}
    await room.act("discord", "says", "alice", channel=str(room.salon.id), content="", files=[picture, page])
    await room.discord_says(embeds=[{"title": "t", "image": {"url": "https://elsewhere.example/x.png"}}])
    shown = await drawn(room, "bob")
    address = re.search(r'<img src="(/files/discord/attachments/[^"]+)"', shown)
    assert address
    assert 'alt="une &#34;page&#34; &lt;b&gt;"' in shown
    assert "Hidden picture: press to see" in shown
    assert 'src="http' not in shown
    assert "elsewhere, not loaded: <bdi>elsewhere.example</bdi>" in shown
    async with room.web.get(room.page.address + address[1]) as response:
        assert (response.headers["Content-Type"], await response.read()) == ("image/png", png())
    saved = re.search(r'<a href="(/files/discord/attachments/[^"]+\.html)" download', shown)
    assert saved
    async with room.web.get(room.page.address + saved[1]) as response:
        assert response.headers["Content-Disposition"] == "attachment"
        assert response.headers["Content-Type"] == "application/octet-stream"
    async with room.web.get(f"{room.page.address}/files/discord/attachments/1/x.png") as missing:
        assert missing.status == 404


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1.example/attachments/1/x.png",
        "http://elsewhere.example/attachments/1/x.png",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://127.0.0.1:1/sandbox/state",
    ],
)
def test_only_files_of_the_sandbox_have_an_address_of_the_page(url: str) -> None:
    assert page_address(url) == ""


async def test_hostile_names_are_shown_as_text_everywhere(room: Room) -> None:
    alice, doors = user(room, "alice"), room.discord.doors
    place = forum(room, HOSTILE[:20])
    said = room.discord.people.says(alice, room.salon, HOSTILE)
    doors.starts_thread(alice, room.salon, HOSTILE, said)
    doors.posts(alice, place, ForumPost(HOSTILE, HOSTILE, [HOSTILE[:20]]))
    answer = {"poll_media": {"text": HOSTILE}}
    await room.discord_says(poll={"question": {"text": HOSTILE}, "answers": [answer]})
    await room.discord_lists({"type": 3, "name": HOSTILE[:25]}, {"type": 2, "name": HOSTILE[:25]})
    alice.global_name = HOSTILE
    menu = await room.get("/menu/discord", **{"as": "bob", "message": str(said.id)})
    pages = [await drawn(room), await drawn(room, "bob", str(place.id)), await drawn(room, "bob", str(said.id)), menu]
    for page in pages:
        assert "<script" not in page
        assert "&lt;script&gt;" in page
    for found in re.findall(r"data-body='([^']*)'", "".join(pages)):
        assert json.loads(found)


async def test_the_bots_direct_messages_are_a_room_of_two(room: Room) -> None:
    alice, me = user(room, "alice"), room.discord.application.user
    dm = room.discord.world.dm_between(alice, me)
    between = room.discord.world.dm_between(alice, user(room, "bob"))
    said = room.discord.people.says(alice, dm, "entre nous")
    shown = await drawn(room, "alice", str(dm.id))
    assert f'<option value="{dm.id}" selected>@agora</option>' in shown
    assert "entre nous" in shown
    assert f'value="{between.id}"' not in shown
    menu = await room.get("/menu/discord", **{"as": "alice", "place": str(dm.id), "message": str(said.id)})
    assert ["Modifier" in menu, "Ouvrir un fil" in menu] == [True, False]
    assert "entre nous" not in await drawn(room, "bob", str(dm.id))


async def test_a_menu_offers_the_people_the_roles_and_the_channels_of_the_place(room: Room) -> None:
    jury = room.discord.build.add_role(guild(room), "jury")
    menus = [{"type": kind, "custom_id": f"menu{kind}", "placeholder": "Qui ?"} for kind in (5, 6, 7, 8)]
    await room.discord_says(content="x", components=[{"type": 1, "components": [menu]} for menu in menus])
    shown = await drawn(room)
    assert shown.count(f'<option value="{user(room, "bob").id}" data-kind="user">') == 2
    assert shown.count(f'<option value="{jury.id}" data-kind="role">jury</option>') == 2
    assert f'<option value="{room.salon.id}" data-kind="channel">#salon</option>' in shown


@pytest.mark.parametrize("path", ["/dialog/discord/castle", "/dialog/discord/leave", "/menu/discord"])
async def test_a_form_or_menu_that_there_is_not_is_not_found(room: Room, path: str) -> None:
    for who in ("alice", "chloe"):
        async with room.web.get(room.page.address + path, params={"as": who}) as response:
            assert response.status == 404
