"""Who is on the roll of a poll: everybody known at its opening, then whoever is met for the first time; inside one
transaction. Must not know words or platforms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, PollId, ShopId
from core.votes.charter.terms import Terms
from core.votes.electorate.ports import Facts
from core.votes.electorate.rule import ON_THE_ROLL, Asks, Known, OnRoll, Rule, Status, is_met, joined
from core.votes.model import Poll, PollHead
from core.votes.ports import VoteRows

_REFUSALS = {
    Status.BARRED: "vote-barred",
    Status.REJECTED: "vote-rejected",
    Status.REFUSED: "vote-not-on-roll",
    Status.DISCARDED: "vote-closed",
}


def with_lists(rows: VoteRows, terms: Terms, shop: ShopId) -> Terms:
    """Return the terms with the lists of voters called by their names; raises Refusal where one is not the shop's."""
    if terms.voters is None:
        return terms
    found = {number: rows.electorate.list_named(number, shop) for number in terms.voters.lists()}
    if None in found.values():
        raise Refusal("voters-no-list")
    return replace(terms, voters=terms.voters.naming({number: each.name for number, each in found.items() if each}))


def enrol_known(rows: VoteRows, poll: Poll, facts: Facts) -> int:
    """Put everybody the bot knows of on the roll, as voters or not; return how many may vote."""
    rule = poll.terms.voters
    if rule is None:
        return 0
    holders = {name: facts[name].holders(rows, poll.shop) for name in rule.names(Asks.FACT)}
    voters = 0
    for known in rows.electorate.known(poll.id):
        held = frozenset(name for name, persons in holders.items() if known.person in persons)
        may_vote = is_met(rule, _with_facts(known, held), poll.opened_at)
        rows.roll.put(poll.id, known.person, Status.ELIGIBLE if may_vote else Status.REFUSED)
        voters += may_vote
    return voters


def check_roll(rows: VoteRows, head: PollHead, found: OnRoll, *, is_here: bool) -> Status | None:
    """Return what the roll says of somebody who may vote, enrolling whoever is met for the first time; None where the
    poll has no roll of its own. Raises Refusal. `found`: the person and what stands on the roll, which this transaction
    holds by its poll; `is_here`: they act where the poll was announced, or in its shop."""
    person, status = found
    if status in ON_THE_ROLL:
        return status
    if status is not None:
        raise Refusal(_REFUSALS[status])
    if not is_here:
        raise Refusal("vote-elsewhere")
    if head.terms.voters is None:
        return None
    known = _met(rows, head, person)
    if not is_met(head.terms.voters, known, head.opened_at):
        raise Refusal(_why(head.terms.voters, known, head))
    rows.roll.put(head.id, person, Status.ELIGIBLE)
    return Status.ELIGIBLE


def join_on_roll(rows: VoteRows, head: PollHead, kept: PersonId, gone: PersonId) -> None:
    """Make one line of two: each is judged by what it was before, so that nobody brings another a right."""
    one, other = (_standing_on(rows, head, person) for person in (kept, gone))
    status = joined(one, other)
    rows.roll.remove(head.id, gone)
    if status is not None:
        rows.roll.put(head.id, kept, status)


def _standing_on(rows: VoteRows, head: PollHead, person: PersonId) -> Status | None:
    status = rows.roll.status(head.id, person)
    if status is not None:
        return status
    if head.terms.voters is None:
        # In a poll of before the roll, whoever is not barred may vote.
        return Status.ELIGIBLE
    known = _met(rows, head, person)
    return Status.ELIGIBLE if is_met(head.terms.voters, known, head.opened_at) else None


def _met(rows: VoteRows, head: PollHead, person: PersonId) -> Known:
    """Return what held at the opening of somebody whom the bot had not met there: neither standing nor lists, which
    are given only to people it knows."""
    found = rows.electorate.met(head.id, person)
    return Known(person, found.since, found.made_at) if found else Known(person, None)


def _with_facts(known: Known, facts: frozenset[str]) -> Known:
    return replace(known, facts=facts) if facts else known


def _why(rule: Rule, known: Known, head: PollHead) -> str:
    """Return the sentence for somebody who may not vote: most often they only just arrived, or were never seen in a
    room of the shop."""
    days = [each.least for each in _within(rule) if each.asks is Asks.MEMBER]
    if days and known.since is None:
        return "vote-unseen"
    is_new = known.since is not None and known.since > head.opened_at - timedelta(days=max(days, default=0))
    return "vote-newcomer" if is_new else "vote-not-on-roll"


def _within(rule: Rule) -> Iterable[Rule]:
    yield rule
    for each in rule.of:
        yield from _within(each)


def admit(rows: VoteRows, poll: PollId, person: PersonId) -> bool:
    """Let somebody vote beyond the rule; False when they might already. Raises Refusal for an account that left a
    voter: it would be a second vote."""
    status = rows.roll.status(poll, person)
    if status is Status.BARRED:
        raise Refusal("admit-barred")
    if status in ON_THE_ROLL:
        return False
    rows.roll.put(poll, person, Status.ADMITTED)
    return True
