"""The table of REST operations, found by method and path; literal segments win over placeholders."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from sandbox.discord.call import Call


@dataclass(frozen=True, slots=True)
class Route:
    """`handle` returns the JSON to answer, None for 204; `open_to_all` needs no token of an application."""

    method: str
    template: str
    handle: Callable[["Call"], Any]
    open_to_all: bool = False
    created: bool = False


class RouteTable:
    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes: defaultdict[tuple[str, int], list[tuple[list[str], Route]]] = defaultdict(list)
        for route in routes:
            steps = route.template.split("/")
            self._routes[route.method, len(steps)].append((steps, route))
        for candidates in self._routes.values():
            candidates.sort(key=lambda candidate: sum(step.startswith("{") for step in candidate[0]))

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """The operation and the values of its placeholders."""
        given = path.split("/")
        for steps, route in self._routes.get((method, len(given)), ()):
            if all(step == value or step[:1] == "{" for step, value in zip(steps, given, strict=True)):
                names = {
                    step[1:-1]: unquote(value) for step, value in zip(steps, given, strict=True) if step[:1] == "{"
                }
                return route, names
        return None
