"""The secrecy of a poll in sentences: what is promised on the paper, what is shown meanwhile; must not decide it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.ui.cards import Block, Bullets, Paragraph
from core.ui.spans import Code, Line, Strong, Struck
from core.ui.words import Told, Words, isolate
from core.votes.charter.secrecy import Naming, is_signature
from core.votes.charter.terms import BY_TITLE, MAX_TITLES, Kind
from core.votes.filling import Marks, abstains
from core.votes.integrity.audit import POSTED_HASH
from core.votes.integrity.export import SMALL_GROUP, Publish
from core.votes.integrity.live import LiveCounts, participation
from core.votes.model import NamedMarks, Poll, PollState, Title
from core.votes.running.watching import Shown
from core.votes.telling.names import name_of, shorten

MAX_CALLED = 20
"""Voters named in one message; a roll call is for juries and committees."""
NAMES_IN_SHORT = 3
"""Titles named in a short answer: with their shortened names they fit a toast of 200 characters."""


def warning(poll: Poll, words: Words) -> tuple[Block, ...]:
    """Return what a voter must read first: that their choice is shown with their name."""
    naming = poll.terms.secrecy.naming
    return () if naming is Naming.NEVER else (Paragraph((Strong(words(f"paper-named-{naming.value}")),)),)


def promise(poll: Poll, words: Words) -> tuple[Block, ...]:
    """Return what will be published of the ballots, where it is not each of them without a name."""
    publish = poll.promised.publish
    if poll.terms.secrecy.is_named or publish is None or publish is Publish.BALLOTS:
        return ()
    return (Paragraph(words.line(f"paper-publish-{publish.value}")),)


def footer(poll: Poll, words: Words, *, is_own_copy: bool) -> Line:
    """Return the small print: how secret a ballot is, and until when it may change."""
    if poll.terms.secrecy.is_named:
        return words.line("paper-open", shop=poll.shop_name)
    return words.line("paper-limits") if is_own_copy else words.line("paper-secret", shop=poll.shop_name)


def turnout(poll: Poll, words: Words) -> Line:
    """Return how many have voted; beside live totals rounded while they are few, which exact figures would betray."""
    if not poll.terms.secrecy.live:
        return words.line("paper-voters", count=poll.voters)
    told = participation(poll.voters)
    if told.is_exact:
        return words.line("paper-voters", count=told.ballots)
    return words.line("paper-voters-about", floor=told.ballots)


def told_turnout(poll: Poll) -> int:
    """Return how many are said to have voted where there is no room for "at least"."""
    is_watched = poll.terms.secrecy.live and poll.state is PollState.OPEN
    return participation(poll.voters).ballots if is_watched else poll.voters


def meanwhile(poll: Poll, shown: Shown, words: Words) -> Iterator[Block]:
    """Yield what is shown of the ballots while the poll is open: live totals, a roll call, the imprint."""
    if poll.terms.secrecy.live:
        yield Paragraph(_live_line(poll, shown.live, words))
    if shown.called:
        yield from roll_call(poll, shown.called, words)
    if shown.imprint and shown.imprint.number:
        seal = shown.imprint
        yield Paragraph(
            words.line("paper-seal", number=seal.number, batch=seal.ballots, hash=Code(seal.hash[:POSTED_HASH]))
        )
    elif shown.imprint:
        yield Paragraph(words.line("paper-imprint", hash=Code(shown.imprint.hash[:POSTED_HASH])))


def _live_line(poll: Poll, live: LiveCounts | None, words: Words) -> Line:
    if live is None:
        return words.line("paper-live-soon")
    standing = [title for title in poll.titles if not title.struck]
    order = sorted(standing, key=lambda title: (-live.counts[title.position], title.position))
    told = [
        words("paper-live-title", title=shorten(name_of(each, words)), count=live.counts[each.position])
        for each in order
    ]
    return words.line(f"paper-live-{poll.terms.kind.value}", batch=live.ballots, titles=words.list_of(told))


def roll_call(poll: Poll, called: Sequence[NamedMarks], words: Words) -> tuple[Block, ...]:
    """Return who chose what, a line each."""
    lines: list[Line] = [
        words.line(
            "called-line",
            name=Strong(isolate(each.name) if each.name else words("called-unnamed")),
            titles=told_marks(poll, each.marks, words, MAX_TITLES),
        )
        for each in called[:MAX_CALLED]
    ]
    if len(called) > MAX_CALLED:
        lines.append(words.line("called-more", count=len(called) - MAX_CALLED))
    return (Paragraph(words.line("called")), Bullets(tuple(lines)))


def secrecy_lines(poll: Poll, ballots: int, words: Words) -> Iterator[Line]:
    """Yield what a result must say of its secrecy: that few ballots cannot have it, that figures stay kept."""
    if 0 < ballots < SMALL_GROUP and not poll.terms.secrecy.is_named:
        yield words.line("result-small-group")
    if is_kept(poll):
        yield words.line("result-only")


def is_kept(poll: Poll) -> bool:
    """Whether the figures of the count stay unpublished, as was said on the paper."""
    return poll.promised.publish is Publish.RESULT


def opening_lines(poll: Poll, words: Words) -> Iterator[Line]:
    """Yield what the opener should know of what they chose."""
    promised, terms = poll.promised, poll.terms
    if is_signature(promised, is_ranked=terms.kind is Kind.RANKED, most=terms.limit(len(poll.titles))):
        yield words.line("opened-signature", books=len(poll.titles))
    elif promised.is_named:
        yield words.line("opened-named")
    elif promised.publish in {Publish.MATRIX, Publish.RESULT}:
        yield words.line(f"paper-publish-{promised.publish.value}")


def short_name(title: Title, words: Words) -> str:
    """Return a title's name in short, with what a voter must know of it."""
    name = shorten(name_of(title, words))
    return words("title-struck", title=name) if title.struck else name


def struck_lines(poll: Poll, words: Words) -> Iterator[Line]:
    """Yield what was withdrawn, and why."""
    for title in poll.titles:
        if title.struck:
            yield words.line("result-struck", title=Struck(name_of(title, words)), reason=title.struck)


def void_line(poll: Poll, ballots: int, words: Words) -> Line:
    """Return what is said of a vote in which no ballot says anything of a title that stands."""
    is_struck = any(title.struck for title in poll.titles)
    return words.line("result-left-empty") if is_struck else words.line("result-all-abstained", count=ballots)


def told_marks(poll: Poll, marks: Marks, words: Words, most: int = NAMES_IN_SHORT) -> Told:
    """Return a ballot in a few words: its first titles, with their ranks or scores."""
    if abstains(marks):
        return Told(words("receipt-abstains"))
    names: list[str]
    titles, kind = poll.titles, poll.terms.kind
    if kind in BY_TITLE:
        given = [(title, mark) for title, mark in zip(titles, marks, strict=True) if mark is not None]
        names = [words("receipt-scored", title=short_name(title, words), score=mark) for title, mark in given]
    elif kind is Kind.RANKED:
        ranked = [titles[mark] for mark in marks if mark is not None]
        names = [
            words("receipt-ranked", title=short_name(title, words), rank=rank) for rank, title in enumerate(ranked, 1)
        ]
    else:
        names = [short_name(titles[mark], words) for mark in marks if mark is not None]
    rest = len(names) - most
    return words.list_of([*names[:most], words("receipt-more", count=rest)] if rest > 0 else names)
