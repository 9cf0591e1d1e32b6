"""Debates as Telegram gets them, in both languages."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from core.kernel.identity import Address, PlaceKind
from core.ui.words import LOCALES
from handlers.places import TELEGRAM
from handlers.render import Painter
from sandbox.telegram.html import parse_html
from tests.core.debates.agora import DICTIONARY
from tests.core.debates.test_views import VIEWS

PAINTER = Painter("agora_bot")
GROUP = Address(TELEGRAM, "-1001234567890", "7")
ALONE = Address(TELEGRAM, "42", kind=PlaceKind.PRIVATE)
SHOWN = ("head", "head, slow", "head, closed", "call", "copy, staff", "news, ending", "news, outcome", "list")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", SHOWN)
def test_a_debate_as_telegram_gets_it(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    drawn = PAINTER.draw(VIEWS[name], DICTIONARY.words(locale), ALONE if name.startswith("copy") else GROUP)
    keyboard = drawn.keyboard.to_dict() if drawn.keyboard else None
    assert (drawn.text, keyboard) == snapshot


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_html_that_telegram_reads(name: str) -> None:
    assert parse_html(PAINTER.draw(VIEWS[name], DICTIONARY.words("fr"), GROUP).text)
