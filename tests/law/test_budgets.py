"""The house's own rules that no linter knows: file lengths, opening lines, names that must not appear."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("cogs", "config", "core", "handlers", "pictures", "sandbox", "storage")
MAX_LINES = 400
REGISTRIES = re.compile(r"(pypi|pythonhosted|npmjs|debian)\.(org|com)", re.IGNORECASE)
TOKENS = re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b|\b[MN][A-Za-z\d]{23,25}\.[\w-]{6}\.[\w-]{27,}\b")
DENIED = re.compile(r"\bexcept(\s+\w+)?:\s*pass\b|\bget_cog\(")


def product_files() -> list[Path]:
    rooms = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    return [
        ROOT / "bot.py",
        ROOT / "assembly.py",
        ROOT / "checkup.py",
        ROOT / "recounting.py",
        ROOT / "rehearsal.py",
        *rooms,
    ]


def tracked_texts() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kinds = {".py", ".md", ".toml", ".txt", ".in", ".ftl", ".csv", ".html", ".js", ".css", ""}
    return [ROOT / line for line in listed.splitlines() if Path(line).suffix in kinds and (ROOT / line).is_file()]


@pytest.mark.parametrize("file", product_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_opens_with_its_purpose_and_stays_short(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_LINES
    assert ast.get_docstring(ast.parse(text)), "a module says first what it is for"
    assert not DENIED.search(text)


def test_no_registry_and_no_token_is_written_anywhere() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in tracked_texts()
        if file != Path(__file__)
        for pattern in (REGISTRIES, TOKENS)
        for match in pattern.finditer(file.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_requirements_are_pinned_and_hashed() -> None:
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9].*$", text, re.MULTILINE)
        assert pins
        assert all("==" in pin for pin in pins)
        assert text.count("--hash=sha256:") >= len(pins)
        assert "http://" not in text
        assert "https://" not in text
