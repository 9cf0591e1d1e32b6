"""What the line of a command answered while the rest is asked in a form: kept under a short key; must not ask anything.

A modal's id is the one thing that comes back with it, and it holds a hundred characters: too few for a dozen answers.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from cogs.house import DiscordRows, House
from core.kernel.errors import Refusal
from core.kernel.identity import Account
from core.ui.drafts import Draft

CARRIED_LIFE = timedelta(days=1)
"""How long a form may stay open. Discord itself sets no end to it."""
KEY_BYTES = 8
_KEY = "?"
"""Under which name a draft keeps its key, beside the answers; no field has such a name."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One person's line at a time: a form on the line of another is told that its own is gone, never given the other's.

    It outlives the process, since the form does too.
    """

    house: House

    async def keep(self, account: Account, path: tuple[str, ...], answers: Mapping[str, str]) -> str:
        """Return the key under which the answers are found again, or "" when there is nothing to keep."""
        if not answers:
            return ""
        key, now = secrets.token_hex(KEY_BYTES), self.house.clock.now()
        kept = {**answers, _KEY: key}
        draft = Draft(0, account.platform, account.user, "", "", "-".join(path), kept, "", now + CARRIED_LIFE)
        await self.house.storage.write(lambda rows: rows.drafts.put(draft))
        return key

    async def find(self, account: Account, path: tuple[str, ...], key: str) -> Mapping[str, str]:
        """Return what was kept under a key that may be anything; raises Refusal when it is not there any more."""
        if not key:
            return {}
        found = await self.house.storage.read(lambda rows: rows.drafts.get(account.platform, account.user))
        is_there = found is not None and found.expires_at > self.house.clock.now() and found.command == "-".join(path)
        if found is None or not is_there or found.answers.get(_KEY) != key:
            raise Refusal("form-line-gone")
        return {name: value for name, value in found.answers.items() if name != _KEY}

    async def drop(self, account: Account, key: str) -> None:
        """Forget what was kept, unless something else has taken its place."""

        def job(rows: DiscordRows) -> None:
            found = rows.drafts.hold(account.platform, account.user)
            if found is not None and found.answers.get(_KEY) == key:
                rows.drafts.drop(account.platform, account.user)

        if key:
            await self.house.storage.write(job)
