"""The loopback Discord itself: puts world, doors, gateway and people together and listens on 127.0.0.1."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self, TypeVar

from aiohttp import web

from sandbox.discord.build import Builder
from sandbox.discord.call import Backend
from sandbox.discord.changes import CLOSING
from sandbox.discord.control import Control
from sandbox.discord.doors import Doors
from sandbox.discord.entities import Application, Message
from sandbox.discord.faults import Faults
from sandbox.discord.gateway import Gateway
from sandbox.discord.gestures import Gestures
from sandbox.discord.hours import Hours
from sandbox.discord.ids import Now, utc_now
from sandbox.discord.interactions import Interactions, Patience
from sandbox.discord.operations import ROUTES
from sandbox.discord.people import People
from sandbox.discord.protocol import GatewayLimits
from sandbox.discord.record import Record, Request, Violation
from sandbox.discord.rest import PREFIX, RestDoor
from sandbox.discord.throttle import RateLimits, Throttle
from sandbox.discord.world import World
from sandbox.loopback import HOST, Loopback

T = TypeVar("T")
HARMLESS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
"""So that a file that somebody uploaded never runs as a page of this server."""


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """`token` is the first application's; `privileged_intents` what its owner switched on; port 0 takes a free one."""

    token: str | None = None
    application_name: str = "agora"
    privileged_intents: int = 0
    port: int = 0
    now: Now = utc_now
    patience: Patience = field(default_factory=Patience)
    gateway: GatewayLimits = field(default_factory=GatewayLimits)
    rate_limits: RateLimits = field(default_factory=RateLimits)


class DiscordSandbox:
    """A Discord of one's own: `async with DiscordSandbox() as sandbox`. One application exists from the start."""

    def __init__(self, settings: SandboxSettings | None = None) -> None:
        self.settings = settings or SandboxSettings()
        self.world = World(self.settings.now)
        self.record = Record()
        self.faults = Faults()
        self.gateway = Gateway(self.world, self.record, self.settings.gateway)
        self.interactions = Interactions(self.world, self.record, self.settings.patience)
        self.interactions.deliver = self.gateway.deliver_interaction
        self.people = People(self.world, self.interactions)
        self.gestures = Gestures(self.world)
        self.hours = Hours(self.world)
        self.build = Builder(self.world)
        self.doors = Doors(self.world, self.build)
        self.application: Application = self.build.add_application(
            self.settings.application_name, self.settings.token, self.settings.privileged_intents
        )
        backend = Backend(self.world, self.interactions, self.gateway, self.record)
        self._rest = RestDoor(backend, ROUTES, self.faults, Throttle(self.settings.rate_limits))
        self._loopback = Loopback(self.settings.port)
        self.root = ""

    @property
    def api_root(self) -> str:
        """What the bot's `Route.BASE` has to be."""
        return f"{self.root}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return self.gateway.url

    @property
    def token(self) -> str:
        """The first application's token."""
        return self.application.token

    @property
    def requests(self) -> list[Request]:
        """Every REST request so far."""
        return self.record.requests

    @property
    def violations(self) -> list[Violation]:
        """Every platform rule broken so far; a good bot leaves it empty."""
        return self.record.violations

    @property
    def unhandled(self) -> list[str]:
        """Lines (`METHOD /path`) of requests that the sandbox does not know."""
        return self.record.unhandled

    @property
    def mass_mentions(self) -> list[Message]:
        """Messages of bots that really pinged @everyone, @here or a role."""
        return self.world.mass_mentions

    async def until(self, holds: Callable[[], T], timeout_s: float = 10.0) -> T:
        """Wait until `holds()` is truthy and return its value; asked again after every change. Raises TimeoutError."""
        return await self.world.changes.until(holds, timeout_s)

    async def start(self) -> None:
        """Listen on 127.0.0.1; raises OSError when the port is taken."""
        application = web.Application(client_max_size=64 << 20)
        application.router.add_route("*", f"{PREFIX}/{{tail:.*}}", self._rest.handle)
        for path in ("/gw", "/gw/"):
            application.router.add_get(path, self.gateway.handle)
        for folder in ("attachments", "cdn/guild-events"):
            application.router.add_get(f"/{folder}/{{tail:.*}}", self._send_file)
        Control(self).add_to(application.router)
        await self._loopback.start(application, shutdown_timeout_s=1.0)
        self.root = self._loopback.address
        self.gateway.protocol.url = f"ws://{HOST}:{self._loopback.port}/gw"
        self._rest.root = self.people.file_root = self.doors.file_root = self.root
        self.hours.start()

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        await self.hours.stop()
        self.world.publish(CLOSING, None, None)
        self.interactions.close()
        self.gateway.drop(1001)
        await self._loopback.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _send_file(self, request: web.Request) -> web.Response:
        kept = self.world.files.get(request.path)
        if kept is None:
            return web.Response(status=404)
        return web.Response(body=kept[1], headers={"Content-Type": kept[0], **HARMLESS})
