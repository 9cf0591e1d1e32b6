"""verify.py is put together from the product's own functions, runs on Python 3.9 and can be read in one sitting."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from core.votes.integrity.verifier.assembling import verifier_for
from core.votes.integrity.verifier.rewriting import rewritten
from core.votes.integrity.verifier.shortening import Thrift, shortened
from core.votes.integrity.verifier.sources import NotAssembled, source_of
from tests.core.votes.integrity.closed import KINDS, METHODS, casts_of, exported, terms_of
from tests.core.votes.integrity.newer_python import count_newer
from tests.core.votes.integrity.strangers import verified


def pythons() -> list[str]:
    """Every interpreter at hand that an export may meet."""
    found = [shutil.which(f"python3.{minor}") for minor in range(9, 15)]
    return [path for path in found if path and subprocess.run([path, "-I", "-c", ""], check=False).returncode == 0]


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_methods_file_is_short_plain_and_old_enough(method: str) -> None:
    text = verifier_for(method, METHODS[method], KINDS[method])
    assert len(text.splitlines()) < 500
    assert max(map(len, text.splitlines())) <= 120
    tree = ast.parse(text, feature_version=(3, 9))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not any((module or "core").startswith(("core", "tests")) for module in imported)
    assert ast.get_docstring(tree)


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
    text = verifier_for("approval", METHODS["approval"], "approval")
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
}


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
