"""verify.py is put together from the product's own functions, runs on Python 3.9 and can be read in one sitting."""

from __future__ import annotations

import ast
import builtins
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from core.votes.charter.terms import Method, kind_of
from core.votes.integrity.again import Again, counted, counting_by, reading_by, ruled, ruled_and_settled, settled
from core.votes.integrity.papers import PAPERS
from core.votes.integrity.verifier.assembling import verifier_for
from core.votes.integrity.verifier.rewriting import rewritten
from core.votes.integrity.verifier.shortening import Thrift, shortened
from core.votes.integrity.verifier.sources import NotAssembled, source_of
from core.votes.running.empanelling import WITH_JURY
from core.votes.tally.document import BALLOT_TYPES
from core.votes.tally.outcomes import METHODS as COUNTS
from core.votes.verdicts.thresholds import SHARING
from tests.core.votes.integrity.closed import KINDS, METHODS, casts_of, exported, terms_of
from tests.core.votes.integrity.newer_python import count_newer
from tests.core.votes.integrity.strangers import verified


def pythons() -> list[str]:
    """Every interpreter at hand that an export may meet."""
    found = [shutil.which(f"python3.{minor}") for minor in range(9, 15)]
    return [path for path in found if path and subprocess.run([path, "-I", "-c", ""], check=False).returncode == 0]


@pytest.mark.parametrize("again", [counted, ruled, settled, ruled_and_settled])
@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_methods_file_is_short_plain_and_old_enough(method: str, again: Again) -> None:
    terms = {"ballot_type": KINDS[method], "thresholds": asked(method)}
    text = verifier_for((METHODS[method], reading_by(terms), again, PAPERS[KINDS[method]]))
    assert len(text.splitlines()) < 500
    assert max(map(len, text.splitlines())) <= 120
    tree = ast.parse(text, feature_version=(3, 9))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not any((module or "core").startswith(("core", "tests")) for module in imported)
    assert ast.get_docstring(tree)


SHAPES: dict[str, dict[str, object]] = {
    "plain": {"ties": True},
    "levels": {"levels": {"by": "readers"}},
    "levels and ties": {"levels": {"by": "readers"}, "ties": True},
    "by shops": {"levels": {"by": "shops"}, "ties": True},
    "jury": {"jury": {"share": 50, "least": 1}, "ties": True},
}


def asked(method: str, shape: str = "") -> dict[str, object]:
    """The most that a poll of that method and shape may ask of its count."""
    is_by_majority = method not in SHARING and shape not in {"by shops", "jury"}
    return {"floor": True, "majority": 50 * is_by_majority, "quorum": 1, "quorum_percent": 0}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("method", Method)
def test_the_file_of_every_shape_that_can_be_opened_is_short_too(method: Method, shape: str) -> None:
    if (shape == "jury" and method not in WITH_JURY) or (shape == "by shops" and method is Method.EQUAL_SHARES):
        return
    kind = BALLOT_TYPES[kind_of(method)].value
    terms = {"ballot_type": kind, "thresholds": asked(method.value, shape), **SHAPES[shape]}
    text = verifier_for(counting_by(terms, COUNTS[method]))
    assert len(text.splitlines()) < 500
    assert max(map(len, text.splitlines())) <= 120
    ast.parse(text, feature_version=(3, 9))


def test_a_file_without_the_types_of_what_it_holds_names_nothing_that_it_lacks() -> None:
    """The longest file of all, of which most is left out."""
    terms = {"ballot_type": "approval", "thresholds": asked("equal_shares"), **SHAPES["levels and ties"]}
    text = verifier_for(counting_by(terms, COUNTS[Method.EQUAL_SHARES]))
    tree = ast.parse(text)
    known = set(vars(builtins)) | {"__file__"}
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                known.add(node.name)
            case ast.alias():
                known.add(node.name)
            case ast.arg():
                known.add(node.arg)
            case ast.ExceptHandler(name=str(name)):
                known.add(name)
            case ast.Name(ctx=ast.Store()):
                known.add(node.id)
    assert {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} <= known
    assert "TypeVar" not in text
    assert "papers: Any" in text
    assert "withdrawn: frozenset[int]" in text


@pytest.mark.parametrize(
    ("kind", "asks", "taken", "left"),
    [
        ("ranked", {"floor": True, "majority": 0}, {"little_ranked", "ranked_on"}, {"ranking", "numbers_on"}),
        ("ranked", {"floor": False, "majority": 50}, {"ranking"}, {"little_ranked", "chosen_on"}),
        ("score", {"floor": True, "majority": 50}, {"little_scored", "scoring", "numbers_on"}, {"ranked_on"}),
        ("approval", {"floor": False, "majority": 0}, {"chosen_on", "unbarred"}, {"approving", "numbers_on"}),
    ],
)
def test_of_thresholds_and_ballots_only_what_this_vote_asks_is_taken(
    kind: str, asks: dict[str, object], taken: set[str], left: set[str]
) -> None:
    terms = {"ballot_type": kind, "thresholds": {**asks, "quorum": 0, "quorum_percent": 0}}
    method = {"ranked": Method.SCHULZE, "score": Method.SCORE, "approval": Method.APPROVAL}[kind]
    told = ast.walk(ast.parse(verifier_for(counting_by(terms, COUNTS[method]))))
    defined = {node.name for node in told if isinstance(node, ast.FunctionDef)}
    assert (taken - defined, left & defined) == (set(), set())


def test_what_is_newer_than_python_3_9_is_rewritten(tmp_path: Path) -> None:
    files = exported(terms_of("approval", "approval", 2), casts_of(["[0]", "[1]", "[0,1]", "[]", "[1]"]), count_newer)
    text = files["verify.py"].decode()
    for newer in ("slots=", "strict=", "int | Fraction"):
        assert newer not in text
    assert not re.search(r"import .*(pairwise|StrEnum)", text)
    assert "def written_in_newer_python(" in text
    assert "def written_in_config(" in text
    assert "# A reason stands above what it explains." in text
    assert "More is said of it here." not in text
    for python in pythons():
        status, lines = verified(files, tmp_path, python=python)
        assert status == 0, (python, lines)


def test_only_what_the_method_needs_is_taken() -> None:
    text = verifier_for(counting_by({"ballot_type": "approval"}, COUNTS[Method.APPROVAL]))
    for name in ("def write_paper", "class Act", "def zip_of", "class PollKey", "def normal_word"):
        assert name not in text


LONG = '''\
@dataclass
class _Tally:
    """A title with its votes.

    More is said of it.
    """

    title: int
    """Its position."""
    votes: int

    @property
    def share(self) -> int:
        """Its share."""
        return self.votes

    def wins(self) -> bool:
        known: dict[
            str, int
        ] = dict(é=1)
        if self.votes > 1:
            return True
        for vote in range(self.votes):
            if vote:
                self.wins()
        else:
            return False
        return bool(
            self.votes,
        )
'''
LEFT = {
    Thrift.NOTHING: ["Its position.", "A title", "bool(\n", "if self.votes > 1:\n", "else:\n", "int\n\n"],
    Thrift.NOTES: ["A title", "bool(\n", "if self.votes > 1:\n", "else:\n", "int\n\n"],
    Thrift.WRAPS: ["A title", "if self.votes > 1:\n", "else:\n", "int\n\n"],
    Thrift.SUITES: ["A title", "int\n\n"],
    Thrift.INNER: ["A title"],
    Thrift.BLANKS: ["A title"],
    Thrift.PRIVATE: [],
    Thrift.WORDS: [],
    Thrift.SECTIONS: [],
    Thrift.AGAIN: [],
    Thrift.PURPOSES: [],
    Thrift.TYPES: [],
    Thrift.FIELDS: [],
}


def plain(line: ast.stmt) -> ast.stmt:
    """A statement without the type of what it holds."""
    if isinstance(line, ast.AnnAssign) and line.value is not None:
        return ast.copy_location(ast.Assign([line.target], line.value), line)
    return line


@pytest.mark.parametrize("thrift", list(Thrift))
def test_more_is_left_out_where_a_file_would_be_too_long(thrift: Thrift) -> None:
    text = shortened(LONG, frozenset({"wins"}), thrift)
    assert [word for word in LEFT[Thrift.NOTHING] if word in text] == LEFT[thrift]
    assert "def share" not in text
    assert "@property" not in text
    assert "More is said" not in text
    assert [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)] == ["wins"]


def test_what_is_left_out_changes_nothing_that_is_done() -> None:
    bodies = set()
    for thrift in Thrift:
        tree = ast.parse(shortened(LONG.replace("_Tally", "Tally"), frozenset({"wins", "share"}), thrift))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                node.body = [line for line in node.body if not isinstance(line, ast.Expr)]
            if isinstance(node, ast.FunctionDef):
                node.returns = None
                node.body = [plain(line) for line in node.body]
        bodies.add(ast.unparse(tree))
    assert len(bodies) == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("import json as other", "another name"),
        ("from json import dumps as other", "another name"),
        ("import os.path", "another name"),
        ("from json import *", "another name"),
        ("first, second = 1, 2", "neither"),
        ("if True:\n    third = 3", "neither"),
    ],
)
def test_a_source_that_cannot_be_taken_along_is_refused(line: str, says: str) -> None:
    with pytest.raises(NotAssembled, match=f"line 3: .*{says}"):
        source_of("core.some", f'"""Some."""\n\n{line}\n')


def test_a_match_and_a_name_that_cannot_be_changed_are_refused() -> None:
    lines = '"""Some."""\n\ndef first(other):\n    match other:\n        case 1:\n            pass\n'
    lines += "def second(other):\n    return other\n"
    source = source_of("core.some", lines)
    with pytest.raises(NotAssembled, match="match"):
        rewritten(source, source.parts["first"], {})
    with pytest.raises(NotAssembled, match="other is defined in two"):
        rewritten(source, source.parts["second"], {"other": "other_in_some"})
