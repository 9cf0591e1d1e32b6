"""Run one of the project's commands inside its own virtual environment, which this file makes when it is missing.

Standard library only, for any Python that can start; it must not import the product.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements" / "dev.txt"
SUPPORTED = ((3, 11), (3, 12), (3, 13))
PACKAGES = [
    "bot.py",
    "assembly.py",
    "checkup.py",
    "recounting.py",
    "rehearsal.py",
    "cogs",
    "config",
    "core",
    "handlers",
    "pictures",
    "sandbox",
    "storage",
    "tests",
    "run.py",
]

COMMANDS: dict[str, list[list[str]]] = {
    "demo": [["bot.py", "demo"]],
    "run": [["bot.py", "serve"]],
    "test": [["-m", "pytest", "-q", "-n", "auto", "--dist", "loadgroup", "-m", "not long"]],
    "test-long": [["-m", "pytest", "-q", "-n", "auto", "--dist", "loadgroup", "-m", "long"]],
    "check": [
        ["-m", "ruff", "format", "--check", *PACKAGES],
        ["-m", "ruff", "check", *PACKAGES],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    ],
    "fmt": [["-m", "ruff", "check", "--fix", "--quiet", *PACKAGES], ["-m", "ruff", "format", *PACKAGES]],
    "bench": [["-m", "tests.bench"]],
    "docs": [["bot.py", "docs"]],
    "requirements": [
        [
            "-m",
            "uv",
            "pip",
            "compile",
            *["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"],
            *["--no-header", "--no-annotate", "--quiet"],
            f"requirements/{name}.in",
            "-o",
            f"requirements/{name}.txt",
        ]
        for name in ("run", "dev")
    ],
}


def main() -> int:
    """Return the exit status of the first step that fails, or 0."""
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command not in COMMANDS:
        print("usage: python3 run.py " + "|".join(COMMANDS), file=sys.stderr)
        return 2
    python = environment()
    for step in COMMANDS[command]:
        status = run([str(python), *step, *sys.argv[2:]])
        if status:
            return status
    return 0


def run(step: list[str]) -> int:
    """Return a step's exit status. It hears Ctrl-C itself, and ends in its own time and words."""
    # A handler, unlike an ignored signal, is not handed on to the step, which does what it likes with Ctrl-C.
    signal.signal(signal.SIGINT, lambda *_: None)
    return subprocess.Popen(step, cwd=ROOT).wait()


def environment() -> Path:
    """Return the environment's Python, made or updated first; leave with a plain sentence if it cannot be."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = VENV / "requirements.sha256"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    print("Préparation de l’environnement (une seule fois) / preparing the environment (once)…", file=sys.stderr)
    if not python.exists():
        make_environment()
    install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(REQUIREMENTS)]
    if subprocess.call(install):
        sys.exit("L’installation a échoué / installation failed: voir ci-dessus / see above.")
    stamp.write_text(wanted)
    return python


def make_environment() -> None:
    """Create the virtual environment with the newest supported Python at hand."""
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.call([find_python(), "-m", "venv", str(VENV)]):
        sys.exit(
            "Le module venv manque : installez python3-venv, puis recommencez.\n"
            "The venv module is missing: install python3-venv and try again."
        )


def find_python() -> str:
    """Return this interpreter when it is supported, else a supported one on the path."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for major, minor in SUPPORTED:
        found = shutil.which(f"python{major}.{minor}")
        if found and subprocess.call([found, "-c", ""]) == 0:
            return found
    sys.exit("Agora demande Python 3.11, 3.12 ou 3.13 / Agora needs Python 3.11, 3.12 or 3.13.")


if __name__ == "__main__":
    sys.exit(main())
