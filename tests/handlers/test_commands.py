"""Commands on the wire: names, arguments, answers, failures, in private and in groups."""

import logging

import pytest

from core.kernel.identity import Address, Standing
from handlers.links import RunFor, pack_start
from handlers.places import TELEGRAM
from sandbox.telegram.entities import User
from tests.handlers.town import Town


@pytest.mark.parametrize("line", ["/echo Emma", "/ECHO Emma", "/echo@agora_bot Emma", "/echo\nEmma"])
async def test_an_argument_stands_on_the_commands_own_line(town: Town, line: str) -> None:
    async with town.running():
        town.start(town.bob)
        town.say(town.bob, line)
        await town.sees(town.bob, "You said: Emma")
    assert town.probe.echoes == ["Emma"]


@pytest.mark.parametrize("line", ["/livre_commander Rentrée", "/order_book Rentrée", "/livre commander Rentrée"])
@pytest.mark.parametrize("person", ["alice", "bob"])
async def test_a_command_has_its_names_in_every_language(town: Town, line: str, person: str) -> None:
    reader: User = getattr(town, person)
    async with town.running():
        await town.settles_in(reader, await town.group())
        town.say(reader, line)
        await town.sees(reader, "Combien" if reader is town.alice else "How many")


async def test_a_reader_is_answered_in_their_own_language(town: Town) -> None:
    async with town.running():
        for reader, answer in ((town.alice, "Vous avez dit"), (town.bob, "You said")):
            town.start(reader)
            town.say(reader, "/echo Emma")
            await town.sees(reader, answer)


async def test_markup_and_names_of_readers_are_only_text(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        town.say(town.bob, "/echo <b>@alice & </b>*_`🎭 אמה")
        shown = await town.sees(town.bob, "You said")
        assert "<b>@\u2060alice & </b>*_`🎭" in shown.text
        assert shown.entities == []
    assert town.sandbox.record.mentions == []


async def test_what_is_not_for_everybody_is_taken_away_from_a_group_or_its_author_is_asked_to(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        openly = town.say(town.bob, "/murmur@agora_bot Emma dies", group)
        asked = await town.sees(town.bob, "please delete your message")
        await town.sees(town.bob, "You said: Emma dies", after=asked)
        assert not openly.is_deleted
        town.sandbox.build.promote(group, town.bot)
        taken = town.say(town.bob, "/murmur@agora_bot Emma marries", group)
        told = await town.sees(town.bob, "You said: Emma marries")
        assert taken.is_deleted
        plain = town.say(town.bob, "/echo@agora_bot Nana", group)
        await town.sees(town.bob, "You said: Nana", after=told)
        assert not plain.is_deleted


async def test_who_has_no_private_chat_is_asked_in_the_group_which_hears_nothing_of_it_again(town: Town) -> None:
    async with town.running():
        group = await town.group()
        openly = town.say(town.bob, "/murmur@agora_bot Emma dies", group)
        asked = await town.sees(town.bob, "supprimez votre message", group, after=openly)
        await town.sees(town.bob, "Continuons en privé", group, after=asked)
    assert [each.body for each in group.messages.values() if "Emma" in each.body] == [openly.body]


async def test_an_unknown_command_gets_a_way_on(town: Town) -> None:
    async with town.running():
        town.start(town.alice)
        for text in ("/vote_ouvri", "bonjour", "/echo@other_bot x"):
            said = town.say(town.alice, text)
            answer = await town.sees(town.alice, "Je n’ai pas compris", after=said)
            assert "/aide" in answer.body


async def test_a_refusal_is_shown_as_it_is_worded(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        town.say(town.bob, "/refuse")
        await town.sees(town.bob, "The answer is no: <b>&")


async def test_a_bug_gets_a_reference_that_the_log_has_too(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    async with town.running():
        town.start(town.bob)
        town.say(town.bob, "/crash")
        sorry = await town.sees(town.bob, "Something went wrong")
    (incident,) = [record for record in caplog.records if record.message.startswith("incident")]
    assert incident.message.split()[1] in sorry.body
    assert incident.exc_info
    assert "fire" not in sorry.body


async def test_what_is_down_may_be_tried_again(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        town.say(town.bob, "/down")
        await town.sees(town.bob, "try again in a minute")


async def test_standing_is_asked_for_before_anything_else(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        town.say(town.bob, "/staff")
        await town.sees(town.bob, "This command is for: bookseller")
        await town.promote_to(Standing.BOOKSELLER, town.bob)
        said = town.say(town.bob, "/staff")
        await town.sees(town.bob, "Hello Bob, L’Agora", after=said)


async def test_a_private_answer_to_a_group_command_comes_in_private(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.alice)
        await town.sees(town.alice, "Bonjour Alice, -")
        town.say(town.alice, "/echo@agora_bot Emma", group)
        await town.sees(town.alice, "Vous avez dit : Emma")
        town.say(town.alice, "/help@agora_bot", group)
        await town.sees(town.alice, "Bonjour Alice, L’Agora")
        assert town.texts(town.alice, group) == []


async def test_who_never_opened_the_private_chat_is_led_there_and_nothing_runs_twice(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.say(town.bob, "/echo@agora_bot Emma", group)
        await town.sees(town.bob, "Continuons en privé", group)
        assert town.probe.echoes == []
        town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        await town.sees(town.bob, "You said: Emma")
        assert town.probe.echoes == ["Emma"]


async def test_a_link_made_for_somebody_else_gives_nothing_away(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.say(town.bob, "/echo@agora_bot secret", group)
        await town.sees(town.bob, "Continuons en privé", group)
        town.sandbox.people.follow(town.alice, group, "Ouvrir la conversation")
        await town.sees(town.alice, "Cette question est passée")
        assert town.probe.echoes == []
        town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        await town.sees(town.bob, "You said: secret")


async def test_a_public_answer_is_posted_in_the_group_in_its_language(town: Town) -> None:
    async with town.running():
        group = await town.group()
        said = town.say(town.bob, "/notice@agora_bot Ce soir", group)
        posted = await town.sees(town.bob, "Bob affiche : Ce soir", group)
        assert posted.reply_to is said


async def test_a_public_answer_stays_in_its_topic(town: Town) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        town.say(town.bob, "/notice@agora_bot Ce soir", group, topic=topic)
        posted = await town.sees(town.bob, "Bob affiche", group)
        assert posted.topic is topic
        town.say(town.bob, "/notice@agora_bot Demain", group)
        posted = await town.sees(town.bob, "affiche : Demain", group)
        assert posted.topic is None


async def test_a_note_beside_a_public_answer_is_private(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        town.say(town.bob, "/both@agora_bot", group)
        await town.sees(town.bob, "affiche : view", group)
        await town.sees(town.bob, "You said: note")
        assert len(town.texts(town.bob, group)) == 1


async def test_a_form_begun_in_a_group_goes_on_in_private_and_counts_for_the_group(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.say(town.bob, "/notice@agora_bot", group)
        await town.sees(town.bob, "Continuons en privé", group)
        town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        await town.sees(town.bob, "What shall I repeat?")
        town.say(town.bob, "Ce soir")
        await town.sees(town.bob, "Bob affiche : Ce soir", group)
        await town.sees(town.bob, "Done. The answer is in the group.")


async def test_who_runs_the_group_is_asked_of_telegram(town: Town) -> None:
    async with town.running():
        group = await town.group()
        for person, runs in ((town.alice, "runs"), (town.bob, "visits")):
            town.start(person)
            town.say(person, "/where@agora_bot", group)
            await town.sees(person, f"{group.id}/ {runs}")


async def test_an_anonymous_administrator_goes_on_in_their_own_name(town: Town) -> None:
    async with town.running():
        group = await town.group()
        carol = town.sandbox.build.add_user("Carol", "carol")
        town.sandbox.doors.join(carol, group)
        town.sandbox.build.promote(group, carol, anonymous=True)
        town.say(carol, "/where@agora_bot", group)
        await town.sees(carol, "Vous parlez au nom du groupe", group)
        town.sandbox.people.follow(carol, group, "Ouvrir la conversation")
        await town.sees(carol, f"{group.id}/ runs")
    (caller,) = town.probe.callers
    assert caller.account.user == str(carol.id)


async def test_a_link_for_a_group_is_of_no_use_outside_of_it(town: Town) -> None:
    async with town.running():
        group = await town.group(town.alice)
        town.start(town.bob, pack_start(RunFor(("where",), Address(TELEGRAM, str(group.id)))))
        await town.sees(town.bob, "I did not understand")
    assert town.probe.callers == []


async def test_a_reply_points_at_a_person(town: Town) -> None:
    async with town.running():
        group = await town.group()
        await town.settles_in(town.alice, group)
        town.probe.people[str(town.bob.id)] = 7
        spoken = town.say(town.bob, "bonjour", group)
        lines = "/order_book@agora_bot Rentrée | 3 | souple | Emma | 1;2 | demain 18h"
        town.say(town.alice, lines, group, reply_to=spoken)
        await town.sees(town.alice, "C’est commandé")
    ((caller, order),) = town.probe.orders
    assert order.person == 7
    assert caller.place.address.space == str(group.id)


async def test_an_edited_command_does_not_run_again(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        said = town.say(town.bob, "/echo Emma")
        await town.sees(town.bob, "You said: Emma")
        town.sandbox.people.edit(town.bob, said, "/echo Nana")
        town.say(town.bob, "/echo last")
        await town.sees(town.bob, "You said: last")
    assert town.probe.echoes == ["Emma", "last"]


async def test_the_bot_hears_of_a_move_and_of_its_removal(town: Town) -> None:
    async with town.running():
        group = await town.group(supergroup=False)
        new = town.sandbox.build.migrate(group)
        town.start(town.alice)
        await town.sees(town.alice, "Bonjour")
        assert [(old.space, to.space) for old, to in town.moved] == [(str(group.id), str(new.id))]
        town.sandbox.doors.remove(town.alice, town.bot, new)
        await town.sandbox.sight.until(lambda: town.left)
    assert town.left == [str(new.id)]


async def test_nothing_of_what_people_write_nor_the_token_is_logged(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "handlers")
    async with town.running():
        group = await town.group()
        town.start(town.alice)
        town.say(town.alice, "/echo confidence")
        await town.sees(town.alice, "Vous avez dit : confidence")
        town.say(town.alice, "/crash confidence")
        await town.sees(town.alice, "Quelque chose")
        town.sandbox.faults.drop_next("sendMessage")
        town.say(town.alice, "/notice@agora_bot confidence", group)
        town.sandbox.faults.fail_next("sendChatAction", 500)
        town.say(town.alice, "/echo@agora_bot confidence", group)
        await town.sees(town.alice, "Continuons", group)
    assert "confidence" not in caplog.text
    assert town.bot.token not in caplog.text
