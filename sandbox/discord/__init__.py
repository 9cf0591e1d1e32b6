"""A loopback Discord (REST v10, gateway) that an unmodified discord.py bot can live in; knows nothing of the product.

In a test::

    async with DiscordSandbox() as sandbox:                      # 127.0.0.1, a free port, one application
        guild = sandbox.build.add_guild("La Page Blanche", locale="fr")
        salon = sandbox.build.add_channel(guild, "salon")
        alice = sandbox.build.add_user("alice", "Alice", locale="fr")
        sandbox.build.join(guild, alice)
        ...start the bot with sandbox.api_root and sandbox.token (Route.BASE; GET /gateway gives the gateway)...
        await sandbox.gateway.until_connected()

        answer = await sandbox.people.types(alice, salon, "/vote open", {"title": "Juin"})
        answer.kind   # message, deferred, update, deferred_update, choices, modal; failed: nobody answered in 3 s
        await answer.shown()   # the finished message, a deferral's edit or follow-up included
        await answer.says("Juin")                                # waits until the words are readable, returns the text
        form = await sandbox.people.types(alice, salon, "/vote ouvrir")
        answer = await sandbox.people.submits(form, {"Titre": "Juin"})          # fields by label or custom id
        answer = await sandbox.people.presses(alice, answer.message, "Voter")   # by label or custom id
        answer = await sandbox.people.chooses(alice, answer.message, ["Emma"])  # options by label or value
        found = await sandbox.people.suggestions(alice, salon, "/vote nominate", {"book": "jane"})
        seen = sandbox.people.visible_to(alice, salon)           # ephemeral messages are their person's only
        await sandbox.until(lambda: any("Résultat" in text_of(message) for message in salon.messages.values()))

        assert sandbox.violations == []                          # platform rules the bot broke
        assert sandbox.unhandled == []                           # routes the sandbox does not know
        assert sandbox.mass_mentions == []                       # messages that really pinged everyone or a role

Rooms: `build` (found the world, set rights), `people` (act by commands, buttons, menus, forms), `gestures` (react,
edit, vote in polls, follow events), `doors` (come and go, start threads and posts), `hours` (what the clock does),
`faults` (REST errors, delays, lost answers, 429), `gateway` (drop, op 7, op 9),
`record` (requests, violations, unhandled, unanswered, throttled), `world` (the true state; `world.changes` streams it).
The same over HTTP for pages and other processes: JSON under `/sandbox/` (state, messages, record, changes as
server-sent events, act/<name>, build/<name>, faults/<name>, gateway/<name>; see control.py).
Time of day comes from `SandboxSettings.now`; deadlines and rate limits run on the event loop's own clock.
A bot restarted within 5 s breaks Discord's IDENTIFY rule: such tests pass `GatewayLimits(identify_interval_s=0)`.
"""

from sandbox.discord.answers import Answer
from sandbox.discord.attachments import Attached
from sandbox.discord.build import ChannelPlan
from sandbox.discord.doors import ForumPost
from sandbox.discord.entities import Application, Channel, ChannelKind, Guild, Member, Message, Role, User
from sandbox.discord.events import MEMBERS, MESSAGE_CONTENT, PRESENCES, PRIVILEGED
from sandbox.discord.interactions import Patience
from sandbox.discord.permissions import flags
from sandbox.discord.protocol import GatewayLimits
from sandbox.discord.reading import buttons_of, labels_of, menus_of, text_of
from sandbox.discord.refusals import NotOffered
from sandbox.discord.server import DiscordSandbox, SandboxSettings
from sandbox.discord.throttle import Bucket, RateLimits

__all__ = [
    "MEMBERS",
    "MESSAGE_CONTENT",
    "PRESENCES",
    "PRIVILEGED",
    "Answer",
    "Application",
    "Attached",
    "Bucket",
    "Channel",
    "ChannelKind",
    "ChannelPlan",
    "DiscordSandbox",
    "ForumPost",
    "GatewayLimits",
    "Guild",
    "Member",
    "Message",
    "NotOffered",
    "Patience",
    "RateLimits",
    "Role",
    "SandboxSettings",
    "User",
    "buttons_of",
    "flags",
    "labels_of",
    "menus_of",
    "text_of",
]
