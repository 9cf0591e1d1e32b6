# What only Discord has to say.

platform-discord = Discord
right-view-channel = View Channel
right-send-messages = Send Messages
right-attach-files = Attach Files (pictures of results)
right-create-public-threads = Create Public Threads
right-send-in-threads = Send Messages in Threads
right-manage-threads = Manage Threads
right-not-timed-out = Speaking: the bot is timed out, remove the timeout
token-refused-discord = Discord refuses the token. Check AGORA_DISCORD__TOKEN.
form-gone = What you wrote is no longer here: I keep it for a quarter of an hour only. Use the command again to start afresh.
form-line-gone = The details given on the command’s line are no longer here: another command replaced them, or they waited for more than a day. Use the command again with these details; what you have just written will be there already.
