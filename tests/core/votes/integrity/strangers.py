"""A stranger with a copy of an export and some Python, for tests of what they are told."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

Files = dict[str, bytes]


def verified(files: Files, folder: Path, *arguments: str, python: str = sys.executable) -> tuple[int, list[str]]:
    """What verify.py says of these files, run beside them by a stranger."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = [python, "-I", str(folder / "verify.py"), *arguments]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert ran.stderr == ""
    return ran.returncode, ran.stdout.splitlines()


def names(lines: list[str]) -> list[str]:
    """The checks of these lines."""
    return [line.split("  ")[1].split(":")[0] for line in lines]


def unzipped(packed: bytes) -> Files:
    """The files of an export."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
