"""Sentences by message id, in one language and time zone; must not hold a global language.

Catalogues are Project Fluent files in core/locales, one per feature and language. An argument that is a span keeps its
meaning: it travels through the sentence as a mark and comes out as the span, so that a title can be strong and a moment
native without any markup in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Resource

from core.kernel.errors import Say
from core.ui.dates import tell_moment
from core.ui.spans import Line, Moment, MomentStyle, Plain, Span, plain_text

LOCALES = ("fr", "en")
"""The languages of the product, the first being the one that answers when nothing else is known."""

_MARK = re.compile("\ue000(\\d+)\ue001")
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@lru_cache(maxsize=256)
def best_locale(wish: str) -> str:
    """Return the product's language nearest to a platform's tag such as "en-GB", or French."""
    language = wish.replace("_", "-").split("-")[0].lower()
    return language if language in LOCALES else LOCALES[0]


def isolate(text: str) -> str:
    """Return a reader's text made harmless to the direction of the sentence around it (Unicode TR 9, isolates)."""
    text = _BIDI_CONTROLS.sub("", text).replace("\ue000", "").replace("\ue001", "")
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


class Told(str):
    """A sentence of the catalogues, or a list made of isolated texts: safe to stand in another sentence as it is."""

    __slots__ = ()


class Dictionary:
    """All catalogues of all languages, read once."""

    def __init__(self, folder: Path) -> None:
        """Read `folder`/<locale>/*.ftl; raises ValueError when a file does not parse."""
        self._bundles = {locale: _bundle(locale, sorted((folder / locale).glob("*.ftl"))) for locale in LOCALES}

    def words(self, locale: str, zone: str = "Europe/Paris") -> Words:
        return Words(best_locale(locale), zone, self._bundles)

    def has(self, message: str) -> bool:
        """Return whether every language has this message."""
        name, _, attribute = message.partition(".")
        return all(
            bundle.has_message(name) and (not attribute or attribute in bundle.get_message(name).attributes)
            for bundle in self._bundles.values()
        )

    @cached_property
    def message_ids(self) -> Mapping[str, frozenset[str]]:
        """The ids of each language, for the test that no sentence is missing anywhere."""
        return {locale: frozenset(bundle._messages) for locale, bundle in self._bundles.items()}  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language, with its dates told in one time zone."""

    locale: str
    zone: str
    bundles: Mapping[str, FluentBundle]

    def __call__(self, message: str, /, **arguments: object) -> Told:
        """Return the sentence as plain text."""
        return Told(plain_text(self.line(message, **arguments)))

    def line(self, message: str, /, **arguments: object) -> Line:
        """Return the sentence as spans; raises KeyError when no catalogue has it."""
        spans: list[Span] = []
        values: dict[str, object] = {}
        for name, value in arguments.items():
            if isinstance(value, Say):
                values[name] = self(value.message)
                continue
            if isinstance(value, datetime):
                spans.append(self.moment(value))
            elif isinstance(value, get_args(Span)):
                spans.append(_isolated(value))
            else:
                is_readers_own = isinstance(value, str) and not isinstance(value, Told)
                values[name] = isolate(str(value)) if is_readers_own else value
                continue
            values[name] = f"\ue000{len(spans) - 1}\ue001"
        return _weave(self._format(message, values), spans)

    def knows(self, message: str) -> bool:
        """Return whether this language has a message of that id."""
        return self.bundles[self.locale].has_message(message)

    def moment(self, at: datetime, style: MomentStyle = MomentStyle.FULL) -> Moment:
        """Return the moment with its words for platforms that cannot draw one."""
        return Moment(at, tell_moment(at, self.locale, self.tz), style)

    @property
    def tz(self) -> tzinfo:
        return ZoneInfo(self.zone)

    def list_of(self, items: Iterable[str]) -> Told:
        """Return "a, b and c" in this language, each text isolated."""
        names = [isolate(item) for item in items]
        if len(names) < 2:
            return Told("".join(names))
        return self("list-and", first=Told(", ".join(names[:-1])), last=Told(names[-1]))

    def _format(self, message: str, values: Mapping[str, object]) -> str:
        name, _, attribute = message.partition(".")
        bundle = self.bundles[self.locale]
        if not bundle.has_message(name):
            raise KeyError(message)
        found = bundle.get_message(name)
        pattern = found.attributes.get(attribute) if attribute else found.value
        if pattern is None:
            raise KeyError(message)
        text, problems = bundle.format_pattern(pattern, dict(values))
        if problems:
            raise KeyError(f"{message}: {problems[0]}")
        return str(text)


def _bundle(locale: str, files: Iterable[Path]) -> FluentBundle:
    bundle = FluentBundle([locale], use_isolating=False)
    for file in files:
        resource = _parse(file.read_text(encoding="utf-8"))
        junk = [entry for entry in resource.body if isinstance(entry, Junk)]
        if junk:
            raise ValueError(f"{file.name}: {str(junk[0].content)[:80]!r}")
        bundle.add_resource(resource)
    return bundle


@cache
def _parse(catalogue: str) -> Resource:
    # The parser is written in Python: all catalogues take it a fifth of a second of every house that is built.
    # Where in its file each word stood nobody asks later, and it is a fifth of what a catalogue takes in memory.
    return FluentParser(with_spans=False).parse(catalogue)


def _isolated(span: Span) -> Span:
    if isinstance(span, Moment):
        return span
    return replace(span, text=isolate(span.text))


def _weave(text: str, spans: list[Span]) -> Line:
    woven: list[Span] = []
    for position, part in enumerate(_MARK.split(text)):
        if position % 2:
            woven.append(spans[int(part)])
        elif part:
            woven.append(Plain(part))
    return tuple(woven)
