"""What a screen reader would say of the page, from the browser's own accessibility tree; must not look at the HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page

MOST_TABS = 60
_HOLDS_ONE_NAME = {"button", "link", "heading", "combobox", "textbox", "option", "DisclosureTriangle", "checkbox"}
"""What is said by its name, and not again by its parts."""
_SAID_ROLES = {*_HOLDS_ONE_NAME, "region", "log", "dialog", "form", "group", "alert", "navigation"}
_STATES = ("required", "expanded", "pressed", "checked", "selected")

Node = Mapping[str, Any]


@dataclass(slots=True)
class Ear:
    """Moves through one page with the keyboard and says what is there."""

    page: Page
    _session: CDPSession = field(init=False)

    def __post_init__(self) -> None:
        self._session = self.page.context.new_cdp_session(self.page)
        self._session.send("Accessibility.enable")

    def focused(self) -> str:
        """Return what is said of the place where the keyboard is; "" where nothing has the focus."""
        place = self._session.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        asked = {"objectId": place, "fetchRelatives": False}
        [node] = self._session.send("Accessibility.getPartialAXTree", asked)["nodes"]
        return said(node) if _state(node, "focused") and _role(node) != "RootWebArea" else ""

    def goes_to(self, named: str) -> str:
        """Press Tab until what has the focus is said with these words; raises AssertionError when it never is."""
        heard = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            heard.append(self.focused())
            if named in heard[-1]:
                return heard[-1]
        raise AssertionError(f"the keyboard never comes to {named!r}: {heard}")

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def from_the_top(self) -> None:
        """Forget where the keyboard is, as a page that was just opened does."""
        self.page.reload()

    def reads(self, role: str, name: str) -> list[str]:
        """Return what is said of a part of the page, in reading order."""
        nodes = self._nodes()
        part = next(each for each in nodes.values() if _role(each) == role and _name(each) == name)
        return list(_read(part, nodes))

    def nameless(self) -> list[str]:
        """Return the roles of what can be used and has no name to be called by."""
        return [_role(each) for each in self._nodes().values() if _role(each) in _HOLDS_ONE_NAME and not _name(each)]

    def headings(self) -> list[tuple[int, str]]:
        """Return every heading with its level, as a list of headings shows them."""
        nodes = self._nodes()
        read = _walked(next(iter(nodes.values())), nodes)
        return [(int(_state(each, "level")), _name(each)) for each in read if _role(each) == "heading"]

    def _nodes(self) -> dict[str, Node]:
        return {each["nodeId"]: each for each in self._session.send("Accessibility.getFullAXTree")["nodes"]}


def said(node: Node) -> str:
    """Return how one node is announced: role, name, value, description and state."""
    value, description = (str(node.get(part, {}).get("value", "")) for part in ("value", "description"))
    states = [state for state in _STATES if _state(node, state) in {True, "true"}]
    parts = [f"{_role(node)} « {_name(node)} »", value and f"= {value}", description, *states]
    return tidy(" · ".join(part for part in parts if part))


def tidy(text: str) -> str:
    """Return the text on one line with plain spaces."""
    return re.sub(r"\s+", " ", text).strip()


def _walked(node: Node, nodes: Mapping[str, Node]) -> Iterator[Node]:
    """Yield a node and all that is below it, in reading order."""
    yield node
    for child in node.get("childIds", ()):
        if child in nodes:
            yield from _walked(nodes[child], nodes)


def _read(node: Node, nodes: Mapping[str, Node]) -> Iterator[str]:
    role = _role(node)
    if role == "StaticText" and tidy(_name(node)):
        yield tidy(_name(node))
    elif role in _SAID_ROLES and _name(node):
        yield said(node)
    if role not in _HOLDS_ONE_NAME:
        for child in node.get("childIds", ()):
            if child in nodes:
                yield from _read(nodes[child], nodes)


def _role(node: Node) -> str:
    return "" if node.get("ignored") else str(node.get("role", {}).get("value", ""))


def _name(node: Node) -> str:
    return str(node.get("name", {}).get("value", ""))


def _state(node: Node, name: str) -> Any:
    return next((each["value"].get("value") for each in node.get("properties", ()) if each["name"] == name), None)
