"""The operator's settings, read once from the environment and `.env`; must not open anything.

Settings of a shop or a community are rows, changed by command; what stands here belongs to the machine.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LONG = 8
"""From so many characters on, a password is no ordinary word."""
_GROUP = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")
"""A name that is mistyped in a group is told: left out in silence, a platform would be off and nobody know why."""


class DiscordSettings(BaseModel):
    """The Discord side; off without a token."""

    model_config = _GROUP

    token: SecretStr = Field(SecretStr(""), description="The bot's token; empty: Discord is off.")
    api_root: str = Field(
        "https://discord.com/api/v10", description="The REST address; the gateway's address is asked of it."
    )


class TelegramSettings(BaseModel):
    """The Telegram side; off without a token."""

    model_config = _GROUP

    token: SecretStr = Field(SecretStr(""), description="The bot's token; empty: Telegram is off.")
    api_root: str = Field(
        "https://api.telegram.org", description="The Bot API's address, a server of one's own included."
    )
    webhook_url: str = Field("", description="Where Telegram pushes updates; empty: the bot asks for them itself.")
    webhook_secret: SecretStr = Field(
        SecretStr(""), description="What Telegram must show with each push.", validate_default=True
    )
    webhook_listen: str = Field("127.0.0.1:8081", description="The address and port that receive the pushes.")

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, secret: SecretStr, others: ValidationInfo) -> SecretStr:
        """Without one, every push would be refused and the bot be deaf; Telegram takes these characters only."""
        if others.data.get("webhook_url") and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
            raise ValueError("de 1 à 256 caractères A-Z a-z 0-9 _ - / 1 to 256 characters A-Z a-z 0-9 _ -")
        return secret

    @field_validator("webhook_listen")
    @classmethod
    def _check_listen(cls, listen: str) -> str:
        if not re.fullmatch(r"[^\s:]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5}", listen):
            raise ValueError("une adresse et un port, comme / an address and a port, such as 127.0.0.1:8081")
        return listen


class DatabaseSettings(BaseModel):
    model_config = _GROUP

    url: str = Field(
        "sqlite:///var/agora.sqlite3", description="A SQLite file (sqlite:///path) or PostgreSQL (postgresql://…)."
    )
    keys: str = Field(
        "",
        description="The folder of the keys of open votes, one for all processes of a network and in no backup; empty:"
        " beside the SQLite file, or in `var/` under the database's name.",
    )


class Settings(BaseSettings):
    """Everything the operator may set. Names are prefixed `AGORA_` and nested by `__`."""

    model_config = SettingsConfigDict(
        env_prefix="AGORA_",
        env_nested_delimiter="__",
        env_file=".env",
        extra="ignore",
        frozen=True,
        enable_decoding=False,
        hide_input_in_errors=True,
    )

    discord: DiscordSettings = DiscordSettings()
    telegram: TelegramSettings = TelegramSettings()
    database: DatabaseSettings = DatabaseSettings()
    locale: Literal["fr", "en"] = Field(
        "fr", description="The language of the console, and of a community that names none."
    )
    zone: str = Field("Europe/Paris", description="The time zone of a community that names none.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @field_validator("zone")
    @classmethod
    def _check_zone(cls, zone: str) -> str:
        try:
            return ZoneInfo(zone).key
        except (KeyError, ValueError, OSError) as problem:
            raise ValueError("un fuseau horaire, comme / a time zone, such as Europe/Paris") from problem

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret that is set, for the filter that keeps them out of logs.

        A short password is one only inside an address: struck out everywhere, "agora" would leave no log to read.
        """
        given = (self.discord.token, self.telegram.token, self.telegram.webhook_secret)
        written = urlsplit(self.database.url).password or ""
        passwords = {written, unquote(written)} - {""}
        values = [*(value.get_secret_value() for value in given), *(f":{each}@" for each in sorted(passwords))]
        return tuple(value for value in (*values, *(each for each in passwords if len(each) >= LONG)) if value)


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Return the settings of the environment and the file; raises pydantic.ValidationError."""
    return Settings(_env_file=env_file)
