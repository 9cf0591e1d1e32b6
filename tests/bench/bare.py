"""Trivial bots on the bare libraries, for the comparison: every press is answered with one word, nothing is kept."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any


async def bare_discord(token: str, api_root: str) -> None:
    """Answer every interaction privately, on discord.py alone."""
    import discord  # noqa: PLC0415 - one library a process
    import yarl  # noqa: PLC0415
    from discord.http import Route  # noqa: PLC0415

    Route.BASE = api_root
    client = discord.Client(intents=discord.Intents(guilds=True), max_messages=None)

    @client.event
    async def on_interaction(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message("pong", ephemeral=True)

    await client.login(token)
    gateway = await client.http.request(Route("GET", "/gateway"))
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
    await client.connect()


async def bare_telegram(token: str, api_root: str) -> None:
    """Answer every press with a toast, on python-telegram-bot alone, over the same transport as the product."""
    from telegram import Update  # noqa: PLC0415
    from telegram.ext import Application, CallbackQueryHandler, ContextTypes  # noqa: PLC0415

    from handlers.transport import AiohttpRequest  # noqa: PLC0415

    os.environ.setdefault("PTB_TIMEDELTA", "true")
    app = (
        Application.builder()
        .token(token)
        .base_url(f"{api_root}/bot")
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest())
        .concurrent_updates(64)
        .job_queue(None)
        .build()
    )

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.callback_query:
            await update.callback_query.answer("pong")

    app.add_handler(CallbackQueryHandler(answer))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(allowed_updates=["callback_query"])
        await asyncio.Event().wait()


if __name__ == "__main__":
    kind, given_token, given_root = sys.argv[1:]
    asyncio.run({"discord": bare_discord, "telegram": bare_telegram}[kind](given_token, given_root))
