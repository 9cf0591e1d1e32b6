"""An export tells all that a stranger needs to check a vote, and nothing of who voted or when."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest

from core.kernel.identity import RequestKey
from core.votes.integrity.config import fingerprint
from core.votes.integrity.export import Publish, Roll, files_of, publishable, zip_of
from core.votes.integrity.receipts import tracker_of
from core.votes.integrity.seals import leaf_of
from tests.core.votes.integrity.closed import KEY, METHODS, casts_of, closed, exported, terms_of

TEXTS = ("[0]", "[0,1]", "[1,2]", "[2]", "[0,2]", "[0]")
APPROVAL = METHODS["approval"]


def terms(**others: object) -> dict[str, object]:
    return terms_of("approval", "approval", 3, **others)


def test_the_terms_have_the_hash_that_was_posted() -> None:
    files = exported(terms(), casts_of(TEXTS), APPROVAL)
    assert hashlib.sha256(files["config.json"]).hexdigest() == fingerprint(terms())
    assert files["seals.txt"].decode().splitlines()[0] == f"config {fingerprint(terms())}"


def test_the_ballots_are_what_recount_reads() -> None:
    cap = {"groups": [[0, 1]], "max": 1}
    told = json.loads(exported(terms(cap=cap), casts_of(TEXTS), APPROVAL, withdrawn=[2])["ballots.json"])
    head = {
        name: told[name] for name in ("ballot_type", "method", "seats", "unranked", "candidates", "excluded", "cap")
    }
    assert head == {
        "ballot_type": "approval",
        "method": "approval",
        "seats": 1,
        "unranked": "last",
        "candidates": ["Babel", "Dune", "Été"],
        "excluded": [2],
        "cap": cap,
    }
    assert sorted(told["ballots"]) == [[[0], 2], [[0, 1], 1], [[0, 2], 1], [[1, 2], 1], [[2], 1]]


def test_a_published_ballot_is_told_with_what_its_seal_needs_and_nothing_else() -> None:
    casts = casts_of(TEXTS, ["jury"] * 6)
    told = json.loads(exported(terms(), casts, APPROVAL)["ballots.json"])["casts"]
    assert sorted(map(sorted, told)) == [["ballot", "group", "nonce", "tracker"]] * 6
    assert {(cast["tracker"], cast["nonce"]) for cast in told} == {(cast.tracker, cast.nonce) for cast in casts}


def test_points_are_told_to_recount_as_scores() -> None:
    files = exported(terms_of("score", "points", 2), casts_of(["[3,null]"] * 5), METHODS["score"])
    assert json.loads(files["ballots.json"])["ballot_type"] == "score"


def test_a_voter_finds_their_ballot_by_the_receipt() -> None:
    casts = casts_of(TEXTS)
    told = json.loads(exported(terms(), casts, APPROVAL)["ballots.json"])
    tracker = tracker_of("k3", KEY.receipt_of(KEY.nonce_of(RequestKey("d:2"))))
    assert [cast["ballot"] for cast in told["casts"] if cast["tracker"] == tracker] == [[1, 2]]


def test_the_order_of_ballots_tells_nothing_of_the_order_of_casts() -> None:
    casts = casts_of(TEXTS)
    told = json.loads(exported(terms(), casts, APPROVAL)["ballots.json"])
    trackers = [cast["tracker"] for cast in told["casts"]]
    assert trackers == sorted(trackers) != [cast.tracker for cast in casts]


def test_an_export_is_the_same_bytes_whenever_it_is_made_and_in_whatever_order_ballots_lie() -> None:
    casts = casts_of(TEXTS)
    packed = zip_of(exported(terms(), casts, APPROVAL))
    vote, result, _ = closed(terms(), casts, APPROVAL)
    other, again, _ = closed(terms(), casts, APPROVAL)
    other = replace(other, casts=casts[::-1])
    assert zip_of(files_of(vote, result, Publish.BALLOTS, "")) == zip_of(files_of(other, again, Publish.BALLOTS, ""))
    assert zip_of(exported(terms(), casts, APPROVAL)) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == [
            *["config.json", "ballots.json", "roll.json", "seals.txt", "audit.jsonl", "result.json", "verify.py"]
        ]


@pytest.mark.parametrize("publish", [Publish.MATRIX, Publish.RESULT])
def test_where_ballots_stay_secret_neither_they_nor_their_nonces_are_told(publish: Publish) -> None:
    casts = casts_of(TEXTS)
    files = exported(terms(), casts, APPROVAL, publish)
    told = json.loads(files["ballots.json"])
    assert "ballots" not in told
    assert "order" not in told["lot"]
    assert {frozenset(cast) for cast in told["casts"]} == {frozenset({"tracker", "leaf"})}
    assert {cast["leaf"] for cast in told["casts"]} == {leaf_of("k3", cast) for cast in casts}
    everything = b"".join(files.values())
    assert not any(cast.nonce.encode() in everything for cast in casts)
    assert ("stages" in json.loads(files["result.json"])) is (publish is Publish.MATRIX)


@pytest.mark.parametrize(
    ("groups", "may"),
    [
        ([""] * 5, Publish.BALLOTS),
        ([""] * 4, Publish.MATRIX),
        ([], Publish.MATRIX),
        (["public"] * 20 + ["jury"] * 4, Publish.MATRIX),
        (["public"] * 20 + ["jury"] * 5, Publish.BALLOTS),
    ],
)
def test_few_ballots_are_never_published_one_by_one(groups: list[str], may: Publish) -> None:
    casts = casts_of(["[0]"] * len(groups), groups)
    assert publishable(Publish.BALLOTS, casts) is may
    assert publishable(Publish.RESULT, casts) is Publish.RESULT
    vote, result, _ = closed(terms(), casts, APPROVAL)
    if may is not Publish.BALLOTS:
        with pytest.raises(ValueError, match="too few"):
            files_of(vote, result, Publish.BALLOTS, "")


def test_the_roll_is_told_in_numbers_only() -> None:
    casts = casts_of(["[0]"] * 10, ["jury"] * 5 + ["public"] * 5)
    roll = json.loads(exported(terms(), casts, APPROVAL)["roll.json"])
    assert roll == {"jury": {"eligible": 30, "voted": 5}, "public": {"eligible": 30, "voted": 5}}
    with pytest.raises(ValueError, match="3 of 2"):
        Roll(2, 3)
