"""The command `recount`: one line a file in the order given, and nothing lost behind a bad file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import main

GOOD = {"ballot_type": "ranked", "method": "irv", "candidates": ["A", "B"], "ballots": [[[0], 2], [[1], 1]]}


@pytest.fixture(autouse=True)
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AGORA_LOCALE", "en")


def file(name: str, **more: object) -> str:
    Path(name).write_text(json.dumps({**GOOD, **more}), encoding="utf-8")
    return name


def recounted(*names: str) -> Result:
    return CliRunner().invoke(main, ["recount", *names])


def test_each_file_gives_one_line_in_the_order_given() -> None:
    result = recounted(file("b.json", method="plurality"), file("a.json"), "b.json")
    assert result.exit_code == 0
    assert [json.loads(line)["method"] for line in result.stdout.splitlines()] == ["plurality", "irv", "plurality"]
    assert result.stderr == ""


def test_a_bad_file_is_told_in_one_line_and_the_others_are_counted() -> None:
    result = recounted(file("a.json"), file("bad.json", ballots=[[[0], 2], [[2], 1]]), "none.json", file("c.json"))
    assert result.exit_code == 2
    assert [json.loads(line)["winners"] for line in result.stdout.splitlines()] == [[0], [0]]
    bad, missing = result.stderr.splitlines()
    assert bad == "bad.json: ballots[1][0][0] (#2): there is no title 2, positions go from 0 to 1"
    assert missing == "none.json: this file cannot be read (No such file or directory)"


def test_settings_that_do_not_hold_do_not_keep_anybody_from_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGORA_ZONE", "nowhere")
    assert recounted(file("a.json")).exit_code == 0
    assert recounted(file("bad.json", seats=0)).stderr.startswith("bad.json: seats\xa0: 0 au lieu d’un nombre entier")


def test_no_file_at_all_is_a_mistake() -> None:
    assert recounted().exit_code == 2
