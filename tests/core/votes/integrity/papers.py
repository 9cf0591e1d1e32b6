"""Forms and ballots of every kind, for tests of what is kept of them."""

from __future__ import annotations

from hypothesis import strategies as st

from core.votes.integrity.papers import Form, Kind, Paper

Filled = tuple[Form, Paper]


@st.composite
def forms(draw: st.DrawFn, most_titles: int = 6) -> Form:
    """A form of any kind on which something can be said."""
    kind, titles = draw(st.sampled_from(list(Kind))), draw(st.integers(1, most_titles))
    limit = 9 if kind in {Kind.SCORE, Kind.POINTS} else titles
    heap = draw(st.integers(0, limit)) if kind is Kind.POINTS else 0
    return Form(kind, titles, draw(st.integers(1, limit)), heap)


@st.composite
def papers_on(draw: st.DrawFn, form: Form) -> Paper:
    """A ballot that `form` allows, its tied and approved titles in any order."""
    if form.kind is Kind.SCORE:
        return tuple(draw(st.none() | st.integers(0, form.most)) for _ in range(form.titles))
    if form.kind is Kind.POINTS:
        left, points = form.most, []
        for _ in range(form.titles):
            points.append(draw(st.integers(0, left)))
            left -= points[-1]
        given = draw(st.permutations([min(point, form.heap or form.most) for point in points]))
        return tuple(point or None for point in given)
    named = draw(st.permutations(range(form.titles)))[: draw(st.integers(0, form.most))]
    if form.kind is Kind.APPROVAL:
        return tuple(named)
    if form.kind is Kind.RANKED:
        return tuple((title,) for title in named)
    places: list[tuple[int, ...]] = []
    for title in named:
        is_tied = bool(places) and draw(st.booleans())
        places[-1:] = [(*places[-1], title)] if is_tied else [*places[-1:], (title,)]
    return tuple(places)


@st.composite
def filled(draw: st.DrawFn) -> Filled:
    """A form with a ballot that it allows."""
    form = draw(forms())
    return form, draw(papers_on(form))
