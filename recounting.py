"""The command `recount`: ballot files in, counts out; must not know any method, nor need a database or a token."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic import ValidationError

from assembly import LOCALES
from config.settings import Settings, read_settings
from core.kernel.errors import Refusal
from core.ui.words import Dictionary, Words
from core.votes.counting.recount import recount


@click.command(name="recount")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def recount_files(context: click.Context, files: tuple[Path, ...]) -> None:
    """Count ballot files again: one JSON object a line, in the order given.

    A file that cannot be counted prints nothing but one line on standard error, which names the file and the place in
    it; the files after it are counted all the same. The exit status is then 2.
    """
    words, is_sound = _words(), True
    for file in files:
        try:
            click.echo(recount(file.read_bytes()))
        except OSError as problem:
            is_sound = _tell(file, words("recount-unreadable", reason=problem.strerror or type(problem).__name__))
        except Refusal as refusal:
            is_sound = _tell(file, words(refusal.message, **refusal.arguments))
    context.exit(0 if is_sound else 2)


def _words() -> Words:
    """Return the console's sentences; settings that do not hold are no reason not to count."""
    try:
        settings = read_settings()
    except (ValidationError, UnicodeDecodeError):
        settings = Settings.model_construct()
    return Dictionary(LOCALES).words(settings.locale)


def _tell(file: Path, sentence: str) -> bool:
    name = str(file)
    click.echo(f"{name if name.isprintable() else ascii(name)}: {sentence}", err=True)
    return False
