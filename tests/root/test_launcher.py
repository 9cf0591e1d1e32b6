"""The launcher: it makes its environment when it must, runs each step in it, stops at the first failure, says why."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENTS = "nothing==1.0 --hash=sha256:00\n"
PYTHON = """#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in *"$FAILS"*) exit 3;; esac
"""
"""Stands for the environment's Python: notes what it is asked, and fails where told."""


@dataclass(frozen=True, slots=True)
class Project:
    """A copy of the launcher in a folder of its own, with an environment that only takes notes."""

    folder: Path

    def run(self, *arguments: str, fails: str = "nowhere", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(self.folder / "run.py"), *arguments],
            env={**os.environ, "CALLS": str(self.folder / "calls"), "FAILS": fails, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        file = self.folder / "calls"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    @property
    def stamp(self) -> Path:
        return self.folder / ".venv" / "requirements.sha256"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copy(ROOT / "run.py", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "dev.txt").write_text(REQUIREMENTS, encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    made = Project(tmp_path)
    made.stamp.write_text(hashlib.sha256(REQUIREMENTS.encode()).hexdigest(), encoding="utf-8")
    return made


@pytest.mark.parametrize("arguments", [(), ("deploy",), ("--help",), ("",)])
def test_an_unknown_command_names_the_known_ones_and_does_nothing(project: Project, arguments: tuple[str, ...]) -> None:
    done = project.run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: python3 run.py demo|run|test|")
    assert project.calls == []


def test_a_command_runs_in_the_environment_at_once_when_it_is_fresh(project: Project) -> None:
    done = project.run("demo", "--once")
    assert (done.returncode, done.stderr) == (0, "")
    assert project.calls == ["bot.py demo --once"]


def test_steps_run_in_order(project: Project) -> None:
    assert project.run("fmt").returncode == 0
    assert [call.split()[:3] for call in project.calls] == [["-m", "ruff", "check"], ["-m", "ruff", "format"]]


def test_the_first_step_that_fails_ends_it_with_its_status(project: Project) -> None:
    done = project.run("check", fails="ruff check")
    assert done.returncode == 3
    assert [call.split()[2] for call in project.calls] == ["format", "check"]


@pytest.mark.parametrize("change", ["changed", "never stamped"])
def test_changed_requirements_are_installed_once_and_with_their_hashes(project: Project, change: str) -> None:
    if change == "changed":
        (project.folder / "requirements" / "dev.txt").write_text("nothing==2.0\n", encoding="utf-8")
    else:
        project.stamp.unlink()
    first = project.run("demo")
    assert "preparing the environment" in first.stderr
    assert project.run("demo").stderr == ""
    installs = [call for call in project.calls if "pip install" in call]
    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    assert project.calls[-2:] == ["bot.py demo"] * 2


def test_an_install_that_fails_is_said_in_both_languages_and_tried_again_the_next_time(project: Project) -> None:
    project.stamp.unlink()
    for _ in range(2):
        done = project.run("demo", fails="pip install")
        assert done.returncode == 1
        assert "L’installation a échoué / installation failed" in done.stderr
    assert not project.stamp.exists()
    assert all("pip install" in call for call in project.calls)


@pytest.mark.long
def test_a_missing_environment_is_made_with_the_interpreter_at_hand(project: Project) -> None:
    shutil.rmtree(project.folder / ".venv")
    (project.folder / "requirements" / "dev.txt").write_text("", encoding="utf-8")
    (project.folder / "bot.py").write_text("import sys; print(sys.prefix, sys.argv[1:])", encoding="utf-8")
    done = project.run("demo")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"{project.folder / '.venv'} ['demo']"


def test_it_needs_nothing_that_is_not_in_the_standard_library() -> None:
    isolated = [sys.executable, "-I", "-S", str(ROOT / "run.py")]
    done = subprocess.run(isolated, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "usage" in done.stderr


def test_every_make_target_is_a_command_of_the_launcher() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    usage = subprocess.run(
        [sys.executable, str(ROOT / "run.py")], capture_output=True, text=True, encoding="utf-8", check=False
    ).stderr
    known = set(usage.split("run.py ")[1].strip().split("|"))
    for name in ("demo", "run", "test", "check", "fmt", "bench", "docs"):
        assert name in known
        assert name in makefile


STUBBORN = """#!/bin/sh
trap 'echo ended; exit 0' INT
echo begun
while :; do sleep 0.1; done
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no group of processes to send Ctrl-C to")
def test_ctrl_c_is_the_steps_own_affair_and_leaves_no_traceback(project: Project) -> None:
    (project.folder / ".venv" / "bin" / "python").write_text(STUBBORN, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(project.folder / "run.py"), "demo"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    os.killpg(process.pid, signal.SIGINT)
    told, complaints = process.communicate(timeout=30)
    assert (told, complaints, process.returncode) == ("ended\n", "", 0)
