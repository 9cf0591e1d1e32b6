"""Says in plain words what is missing: database, owner, tokens, clock, rights; must not change anything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

import aiohttp
from pydantic import SecretStr

from config.settings import DatabaseSettings, Settings
from core.communities.model import Community
from core.kernel.clock import SystemClock
from core.kernel.errors import AdapterRefused, Refusal
from core.kernel.identity import Address, Platform, Standing
from core.ui.words import Words
from storage.looking import Sight, look_at
from storage.open import open_storage
from storage.rows import Rows

MOST_SECONDS_OFF = 30.0
"""Further off, links and closings come at the wrong time, and platforms may refuse what is signed by time."""

_SIGHTS = {
    Sight.PRESENT: "check-database",
    Sight.ABSENT: "check-database-absent",
    Sight.OLDER: "check-database-older",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    is_good: bool
    text: str


class Checkup(Protocol):
    """One platform, looked at from outside."""

    async def open(self) -> None: ...
    async def close(self) -> None: ...
    async def missing_rights(self, address: Address, /) -> Sequence[str]: ...


async def look(settings: Settings, words: Words) -> list[Finding]:
    """Return every finding, the good ones too."""
    findings: list[Finding] = []
    communities: Sequence[Community] = ()
    try:
        sight = await look_at(settings.database.url)
        findings.append(Finding(is_good=True, text=words(_SIGHTS[sight])))
        if sight is Sight.PRESENT:
            found, communities = await _look_inside(settings.database, words)
            findings += found
        elif sight is Sight.ABSENT:
            findings.append(Finding(is_good=False, text=words("check-owner-missing")))
    except Refusal as refusal:
        findings.append(Finding(is_good=False, text=words(refusal.message, **refusal.arguments)))
    except Exception as problem:  # noqa: BLE001 - whatever the driver says, the operator wants one plain line
        text = words("check-database-unwritable", reason=type(problem).__name__)
        findings.append(Finding(is_good=False, text=text))
    findings += await _platform(settings, words, "discord", communities)
    findings += await _platform(settings, words, "telegram", communities)
    return findings


async def _look_inside(database: DatabaseSettings, words: Words) -> tuple[list[Finding], Sequence[Community]]:
    async with open_storage(database.url, SystemClock(), database.keys) as opened:
        await opened.check()
        return await opened.read(lambda rows: (_rows(rows, words), rows.communities.all()))


def _rows(rows: Rows, words: Words) -> list[Finding]:
    stuck = rows.queue.counts().get("failed", 0)
    findings = [Finding(is_good=not stuck, text=words("check-letters", count=stuck))]
    if not any(each.standing is Standing.NETWORK_OWNER for each in rows.standings.staff(None)):
        findings.append(Finding(is_good=False, text=words("check-owner-missing")))
    return findings


async def _platform(settings: Settings, words: Words, name: str, communities: Sequence[Community]) -> list[Finding]:
    platform, setting = words(f"platform-{name}"), f"AGORA_{name.upper()}__TOKEN"
    side = settings.discord if name == "discord" else settings.telegram
    if not side.token.get_secret_value():
        return [Finding(is_good=True, text=words("check-off", platform=platform, setting=setting))]
    try:
        async with _opened(name, side.token, side.api_root) as checkup:
            findings = [Finding(is_good=True, text=words("check-token", platform=platform))]
            findings.append(await _clock(side.api_root, words, platform))
            for community in communities:
                if community.address.platform == Platform(name):
                    findings.append(await _place(checkup, community, words, platform))
            return findings
    except AdapterRefused:
        return [Finding(is_good=False, text=words("check-token-refused", platform=platform, setting=setting))]
    except Exception:  # noqa: BLE001 - the libraries have many ways to say that nobody answers
        return [Finding(is_good=False, text=words("check-unreachable", platform=platform))]


@asynccontextmanager
async def _opened(name: str, token: SecretStr, api_root: str) -> AsyncIterator[Checkup]:
    checkup: Checkup
    if name == "discord":
        from cogs.checkup import DiscordCheckup  # noqa: PLC0415 - a platform that is off is not loaded

        checkup = DiscordCheckup(token.get_secret_value(), api_root)
    else:
        from handlers.checkup import TelegramCheckup  # noqa: PLC0415

        checkup = TelegramCheckup(token.get_secret_value(), api_root)
    try:
        await checkup.open()
        yield checkup
    finally:
        await checkup.close()


async def _place(checkup: Checkup, community: Community, words: Words, platform: str) -> Finding:
    missing = await checkup.missing_rights(community.address)
    if not missing:
        return Finding(is_good=True, text=words("check-place", shop=community.shop_name, platform=platform))
    rights = words.list_of(words(each) for each in missing)
    return Finding(
        is_good=False, text=words("check-rights", shop=community.shop_name, platform=platform, rights=rights)
    )


async def _clock(api_root: str, words: Words, platform: str) -> Finding:
    """Compare our clock with the date the platform's server writes on its answers."""
    async with aiohttp.ClientSession() as session, session.get(api_root) as answer:
        date = answer.headers.get("Date")
    told = parsedate_to_datetime(date) if date else None
    if told is None:
        return Finding(is_good=True, text=words("check-clock"))
    off = round(abs((SystemClock().now() - _aware(told)).total_seconds()))
    if off <= MOST_SECONDS_OFF:
        return Finding(is_good=True, text=words("check-clock"))
    return Finding(is_good=False, text=words("check-clock-off", seconds=off, platform=platform))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
