"""What goes without saying in the terms that a bookseller asks for; must not count."""

from __future__ import annotations

from dataclasses import replace

from core.kernel.errors import Refusal
from core.votes.counting.model import Unranked
from core.votes.terms import Kind, Method, Terms
from core.votes.thresholds import SHARING

BEATS_NONE = 50
"""The no-award test of prizes: whoever wins by rounds must be ahead of "none of these" on half the ballots."""
_IN_DUELS = frozenset({Method.SCHULZE, Method.RANKED_PAIRS})


def fitted(terms: Terms) -> Terms:
    """Return the terms with the thresholds that go without saying: the reader floor where a ballot may leave a title
    unread, an empty place where "none of these" wins, the no-award test of instant runoff. Raises Refusal where a
    majority is asked of a method of shares."""
    asked = terms.thresholds
    if asked.majority and terms.method.value in SHARING:
        raise Refusal("vote-majority-shares")
    is_unread = terms.kind is Kind.SCORED or (terms.method in _IN_DUELS and terms.unranked is Unranked.IGNORE)
    if terms.with_none:
        least = BEATS_NONE if terms.method is Method.IRV else 0
        asked = replace(asked, none_wins=True, majority=max(asked.majority, least))
    if is_unread:
        asked = replace(asked, floor=True)
    return replace(terms, thresholds=asked)
