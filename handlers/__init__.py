"""Telegram: binds the catalogue, draws views, delivers letters; must not hold policy."""
