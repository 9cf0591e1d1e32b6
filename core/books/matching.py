"""Which works are meant by what somebody typed, likeliest first; must not read storage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from core.books.folding import sort_key, words_of
from core.books.model import Work
from core.kernel.collation import fold

MAX_TYPED = 300
"""How much of what is typed is looked at, in characters."""
_TELLING_WORDS = 6
_MAX_SPLITS = 6
_STEM = 3
"""Letters that a misspelt word must begin with; shorter words are not looked for."""
_MOST_STEMS = 3
_NEAR = 0.7
"""The least share of letters in common, of 1, for a name to come near."""
_BETWEEN = re.compile(r"\s*(?:,|\s[-–—·/]|[–—·])\s+")
_VOLUME = re.compile(r"\s*\([^()]*\)\s*\Z")


def telling(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words worth searching for: the longest, which few works hold."""
    return tuple(sorted(words, key=len, reverse=True)[:_TELLING_WORDS])


def ranked(works: Iterable[Work], typed: str) -> list[Work]:
    """Return the works that hold every word typed, be it begun only: first those so titled, then titles that begin so,
    then the rest, each in the order given."""
    words, folded, key = words_of(typed), fold(typed), sort_key(typed)

    def distance(work: Work) -> int:
        if is_titled(work, typed):
            return 0
        return 1 if fold(work.title).startswith(folded) or sort_key(work.title).startswith(key) else 2

    return sorted((work for work in works if _holds(work, words)), key=distance)


def stems(typed: str) -> tuple[str, ...]:
    """Return how the telling words begin, for a search that forgives a slip after their first letters."""
    words = telling(words_of(typed))[:_MOST_STEMS]
    return tuple(dict.fromkeys(word[: max(_STEM, len(word) // 2)] for word in words if len(word) >= _STEM))


def nearest(works: Iterable[Work], typed: str) -> list[Work]:
    """Return the works that come near what was typed, by title, by author or by both, the nearest first."""
    likeness = {work: max(_likeness(name, typed) for name in _names(work)) for work in works}
    return sorted((work for work in likeness if likeness[work] >= _NEAR), key=lambda work: -likeness[work])


def _names(work: Work) -> list[str]:
    surnames = [author.split()[-1] for author in work.authors if author.split()]
    return [work.title, *work.authors, *surnames, " ".join((work.title, *work.authors))]


def _likeness(name: str, typed: str) -> float:
    matcher = SequenceMatcher(None, sort_key(name), sort_key(typed), autojunk=False)
    # The bounds are cheap, the ratio itself is not.
    bound = min(matcher.real_quick_ratio(), matcher.quick_ratio())
    return matcher.ratio() if bound >= _NEAR else bound


def is_titled(work: Work, typed: str) -> bool:
    """Return whether this is the work's title, but for accents, case, a leading article or the mark of a series."""
    titles = {work.title, _VOLUME.sub("", work.title)}
    return fold(typed) in {fold(title) for title in titles} or sort_key(typed) in {sort_key(title) for title in titles}


def is_named_by(work: Work, typed: str) -> bool:
    """Return whether every word typed is a whole word of the title, the authors or the year, and none only begun:
    « Emma » names no « Emmanuel »."""
    return set(words_of(typed)) <= {*words_of(" ".join((work.title, *work.authors))), str(work.year)}


def title_and_author(typed: str) -> list[tuple[str, str]]:
    """Return every way to read "title — author" or "title, author", with the longest title first."""
    places = [found for found in _BETWEEN.finditer(typed) if found.start()]
    pairs = [(typed[: found.start()], typed[found.end() :]) for found in places[-_MAX_SPLITS:]]
    return [(title, author) for title, author in reversed(pairs) if fold(title) and fold(author)]


def is_by(work: Work, author: str) -> bool:
    """Return whether these are words of the work's authors, its year possibly among them."""
    known = {*words_of(" ".join(work.authors)), str(work.year)}
    return set(words_of(author)) <= known


def _holds(work: Work, words: Sequence[str]) -> bool:
    known = words_of(" ".join((work.title, *work.authors)))
    return all(any(word.startswith(prefix) for word in known) for prefix in words)
