"""Anybody can check an export with the file in it, which names what was touched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from core.votes.integrity.audit import START, hash_of
from core.votes.integrity.config import canonical
from core.votes.integrity.export import Publish, zip_of
from core.votes.integrity.seals import CastBallot, leaf_of, root_of
from tests.core.votes.integrity.closed import KINDS, METHODS, casts_of, drawn, exported, terms_of
from tests.core.votes.integrity.strangers import Files, names, verified

Tampering = Callable[[Files], None]
TEXTS = ("[0]", "[0,1]", "[1,2]", "[2]", "[0,2]", "[1]", "[]", "[0,1,2]")
CHECKS = ["config", "audit", "opening", "seals", "result", "roll", "trackers", "ballots", "lot", "recount", "count"]


def approvals(**others: object) -> Files:
    return exported(terms_of("approval", "approval", 3), casts_of(TEXTS), METHODS["approval"], **others)  # type: ignore[arg-type]


def test_an_export_left_alone_holds_in_every_check(tmp_path: Path) -> None:
    status, lines = verified(approvals(), tmp_path)
    assert status == 0, lines
    assert names(lines) == [*CHECKS, "posted"]
    assert all(line.startswith("OK  ") and " / " in line for line in lines)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_export_of_every_method_is_counted_again_to_the_byte(method: str, tmp_path: Path) -> None:
    cap = {"groups": [[0, 1], [2, 3]], "max": 1}
    terms = terms_of(method, KINDS[method], 6, seats=2, unranked="ignore", cap=cap)
    casts = casts_of(drawn(KINDS[method], 6, 40, Random(method)))
    files = exported(terms, casts, METHODS[method], withdrawn=[4], extra="lune")
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)) == (0, [*CHECKS, "posted"]), lines[-1]
    swap_ballots(files)
    assert names(verified(files, tmp_path)[1])[-1] == "ballots"
    again = json.loads(files["result.json"])
    assert not {4} & {title for place in again["order"] for title in place}


def change_ballot(files: Files) -> None:
    files["ballots.json"] = files["ballots.json"].replace(b'"ballot":[0,1,2]', b'"ballot":[1,2]')


def swap_ballots(files: Files) -> None:
    told = json.loads(files["ballots.json"])
    first = told["casts"][0]
    second = next(cast for cast in told["casts"] if cast["ballot"] != first["ballot"])
    first["ballot"], second["ballot"] = second["ballot"], first["ballot"]
    files["ballots.json"] = json.dumps(told).encode()


def add_ballot(files: Files) -> None:
    told = json.loads(files["ballots.json"])
    told["casts"].append({"tracker": "AAAAAAAAAA", "ballot": [0], "nonce": "00" * 16})
    files["ballots.json"] = json.dumps(told).encode()


def add_ballot_and_voter(files: Files) -> None:
    add_ballot(files)
    roll = json.loads(files["roll.json"])
    roll[""]["voted"] += 1
    files["roll.json"] = json.dumps(roll).encode()


def delete_ballot(files: Files) -> None:
    told = json.loads(files["ballots.json"])
    del told["casts"][3]
    files["ballots.json"] = json.dumps(told).encode()


def copy_tracker(files: Files) -> None:
    told = json.loads(files["ballots.json"])
    told["casts"][3]["tracker"] = told["casts"][4]["tracker"]
    files["ballots.json"] = json.dumps(told).encode()


def count_others(files: Files) -> None:
    told = json.loads(files["ballots.json"])
    told["ballots"][0][1] += 1
    files["ballots.json"] = json.dumps(told).encode()


def exclude_other(files: Files) -> None:
    files["ballots.json"] = files["ballots.json"].replace(b'"excluded":[]', b'"excluded":[1]')


def edit_terms(files: Files) -> None:
    files["config.json"] = files["config.json"].replace(b'"seats":1', b'"seats":2')


def change_seed(files: Files) -> None:
    files["ballots.json"] = files["ballots.json"].replace(b"5e5e", b"5f5e", 1)


def change_word(files: Files) -> None:
    files["ballots.json"] = files["ballots.json"].replace(b'"extra":""', b'"extra":"soleil"')


def change_seal(files: Files) -> None:
    lines = files["seals.txt"].decode().splitlines()
    lines[2] = lines[2][:-1] + ("0" if lines[2][-1] != "0" else "1")
    files["seals.txt"] = "\n".join(lines).encode()


def take_seal_out(files: Files) -> None:
    lines = files["seals.txt"].decode().splitlines()
    files["seals.txt"] = "\n".join(line for line in lines if not line.startswith("seal 2")).encode()


def promise_otherwise(files: Files) -> None:
    files["seals.txt"] = files["seals.txt"].replace(b"seed ", b"seed 0")


def take_entry_out(files: Files) -> None:
    lines = files["audit.jsonl"].splitlines(keepends=True)
    files["audit.jsonl"] = b"".join(lines[:1] + lines[2:])


def take_last_entry_out(files: Files) -> None:
    files["audit.jsonl"] = b"".join(files["audit.jsonl"].splitlines(keepends=True)[:-1])


def edit_result(files: Files) -> None:
    files["result.json"] = files["result.json"].replace(b'"winners":[', b'"winners":[9,')


def rename_group(files: Files) -> None:
    files["roll.json"] = files["roll.json"].replace(b'""', b'"jury"')


def widen_roll(files: Files) -> None:
    files["roll.json"] = b'{"":{"eligible":1,"voted":8}}'


def break_ballots(files: Files) -> None:
    files["ballots.json"] = files["ballots.json"][:-9]


@pytest.mark.parametrize(
    ("tampering", "check"),
    [
        (change_ballot, "ballots"),
        (swap_ballots, "ballots"),
        (add_ballot, "roll"),
        (add_ballot_and_voter, "ballots"),
        (delete_ballot, "ballots"),
        (copy_tracker, "trackers"),
        (count_others, "recount"),
        (exclude_other, "recount"),
        (edit_terms, "config"),
        (change_seed, "lot"),
        (change_word, "lot"),
        (change_seal, "seals"),
        (take_seal_out, "seals"),
        (promise_otherwise, "opening"),
        (take_entry_out, "audit"),
        (take_last_entry_out, "audit"),
        (edit_result, "result"),
        (rename_group, "roll"),
        (widen_roll, "roll"),
        (break_ballots, "export"),
    ],
)
def test_what_was_touched_is_named_in_one_line(tampering: Tampering, check: str, tmp_path: Path) -> None:
    files = approvals()
    before = dict(files)
    tampering(files)
    assert files != before
    status, lines = verified(files, tmp_path)
    assert status == 1
    assert [line.startswith("ÉCHEC / FAILED  ") for line in lines] == [False] * (len(lines) - 1) + [True]
    assert names(lines)[-1] == check
    assert lines[-1].partition(":")[2].count(" / ") == 1, "in French and in English"


def fake_count(files: Files) -> None:
    """The house counted wrong, and recorded and sealed all the same."""
    files["result.json"] = files["result.json"].replace(b'"quota":null', b'"quota":7')


def rehash(files: Files) -> None:
    """Write the whole record and seals.txt anew over what the files now hold, as the house itself could."""
    told, config = json.loads(files["ballots.json"]), hashlib.sha256(files["config.json"]).hexdigest()
    casts = [
        CastBallot(cast["tracker"], json.dumps(cast["ballot"], separators=(",", ":")), cast["nonce"])
        for cast in told["casts"]
    ]
    root, lines = root_of(leaf_of("k3", cast) for cast in casts), list[str]()
    seals = files["seals.txt"].decode().splitlines()
    for old in files["audit.jsonl"].decode().splitlines():
        entry = json.loads(old)
        if entry["act"] == "opened":
            entry["facts"]["config"] = config
        if entry["act"] == "sealed" and entry["facts"]["number"] == 2:
            entry["facts"] |= {"ballots": len(casts), "root": root}
        if entry["act"] == "counted":
            entry["facts"]["result"] = hashlib.sha256(files["result.json"]).hexdigest()
        entry["previous"] = hash_of(lines[-1]) if lines else START
        lines.append(canonical(entry).decode())
    seals[0] = f"config {config}"
    seals[3] = " ".join([*seals[3].split(" ")[:3], str(len(casts)), root])
    seals[-1] = f"audit {len(lines)} {hash_of(lines[-1])}"
    files["audit.jsonl"] = "".join(f"{line}\n" for line in lines).encode()
    files["seals.txt"] = "\n".join(seals).encode()


def test_writing_everything_anew_leaves_an_export_as_it_was() -> None:
    files = approvals()
    again = dict(files)
    rehash(again)
    assert {name for name in files if files[name].strip() != again[name].strip()} == set()


def test_a_wrong_count_is_named_though_the_record_agrees_with_it(tmp_path: Path) -> None:
    files = approvals()
    fake_count(files)
    rehash(files)
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-1]) == (1, "count")


def test_a_house_that_writes_everything_anew_is_caught_by_what_it_posted(tmp_path: Path) -> None:
    honest, files = approvals(), approvals()
    edit_terms(files)
    files["result.json"] = exported(terms_of("approval", "approval", 3, seats=2), casts_of(TEXTS), METHODS["approval"])[
        "result.json"
    ]
    rehash(files)
    posted = honest["seals.txt"].split()[1].decode()
    assert verified(files, tmp_path)[0] == 0, "nothing in the export itself contradicts it"
    status, lines = verified(files, tmp_path, posted)
    assert (status, names(lines)[-1]) == (1, "posted")
    assert verified(honest, tmp_path, posted, honest["seals.txt"].split()[3].decode())[0] == 0


def test_a_zip_is_checked_as_it_is(tmp_path: Path) -> None:
    packed = tmp_path / "export.zip"
    packed.write_bytes(zip_of(approvals()))
    files = approvals()
    change_ballot(files)
    assert verified(files, tmp_path, str(packed))[0] == 0
    packed.write_bytes(zip_of(files))
    assert verified(approvals(), tmp_path, str(packed))[0] == 1


@pytest.mark.parametrize("argument", ["nowhere", "verify.py"])
def test_where_there_is_no_export_it_says_so(argument: str, tmp_path: Path) -> None:
    status, lines = verified(approvals(), tmp_path, str(tmp_path / argument))
    assert (status, names(lines)) == (2, ["export"])


def test_a_scrutineers_word_is_checked(tmp_path: Path) -> None:
    files = approvals(extra="lune")
    assert verified(files, tmp_path)[0] == 0
    files["ballots.json"] = files["ballots.json"].replace(b'"extra":"lune"', b'"extra":"june"')
    assert names(verified(files, tmp_path)[1])[-1] == "lot"


@pytest.mark.parametrize("publish", [Publish.MATRIX, Publish.RESULT])
def test_secret_ballots_are_still_checked_against_the_seals(publish: Publish, tmp_path: Path) -> None:
    files = approvals(publish=publish)
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)) == (0, [*CHECKS[:-2], "count", "posted"])
    delete_ballot(files)
    assert names(verified(files, tmp_path)[1])[-1] == "ballots"
