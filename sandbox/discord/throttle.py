"""REST rate limits: buckets per route and the global limit. Sizes are parameters, since Discord publishes none."""

import asyncio
import math
import re
from collections import deque
from dataclasses import dataclass, field

from sandbox.discord.wire import ApiError

MAJOR = re.compile(r"^/(?:channels|guilds|webhooks)/\d+")
MINOR = re.compile(r"\d{15,}")
EXEMPT_FROM_GLOBAL = re.compile(r"^/(?:interactions|webhooks)/")


@dataclass(frozen=True, slots=True)
class Bucket:
    """`limit` requests in `window_s` seconds for lines (`METHOD /path`) that match `pattern`."""

    pattern: re.Pattern[str]
    limit: int
    window_s: float


@dataclass(frozen=True, slots=True)
class RateLimits:
    """No buckets by default; `per_second` None switches the global limit off."""

    buckets: tuple[Bucket, ...] = ()
    per_second: int | None = 50


@dataclass(slots=True)
class Window:
    started: float = -math.inf
    used: int = 0


@dataclass(slots=True)
class Throttle:
    limits: RateLimits
    _windows: dict[str, Window] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)

    def admit(self, method: str, path: str) -> dict[str, str]:
        """The rate limit headers of the answer; ApiError 429 when the request comes too soon."""
        now = asyncio.get_running_loop().time()
        self._admit_globally(path, now)
        line = f"{method} {path}"
        for bucket in self.limits.buckets:
            if bucket.pattern.search(line):
                return self._admit_to(bucket, method, path, now)
        return {}

    def _admit_globally(self, path: str, now: float) -> None:
        if self.limits.per_second is None or EXEMPT_FROM_GLOBAL.match(path):
            return
        while self._recent and self._recent[0] <= now - 1.0:
            self._recent.popleft()
        if len(self._recent) >= self.limits.per_second:
            raise too_many(self._recent[0] + 1.0 - now, scope="global")
        self._recent.append(now)

    def _admit_to(self, bucket: Bucket, method: str, path: str, now: float) -> dict[str, str]:
        major = MAJOR.match(path)
        route = f"{method}:{MINOR.sub('x', path)}"
        window = self._windows.setdefault(f"{route}:{major.group() if major else ''}", Window())
        if now >= window.started + bucket.window_s:
            window.started, window.used = now, 0
        left_s = window.started + bucket.window_s - now
        headers = {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": str(max(0, bucket.limit - window.used - 1)),
            "X-RateLimit-Reset": f"{left_s + now:.3f}",
            "X-RateLimit-Reset-After": f"{left_s:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(route)):x}",
        }
        if window.used >= bucket.limit:
            raise too_many(left_s, scope="user", headers=headers)
        window.used += 1
        return headers


def too_many(retry_after_s: float, scope: str, headers: dict[str, str] | None = None) -> ApiError:
    """A 429 as Discord's edge sends it: without `Via` libraries take it for a ban by the proxy."""
    own = {"Retry-After": str(math.ceil(retry_after_s)), "X-RateLimit-Scope": scope, "Via": "1.1 sandbox"}
    if scope == "global":
        own["X-RateLimit-Global"] = "true"
    return ApiError(
        429,
        0,
        "You are being rate limited.",
        headers={**(headers or {}), **own},
        extra={"retry_after": round(max(retry_after_s, 0.001), 3), "global": scope == "global"},
    )
