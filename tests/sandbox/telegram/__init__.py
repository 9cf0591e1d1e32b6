"""The loopback Telegram, driven by a real python-telegram-bot over real HTTP."""
