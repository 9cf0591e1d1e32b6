"""Every REST operation the sandbox answers, from the tables of its subjects; adds none of its own."""

from sandbox.discord.rest_channels import ROUTES as CHANNELS
from sandbox.discord.rest_commands import ROUTES as COMMANDS
from sandbox.discord.rest_events import ROUTES as EVENTS
from sandbox.discord.rest_guilds import ROUTES as GUILDS
from sandbox.discord.rest_interactions import ROUTES as INTERACTIONS
from sandbox.discord.rest_members import ROUTES as MEMBERS
from sandbox.discord.rest_messages import ROUTES as MESSAGES
from sandbox.discord.rest_reactions import ROUTES as REACTIONS
from sandbox.discord.rest_threads import ROUTES as THREADS
from sandbox.discord.rest_users import ROUTES as USERS

ROUTES = (*USERS, *COMMANDS, *INTERACTIONS, *MESSAGES, *REACTIONS, *CHANNELS, *THREADS, *GUILDS, *MEMBERS, *EVENTS)
