"""The operator's settings, read once from the environment and `.env`; must not open anything.

Settings of a shop or a community are rows, changed by command; what stands here belongs to the machine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class DiscordSettings(BaseModel):
    """The Discord side; off without a token."""

    model_config = ConfigDict(frozen=True)

    token: SecretStr = Field(SecretStr(""), description="The bot's token; empty: Discord is off.")
    api_root: str = Field(
        "https://discord.com/api/v10", description="The REST address; the gateway's address is asked of it."
    )


class TelegramSettings(BaseModel):
    """The Telegram side; off without a token."""

    model_config = ConfigDict(frozen=True)

    token: SecretStr = Field(SecretStr(""), description="The bot's token; empty: Telegram is off.")
    api_root: str = Field(
        "https://api.telegram.org", description="The Bot API's address, a server of one's own included."
    )
    webhook_url: str = Field("", description="Where Telegram pushes updates; empty: the bot asks for them itself.")
    webhook_secret: SecretStr = Field(SecretStr(""), description="What Telegram must show with each push.")
    webhook_listen: str = Field("127.0.0.1:8081", description="The address and port that receive the pushes.")


class DatabaseSettings(BaseModel):
    model_config = ConfigDict(frozen=True)

    url: str = Field(
        "sqlite:///var/agora.sqlite3", description="A SQLite file (sqlite:///path) or PostgreSQL (postgresql://…)."
    )


class Settings(BaseSettings):
    """Everything the operator may set. Names are prefixed `AGORA_` and nested by `__`."""

    model_config = SettingsConfigDict(
        env_prefix="AGORA_", env_nested_delimiter="__", env_file=".env", extra="ignore", frozen=True
    )

    discord: DiscordSettings = DiscordSettings()
    telegram: TelegramSettings = TelegramSettings()
    database: DatabaseSettings = DatabaseSettings()
    locale: Literal["fr", "en"] = Field(
        "fr", description="The language of the console, and of a community that names none."
    )
    zone: str = Field("Europe/Paris", description="The time zone of a community that names none.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret that is set, for the filter that keeps them out of logs."""
        values = (self.discord.token, self.telegram.token, self.telegram.webhook_secret)
        return tuple(value.get_secret_value() for value in values if value.get_secret_value())


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Return the settings of the environment and the file; raises pydantic.ValidationError."""
    return Settings(_env_file=env_file)
