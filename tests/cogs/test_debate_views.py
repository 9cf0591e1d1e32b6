"""Debates as Discord gets them, in both languages."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from cogs.render import render
from core.ui.words import LOCALES
from tests.core.debates.agora import DICTIONARY
from tests.core.debates.test_views import VIEWS

SHOWN = ("head", "head, slow", "head, closed", "call", "copy, staff", "news, ending", "news, outcome", "list")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", SHOWN)
def test_a_debate_as_discord_gets_it(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert render(VIEWS[name], DICTIONARY.words(locale)) == snapshot


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_can_be_drawn(name: str) -> None:
    assert render(VIEWS[name], DICTIONARY.words("fr"))
