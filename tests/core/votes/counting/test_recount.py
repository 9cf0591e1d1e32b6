"""Ballot files: every form that the issue writes is read, the count comes out on one line, errors name their place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.kernel.errors import Refusal
from core.ui.words import LOCALES, Dictionary
from core.votes.counting.methods import METHODS
from core.votes.counting.recount import recount
from tests.core.ui.ftl import LOCALES_FOLDER

WARDS = Path(__file__).parents[4] / ".." / "shared" / "data" / "votes" / "scottish_2017_wards.json"
BURLINGTON = WARDS.with_name("burlington_2009.json")
DICTIONARY = Dictionary(LOCALES_FOLDER)

RANKED = {
    "ballot_type": "ranked",
    "method": "irv",
    "candidates": ["Babel", "Emma", "Dune"],
    "ballots": [[[0, 1], 4], [[1, 0], 3], [[2, 1], 2]],
}
TIED = {**RANKED, "ballot_type": "ranked_ties", "ballots": [[[[0, 1], 2], 4], [[2], 3]]}
SCORED = {**RANKED, "ballot_type": "score", "method": "score", "ballots": [[[5, None, 3], 2], [[0, 1, 4], 3]]}
APPROVED = {**RANKED, "ballot_type": "approval", "method": "approval", "ballots": [[[0, 2], 4], [[], 3], [[2], 1]]}
AWARDED = {
    "ballot_type": "components",
    "method": "jury_public",
    "candidates": ["Babel", "Emma", "Dune"],
    "components": {"jury": [12, 10, 8], "public": [5, 7, 0]},
}
SAMPLE: dict[str, dict[str, Any]] = {
    "score": SCORED,
    "approval": APPROVED,
    "ranked": RANKED,
    "ranked_ties": TIED,
    "components": AWARDED,
}


def count(file: dict[str, Any], **more: Any) -> dict[str, Any]:
    line = recount(json.dumps({**file, **more}).encode())
    assert "\n" not in line
    result: dict[str, Any] = json.loads(line)
    return result


def refusal(file: dict[str, Any] | bytes, **more: Any) -> tuple[str, str]:
    """Return the message and the place of the error."""
    data = file if isinstance(file, bytes) else json.dumps({**file, **more}).encode()
    with pytest.raises(Refusal) as caught:
        recount(data)
    for locale in LOCALES:
        assert len(DICTIONARY.words(locale)(caught.value.message, **caught.value.arguments).splitlines()) == 1
    return caught.value.message, str(caught.value.arguments.get("place", ""))


def test_a_count_has_every_key_of_the_format() -> None:
    assert count(RANKED) == {
        "method": "irv",
        "winners": [1],
        "order": [[1], [0], [2]],
        "stages": [
            {"tallies": {"0": "4", "1": "3", "2": "2"}, "elected": [], "excluded": [2]},
            {"tallies": {"0": "4", "1": "5"}, "elected": [1], "excluded": []},
        ],
        "quota": None,
        "duels": None,
        "ties": [],
    }


def test_a_broken_tie_is_told_with_its_rung() -> None:
    result = count(RANKED, method="plurality", ballots=[[[0, 1], 1], [[1, 0], 1]])
    assert result["ties"] == [{"between": [0, 1], "rung": "lot", "decided_by_lot": True}]
    assert (result["winners"], result["order"]) == ([0], [[0, 1], [2]])


def test_duels_are_a_matrix_where_the_method_has_one() -> None:
    assert count(RANKED, method="schulze")["duels"] == [[0, 4, 7], [5, 0, 7], [2, 2, 0]]
    ignored = count(RANKED, method="schulze", unranked="ignore")["duels"]
    assert ignored == [[0, 4, 0], [3, 0, 0], [0, 2, 0]]
    assert count(RANKED, method="ranked_pairs")["duels"] is not None


def test_whole_tallies_are_plain_scottish_ones_and_fractions_have_five_decimals() -> None:
    scottish = count(RANKED, method="scottish_stv", seats=2)
    assert scottish["quota"] == 4
    assert scottish["stages"][0]["tallies"] == {"0": "4.00000", "1": "3.00000", "2": "2.00000"}
    split = count(APPROVED, method="eph", ballots=[[[0, 1, 2], 1], [[0], 1]])
    assert split["stages"][0]["tallies"] == {"0": "1.33333", "1": "0.33333", "2": "0.33333"}
    loads = count(APPROVED, method="phragmen", ballots=[[[0], 3]])
    assert loads["stages"] == [{"tallies": {"0": "0.33333"}, "elected": [0], "excluded": []}]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_counts_each_of_its_ballot_types(method: str) -> None:
    for ballot_type in METHODS[method]:
        sample = SAMPLE[ballot_type]
        if method == "plurality" and ballot_type == "approval":
            sample = {**sample, "ballots": [[[0], 4], [[2], 1]]}
        result = count(sample, method=method, seats=2, extra={"name": "ignored"})
        assert result["method"] == method
        assert len(result["winners"]) == 2
        assert sorted(title for place in result["order"] for title in place) == [0, 1, 2]


@pytest.mark.parametrize("method", METHODS)
def test_the_edges_of_an_election_are_counted_by_every_method(method: str) -> None:
    for ballot_type in METHODS[method]:
        sample = SAMPLE[ballot_type]
        if method == "plurality" and ballot_type == "approval":
            sample = {**sample, "ballots": []}
        gone = count(sample, method=method, excluded=[2, 0, 2], seats=3)
        assert (gone["winners"], gone["order"]) == ([1], [[1]])
        assert all(stage["tallies"].keys() <= {"1"} for stage in gone["stages"])
        nobody = count(sample, method=method, excluded=[0, 1, 2])
        assert (nobody["winners"], nobody["order"]) == ([], [])
        if ballot_type != "components":
            empty = count(sample, method=method, ballots=[], seats=9)
            assert empty["winners"] == [0, 1, 2]
            nulls = count(sample, method=method, ballots=[], seats=None, unranked=None, cap=None, excluded=None)
            assert nulls["winners"] == [0]
        one_of_two = count(sample, method=method, seats=3, cap={"groups": [[0, 2]], "max": 1})
        assert len(one_of_two["winners"]) == 2
        assert {0, 2} - set(one_of_two["winners"])


def test_a_mark_at_the_head_of_the_file_is_no_error() -> None:
    assert json.loads(recount(b"\xef\xbb\xbf" + json.dumps(RANKED).encode()))["winners"] == [1]


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in RANKED.items() if name != key}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (b"", ("recount-syntax", "")),
        (b"{", ("recount-syntax", "")),
        (b"\xff{}", ("recount-letters", "")),
        (b"[1]", ("recount-no-object", "")),
        (b"[" * 100_000, ("recount-excess", "")),
        (b'{"seats": ' + b"9" * 5000 + b"}", ("recount-excess", "")),
        (b'{"method": "irv", "method": "star"}', ("recount-key-twice", "method")),
        (without("method"), ("recount-missing", "method")),
        (without("ballot_type"), ("recount-missing", "ballot_type")),
        (without("candidates"), ("recount-missing", "candidates")),
        (without("ballots"), ("recount-missing", "ballots")),
        ({**RANKED, "method": "meek"}, ("recount-choice", "method")),
        ({**RANKED, "method": None}, ("recount-choice", "method")),
        ({**RANKED, "ballot_type": ["ranked"]}, ("recount-choice", "ballot_type")),
        ({**RANKED, "unranked": "first"}, ("recount-choice", "unranked")),
        ({**RANKED, "method": "star"}, ("recount-mismatch", "ballot_type")),
        ({**RANKED, "seats": 0}, ("recount-positive", "seats")),
        ({**RANKED, "seats": True}, ("recount-positive", "seats")),
        ({**RANKED, "seats": 1.0}, ("recount-positive", "seats")),
        ({**RANKED, "candidates": []}, ("recount-nobody", "candidates")),
        ({**RANKED, "candidates": "ABC"}, ("recount-list", "candidates")),
        ({**RANKED, "candidates": ["Babel", 2]}, ("recount-text", "candidates[1]")),
        ({**RANKED, "ballots": {}}, ("recount-list", "ballots")),
        ({**RANKED, "ballots": [[[0], 1], [[0]]]}, ("recount-pair", "ballots[1] (#2)")),
        ({**RANKED, "ballots": [[[0], 1], [0, 1]]}, ("recount-list", "ballots[1][0] (#2)")),
        ({**RANKED, "ballots": [[[0], -1]]}, ("recount-whole", "ballots[0][1] (#1)")),
        ({**RANKED, "ballots": [[[0], 0.5]]}, ("recount-whole", "ballots[0][1] (#1)")),
        ({**RANKED, "ballots": [[[0, 3], 1]]}, ("recount-unknown", "ballots[0][0][1] (#1)")),
        ({**RANKED, "ballots": [[[-1], 1]]}, ("recount-unknown", "ballots[0][0][0] (#1)")),
        ({**RANKED, "ballots": [[["0"], 1]]}, ("recount-position", "ballots[0][0][0] (#1)")),
        ({**RANKED, "ballots": [[[True], 1]]}, ("recount-position", "ballots[0][0][0] (#1)")),
        ({**RANKED, "ballots": [[[0, 1, 0], 1]]}, ("recount-twice", "ballots[0][0] (#1)")),
        ({**RANKED, "ballots": [[[0, [1, 2]], 1]]}, ("recount-tie", "ballots[0][0][1] (#1)")),
        ({**TIED, "ballots": [[[0, [1, 0]], 1]]}, ("recount-twice", "ballots[0][0] (#1)")),
        ({**TIED, "ballots": [[[0, []], 1]]}, ("recount-empty", "ballots[0][0][1] (#1)")),
        ({**TIED, "ballots": [[[0, [1, [2]]], 1]]}, ("recount-position", "ballots[0][0][1][1] (#1)")),
        ({**SCORED, "ballots": [[[5, 3], 1]]}, ("recount-length", "ballots[0][0] (#1)")),
        ({**SCORED, "ballots": [[[5, 3, -1], 1]]}, ("recount-whole", "ballots[0][0][2] (#1)")),
        ({**APPROVED, "ballots": [[[1, 1], 1]]}, ("recount-twice", "ballots[0][0] (#1)")),
        ({**APPROVED, "method": "plurality"}, ("recount-many", "ballots[0][0] (#1)")),
        ({**RANKED, "excluded": [3]}, ("recount-unknown", "excluded[0]")),
        ({**RANKED, "excluded": 1}, ("recount-list", "excluded")),
        ({**RANKED, "cap": [[0, 1]]}, ("recount-object", "cap")),
        ({**RANKED, "cap": {"groups": [[0, 1]]}}, ("recount-missing", "cap.max")),
        ({**RANKED, "cap": {"groups": [[0], [1, 7]], "max": 1}}, ("recount-unknown", "cap.groups[1][1]")),
        ({**RANKED, "cap": {"groups": [0], "max": 1}}, ("recount-list", "cap.groups[0]")),
        ({**RANKED, "cap": {"groups": [[0]], "max": -1}}, ("recount-whole", "cap.max")),
        ({**AWARDED, "components": {"jury": [1, 2, 3]}}, ("recount-missing", "components.public")),
        ({**AWARDED, "components": {"jury": [1, 2], "public": [1, 2, 3]}}, ("recount-length", "components.jury")),
        (
            {**AWARDED, "components": {"jury": [1, None, 2], "public": [1, 2, 3]}},
            ("recount-whole", "components.jury[1]"),
        ),
        ({**AWARDED, "components": None}, ("recount-object", "components")),
    ],
)
def test_a_bad_file_is_refused_at_its_place(file: dict[str, Any] | bytes, expected: tuple[str, str]) -> None:
    assert refusal(file) == expected


ANY_JSON = some.recursive(
    some.none() | some.booleans() | some.integers(-3, 9) | some.floats() | some.text(max_size=3),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40)
@given(some.sampled_from([RANKED, TIED, SCORED, APPROVED, AWARDED]), some.data())
def test_whatever_stands_under_a_key_is_counted_or_refused(file: dict[str, Any], data: some.DataObject) -> None:
    key = data.draw(some.sampled_from([*file, "seats", "excluded", "cap", "unranked"]))
    try:
        recount(json.dumps({**file, key: data.draw(ANY_JSON)}).encode())
    except Refusal as refused:
        assert key in str(refused.arguments["place"]) or key in {"method", "ballot_type", "candidates"}  # noqa: PT017


@pytest.mark.skipif(not BURLINGTON.exists(), reason="the published elections are not beside the checkout")
def test_burlington_2009_has_three_winners_by_three_methods() -> None:
    file = json.loads(BURLINGTON.read_text())
    declared = file["published"]
    irv = count(file)
    assert irv["winners"] == [declared["winner"]]
    # The city took the three weakest together: one at a time, the published rounds are the first and the last two.
    first, *_, three_left, final = [stage["tallies"] for stage in irv["stages"]]
    assert {title: first[title] for title in declared["first"]} == {k: str(n) for k, n in declared["first"].items()}
    assert three_left == {title: str(votes) for title, votes in declared["three_left"].items()}
    assert final == {title: str(votes) for title, votes in declared["final"].items()}
    for method in ("schulze", "ranked_pairs"):
        assert count(file, method=method)["winners"] == [declared["condorcet_winner"]]
    assert count(file, method="plurality")["winners"] == [declared["plurality_leader"]]


@pytest.mark.skipif(not WARDS.exists(), reason="the published elections are not beside the checkout")
def test_a_ward_recounted_from_its_file_is_the_official_declaration() -> None:
    for ward in json.loads(WARDS.read_text())["contests"]:
        result = count({**ward, "method": "scottish_stv", "ballot_type": "ranked"})
        rows = [[stage["tallies"][str(t)] for t in range(len(ward["candidates"]))] for stage in result["stages"]]
        assert [[float(text) for text in row] for row in rows] == [
            [float(text) for text in row] for row in ward["published"]["stages"]
        ]
        assert result["quota"] == ward["published"]["quota"]
