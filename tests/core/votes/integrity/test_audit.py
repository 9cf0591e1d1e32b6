"""The record of a vote only grows: whatever is changed, moved or taken out is named by its number."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.votes.integrity.audit import FACTS, START, Act, added, first_broken, hash_of

ACTS = st.lists(st.tuples(st.integers(0, 2**63 - 1), st.sampled_from(list(Act))), min_size=2, max_size=9)


def record(acts: list[tuple[int, Act]]) -> list[str]:
    lines: list[str] = []
    for moment, act in acts:
        facts = dict.fromkeys(FACTS[act], "é")
        lines.append(added(lines[-1] if lines else "", moment, act, facts).line)
    return lines


def altered(line: str, **facts: object) -> str:
    return json.dumps(json.loads(line) | facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_an_entry_is_a_line_that_anybody_can_hash() -> None:
    first = added("", 1_796_000_000_000_000, Act.OPENED, {"config": "ab", "seed": "cd"})
    second = added(first.line, 1_796_000_000_000_001, Act.CLOSED, {"ballots": 3, "voted": 3})
    assert first.line == (
        '{"act":"opened","facts":{"config":"ab","seed":"cd"},"moment":1796000000000000,"number":1,'
        f'"previous":"{START}"}}'
    )
    assert json.loads(second.line)["previous"] == hashlib.sha256(first.line.encode()).hexdigest()
    assert second.number == 2


@given(ACTS)
def test_a_record_left_alone_holds(acts: list[tuple[int, Act]]) -> None:
    lines = record(acts)
    assert first_broken(lines, len(lines), hash_of(lines[-1])) is None


@given(ACTS, st.data())
def test_the_entry_that_was_touched_is_named(acts: list[tuple[int, Act]], data: st.DataObject) -> None:
    lines = record(acts)
    last, number = hash_of(lines[-1]), data.draw(st.integers(1, len(lines)))
    before, touched, after = lines[: number - 1], lines[number - 1], lines[number:]
    changes = {"moment": -1, "act": "other", "facts": {"ballots": 9}, "number": 99, "previous": "1" * 64}
    for name, value in changes.items():
        assert first_broken([*before, altered(touched, **{name: value}), *after], len(lines), last) == number, name
    assert first_broken([*before, *after], len(lines), last) == number, "taken out"
    assert first_broken([*before, "nonsense", *after], len(lines), last) == number
    assert first_broken([*before, "[1]", *after], len(lines), last) == number


@given(ACTS)
def test_the_first_entry_added_at_the_end_is_named(acts: list[tuple[int, Act]]) -> None:
    lines = record(acts)
    longer = [*lines, added(lines[-1], 1, Act.CANCELLED, {}).line]
    longer.append(added(longer[-1], 2, Act.CANCELLED, {}).line)
    assert first_broken(longer, len(lines), hash_of(lines[-1])) == len(lines) + 1


def test_two_entries_that_changed_places_are_named() -> None:
    lines = record([(1, Act.OPENED), (2, Act.MERGED), (3, Act.SEALED), (4, Act.CLOSED)])
    assert first_broken([lines[0], lines[2], lines[1], lines[3]], 4, hash_of(lines[3])) == 2


def test_an_entry_never_tells_a_person_or_a_ballot() -> None:
    for fact in ("person", "ballot", "tracker", "user"):
        assert not any(fact in facts for facts in FACTS.values())
        with pytest.raises(ValueError, match=fact):
            added("", 1, Act.CONFIRMED, {fact: 1})


def test_every_act_has_its_facts() -> None:
    assert FACTS.keys() == set(Act)
