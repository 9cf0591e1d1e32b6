"""What `check` finds without any platform: the database, the owner, letters that could not leave, tokens not given."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from assembly import LOCALES as FOLDER
from checkup import Finding, look
from config.settings import DatabaseSettings, DiscordSettings, Settings, TelegramSettings
from core.delivery.ports import LetterState, Outcome
from core.kernel.clock import SystemClock
from core.kernel.identity import Account, Address, Platform, Standing
from core.kernel.outbox import Letter
from core.members.model import KnownAccount
from core.ui.words import LOCALES, Dictionary
from storage.open import open_storage
from storage.rows import Rows

DICTIONARY = Dictionary(FOLDER)
TOKEN = SecretStr("123456:AAF-very-secret")


def settings(folder: Path, **sides: object) -> Settings:
    url = f"sqlite:///{folder / 'agora.sqlite3'}"
    return Settings.model_validate({"database": DatabaseSettings(url=url), **sides})


def entries(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


async def findings(given: Settings, locale: str = "en") -> list[Finding]:
    return await look(given, DICTIONARY.words(locale))


async def bad(given: Settings) -> list[str]:
    return [each.text for each in await findings(given) if not each.is_good]


async def put(given: Settings, *, owner: bool = False, failed: int = 0) -> None:
    """Bring a database about that has been in use."""

    def job(rows: Rows) -> None:
        if owner:
            olga = rows.members.add_person()
            rows.members.put_account(KnownAccount(Account(Platform("discord"), "7"), olga, "Olga", "olga", "fr", False))
            rows.standings.grant(olga, None, Standing.NETWORK_OWNER)
        for number in range(failed):
            rows.outbox.put(Letter("hello", str(number), Address(Platform("discord"), "g"), "fr", "Europe/Paris"))
            now = SystemClock().now()
            [claimed] = rows.queue.claim(Platform("discord"), now, 1, now)
            rows.queue.record([Outcome(claimed.id, LetterState.FAILED, now, reason="gone")])

    async with open_storage(given.database.url, SystemClock()) as database:
        await database.write(job)


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_new_house_lacks_its_owner_and_nothing_else(tmp_path: Path, locale: str) -> None:
    words = DICTIONARY.words(locale)
    for told in ("check-database-absent", "check-database"):
        found = await findings(settings(tmp_path), locale)
        assert [each.text for each in found if not each.is_good] == [words("check-owner-missing")]
        assert words(told) in [each.text for each in found if each.is_good]
        await put(settings(tmp_path))


async def test_a_platform_without_a_token_is_off_by_the_name_of_its_setting(tmp_path: Path) -> None:
    off = [each for each in await findings(settings(tmp_path)) if "is off" in each.text]
    assert [each.is_good for each in off] == [True, True]
    assert ["AGORA_DISCORD__TOKEN" in off[0].text, "AGORA_TELEGRAM__TOKEN" in off[1].text] == [True, True]


async def test_a_house_with_an_owner_and_no_letter_left_behind_is_well(tmp_path: Path) -> None:
    await put(settings(tmp_path), owner=True)
    assert await bad(settings(tmp_path)) == []


@pytest.mark.parametrize(("failed", "said"), [(1, "one message could not leave"), (3, "3 messages could not leave")])
async def test_letters_that_could_not_leave_are_counted(tmp_path: Path, failed: int, said: str) -> None:
    await put(settings(tmp_path), owner=True, failed=failed)
    assert await bad(settings(tmp_path)) == [said]


async def test_checking_changes_nothing(tmp_path: Path) -> None:
    await put(settings(tmp_path), owner=True, failed=1)

    def dump() -> list[str]:
        with closing(sqlite3.connect(tmp_path / "agora.sqlite3")) as raw:
            return list(raw.iterdump())

    before = dump()
    await findings(settings(tmp_path))
    assert dump() == before


@pytest.mark.parametrize(
    ("url", "hidden"),
    [
        ("mysql://agora:hunter2@db/agora", "hunter2"),
        ("postgresql://agora:hunter2@127.0.0.1:1/agora", "hunter2"),
        ("", "hunter2"),
        ("sqlite:///", "hunter2"),
    ],
)
async def test_a_database_that_cannot_be_is_one_plain_line_without_its_password(url: str, hidden: str) -> None:
    given = Settings(database=DatabaseSettings(url=url))
    [said] = await bad(given)
    assert hidden not in said
    assert "Traceback" not in said
    assert "\n" not in said


async def test_a_file_that_is_no_database_is_said_to_be_so_and_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "agora.sqlite3"
    file.write_bytes(b"ceci n'est pas une base" * 100)
    [said] = await bad(settings(tmp_path))
    assert said
    assert file.read_bytes().startswith(b"ceci n'est pas")


@pytest.mark.parametrize("path", ["agora.sqlite3", "var/agora.sqlite3"])
async def test_a_database_that_is_not_there_is_not_made_by_looking(tmp_path: Path, path: str) -> None:
    given = Settings(database=DatabaseSettings(url=f"sqlite:///{tmp_path / path}"))
    said = await findings(given)
    assert sorted(entries(tmp_path)) == []
    assert said[0].is_good == ("/" not in path)
    assert said[0].text.startswith("no database yet" if said[0].is_good else f"The folder {tmp_path / 'var'} does not")


async def test_a_folder_in_the_databases_place_is_one_plain_line(tmp_path: Path) -> None:
    (tmp_path / "agora.sqlite3").mkdir()
    [said] = await bad(settings(tmp_path))
    assert "\n" not in said


async def test_a_platform_that_does_not_answer_is_told_apart_from_a_refused_token(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        given = settings(
            tmp_path,
            discord=DiscordSettings(token=TOKEN, api_root=nobody),
            telegram=TelegramSettings(token=TOKEN, api_root=nobody),
        )
        await put(given, owner=True)
        said = await bad(given)
    assert said == ["Discord does not answer", "Telegram does not answer"]
