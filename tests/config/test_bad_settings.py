"""A setting that cannot be is named in a plain sentence, and nothing that was typed into a secret is shown."""

from __future__ import annotations

from pathlib import Path

import pydantic
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import main
from config.logs import STRUCK_OUT, SecretFilter
from config.settings import LONG, DatabaseSettings, Settings, read_settings

SECRET = "123456:AAF-very-secret"
NO_FILE = None


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def serve(**environment: str) -> Result:
    """Start the bot; the settings here never let it come so far as to open anything."""
    return CliRunner().invoke(main, [], env=environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AGORA_LOCALE", "klingon"),
        ("AGORA_LOCALE", "FR"),
        ("AGORA_ZONE", "Mars/Olympus"),
        ("AGORA_ZONE", "../etc/passwd"),
        ("AGORA_ZONE", ""),
        ("AGORA_LOG_LEVEL", "debug"),
        ("AGORA_DISCORD__TOKN", "x"),
        ("AGORA_TELEGRAM__WEBHOOK_LISTEN", "8081"),
        ("AGORA_TELEGRAM__WEBHOOK_LISTEN", "127.0.0.1:"),
        ("AGORA_TELEGRAM__WEBHOOK_LISTEN", "https://shop.example/hook"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_its_setting(name: str, value: str) -> None:
    result = serve(**{name: value})
    [line] = result.stderr.splitlines()
    assert line.startswith(f"{name}: ")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"AGORA_TELEGRAM": SECRET}, "AGORA_TELEGRAM: "),
        ({"AGORA_DISCORD": f'{{"token": "{SECRET}"}}'}, "AGORA_DISCORD: "),
        ({"AGORA_TELEGRAM__TOKEN__X": SECRET}, "AGORA_TELEGRAM__TOKEN: "),
        (
            {"AGORA_TELEGRAM__WEBHOOK_URL": "https://a.example/", "AGORA_TELEGRAM__WEBHOOK_SECRET": SECRET},
            "AGORA_TELEGRAM__WEBHOOK_SECRET: ",
        ),
        ({"AGORA_ZONE": "Mars/Olympus", "AGORA_DISCORD__TOKEN": SECRET}, "AGORA_ZONE: "),
    ],
)
def test_a_secret_in_the_wrong_place_is_not_shown(environment: dict[str, str], named: str) -> None:
    result = serve(**environment)
    assert named in result.stderr
    assert SECRET not in result.output
    assert result.exit_code == 2


def test_every_wrong_setting_has_its_line() -> None:
    result = serve(AGORA_LOCALE="klingon", AGORA_ZONE="Mars/Olympus", AGORA_LOG_LEVEL="loud")
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "AGORA_LOCALE",
        "AGORA_ZONE",
        "AGORA_LOG_LEVEL",
    ]


def test_a_choice_is_told_in_both_languages_with_what_can_be_chosen() -> None:
    told = "AGORA_LOCALE: à choisir parmi / to be chosen from: fr, en\n"
    assert serve(AGORA_LOCALE="de").stderr == told


def test_a_mistyped_name_in_the_file_is_told() -> None:
    Path(".env").write_text(f"AGORA_TELEGRAM__TOCKEN={SECRET}\n")
    result = serve()
    assert result.stderr.startswith("AGORA_TELEGRAM__TOCKEN: aucun réglage ne s’appelle ainsi")
    assert SECRET not in result.output


def test_a_file_of_another_encoding_is_said_to_be_so() -> None:
    Path(".env").write_bytes("AGORA_LOCALE=fr\n# réglages\n".encode("latin-1"))
    result = serve()
    assert (result.exit_code, result.stderr.startswith(".env: ")) == (2, True)


def test_an_error_that_is_logged_whole_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGORA_TELEGRAM__TOKEN__X", SECRET)
    with pytest.raises(pydantic.ValidationError) as problem:
        read_settings(NO_FILE)
    assert SECRET not in str(problem.value)


def test_pushes_without_a_secret_are_refused_at_the_start() -> None:
    result = serve(AGORA_TELEGRAM__WEBHOOK_URL="https://shop.example/hook")
    assert result.stderr.startswith("AGORA_TELEGRAM__WEBHOOK_SECRET: ")


@pytest.mark.parametrize("listen", ["0.0.0.0:8443", "localhost:80", "[::1]:8081"])
def test_addresses_that_can_be_listened_at_are_taken(monkeypatch: pytest.MonkeyPatch, listen: str) -> None:
    monkeypatch.setenv("AGORA_TELEGRAM__WEBHOOK_URL", "https://shop.example/hook")
    monkeypatch.setenv("AGORA_TELEGRAM__WEBHOOK_SECRET", "a_B-9")
    monkeypatch.setenv("AGORA_TELEGRAM__WEBHOOK_LISTEN", listen)
    assert read_settings(NO_FILE).telegram.webhook_listen == listen


@pytest.mark.parametrize("typed", [f" {SECRET}", f"{SECRET}\n", f"\t{SECRET} "])
def test_blanks_around_a_token_are_not_part_of_it(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("AGORA_TELEGRAM__TOKEN", typed)
    assert read_settings(NO_FILE).telegram.token.get_secret_value() == SECRET


def test_a_blank_token_is_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGORA_DISCORD__TOKEN", "  ")
    assert read_settings(NO_FILE).secrets == ()


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("AGORA_LOCALE=fr\nAGORA_ZONE=America/Montreal\n", encoding="utf-8")
    monkeypatch.setenv("AGORA_LOCALE", "en")
    read = read_settings(tmp_path / ".env")
    assert (read.locale, read.zone) == ("en", "America/Montreal")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("abcXYZ019@:/%é ", min_size=1, max_size=20))
def test_the_password_of_a_database_is_struck_out_as_it_is_written_and_as_it_is_meant(password: str) -> None:
    written = password.encode().hex()
    quoted = "".join(f"%{written[place : place + 2]}" for place in range(0, len(written), 2))
    url = f"postgresql://reader:{quoted}@db/books"
    strike = SecretFilter(Settings(database=DatabaseSettings(url=url)).secrets).strike
    assert strike(url) == strike(url.replace(quoted, password)) == f"postgresql://reader{STRUCK_OUT}db/books"
    assert (password in strike(f"password={password!s}")) == (len(password) < LONG)


def test_settings_do_not_change_while_the_bot_runs() -> None:
    read = Settings()
    for model, field in ((read, "locale"), (read.telegram, "token"), (read.database, "url")):
        with pytest.raises(pydantic.ValidationError, match="frozen"):
            setattr(model, field, "x")
