"""A loopback Telegram Bot API server with a true world behind it; it imports nothing of the product.

async with TelegramSandbox() as sandbox:
    bot = sandbox.build.add_bot("Agora", "agora_bot")
    alice = sandbox.build.add_user("Alice", "alice", "fr")
    group = sandbox.build.add_group("Lecteurs", [alice, bot])
    # run a real bot with base_url=f"{sandbox.api_root}/bot" and token=bot.token, then:
    question = sandbox.people.say(alice, group, "/vote@agora_bot")
    answer = await sandbox.sight.reply_to(alice, question)
    press = sandbox.people.press(alice, group, "Emma", answer)
    toast = await sandbox.sight.answer_to(press)
    assert not sandbox.unanswered()
    assert not sandbox.violations
"""
