"""Files over the wire: renamed, typed, measured, described, bounded; kept and dropped by edits; fetched back."""

import io
import struct
import zlib
from typing import Any

import aiohttp
import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.discord import Attached, NotOffered, flags
from sandbox.discord.attachments import MAX_FILE_BYTES, kept_name, picture_size
from tests.sandbox.discord.bots import code_of
from tests.sandbox.discord.staging import staged


def png(width: int = 3, height: int = 2) -> bytes:
    """A real picture in one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x44\x50\xc7" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def file(content: bytes, name: str, **notes: Any) -> discord.File:
    return discord.File(io.BytesIO(content), name, **notes)


async def test_a_picture_comes_back_as_it_was_with_its_size_and_its_words() -> None:
    async with staged() as stage:
        sent = await stage.salon.send(file=file(png(), "couverture.png", description="Une couverture bleue"))
        (kept,) = (await stage.salon.fetch_message(sent.id)).attachments
        content = await kept.read()
    assert content == png()
    assert (kept.content_type, kept.width, kept.height) == ("image/png", 3, 2)
    assert (kept.description, kept.is_spoiler(), kept.size) == ("Une couverture bleue", False, len(png()))


async def test_a_spoiler_is_told_by_its_name() -> None:
    async with staged() as stage:
        sent = await stage.salon.send(file=file(png(), "fin.png", spoiler=True))
        assert sent.attachments[0].is_spoiler()
        assert sent.attachments[0].flags.value == 8
        kept = next(iter(stage.town.salon.messages.values())).attachments
    assert kept[0]["filename"] == "SPOILER_fin.png"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("mon image.png", "mon_image.png"),
        ("<script>alert(1)</script>.png", "scriptalert1script.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("../../etc/passwd", "....etcpasswd"),
        ("été.jpg", "été.jpg"),
        ("???", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_name_keeps_nothing_that_an_address_may_not_hold(given_name: str, kept: str) -> None:
    assert kept_name(given_name) == kept


@given(st.text(max_size=60))
def test_any_name_can_be_part_of_an_address(name: str) -> None:
    kept = kept_name(name)
    assert kept
    assert not set(kept) & set(" /\\?#%<>\"'&\u202e\u2066")
    assert kept_name(kept) == kept


def test_sizes_are_read_from_every_kind_of_picture_and_from_nothing_else() -> None:
    gif = b"GIF89a" + (7).to_bytes(2, "little") + (5).to_bytes(2, "little")
    frame = b"\xff\xc0\x00\x11\x08" + (5).to_bytes(2, "big") + (7).to_bytes(2, "big") + b"\0" * 8
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab" + frame
    lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (6 | 4 << 14).to_bytes(4, "little")
    lossy = b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + (7).to_bytes(2, "little") + (5).to_bytes(2, "little")
    extended = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (6).to_bytes(3, "little") + (4).to_bytes(3, "little")
    assert [picture_size(each) for each in (png(7, 5), gif, jpeg, lossless, lossy, extended)] == [(7, 5)] * 6
    assert [picture_size(each) for each in (b"", b"\xff\xd8", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF", b"x" * 99)] == [
        None
    ] * 6


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"GIF89a", b"RIFF\0\0\0\0WEBP"]), st.binary(max_size=80))
def test_broken_pictures_break_nothing(start: bytes, rest: bytes) -> None:
    found = picture_size(start + rest)
    assert found is None or min(found) >= 0


async def test_a_file_of_ten_mebibytes_passes_and_one_byte_more_is_too_large() -> None:
    async with staged() as stage:
        await stage.salon.send(file=file(bytes(MAX_FILE_BYTES), "juste.bin"))
        assert stage.town.sandbox.violations == []
        assert await code_of(stage.salon.send(file=file(bytes(MAX_FILE_BYTES + 1), "trop.bin"))) == 40005
        assert [violation.rule for violation in stage.town.sandbox.violations] == ["a file over 10 MiB"]


async def test_words_for_a_file_that_was_not_sent_and_too_many_words_are_refused() -> None:
    async with staged() as stage:
        long = discord.File(io.BytesIO(b"x"), "a.txt", description="x" * 1025)
        assert await code_of(stage.salon.send(file=long)) == 50035
        route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=stage.town.salon.id)
        body = {"content": "x", "attachments": [{"id": 0, "description": "rien"}]}
        assert await code_of(stage.bot.http.request(route, json=body)) == 50035
    assert stage.town.salon.messages == {}


async def test_an_edit_keeps_the_files_it_names_and_adds_its_own() -> None:
    async with staged() as stage:
        sent = await stage.salon.send("deux", files=[file(b"a", "a.txt"), file(b"b", "b.txt")])
        edited = await sent.edit(attachments=[sent.attachments[1], file(b"c", "c.txt", description="la suite")])
        assert [(each.filename, each.description) for each in edited.attachments] == [
            ("b.txt", None),
            ("c.txt", "la suite"),
        ]
        stage.deny("ATTACH_FILES")
        assert await code_of(edited.add_files(file(b"d", "d.txt"))) == 50013


async def test_an_embed_shows_a_picture_that_was_sent_with_it_and_no_other() -> None:
    async with staged() as stage:
        embed = (
            discord.Embed(title="Emma")
            .set_image(url="attachment://emma.png")
            .set_thumbnail(url="attachment://emma.png")
        )
        sent = await stage.salon.send(embed=embed, file=file(png(), "emma.png"))
        assert sent.embeds[0].image.url == sent.attachments[0].url
        assert sent.embeds[0].thumbnail.width == 3
        wrong = discord.Embed(title="Nana").set_image(url="attachment://nana.png")
        assert await code_of(stage.salon.send(embed=wrong, file=file(png(), "emma.png"))) == 50035


async def test_a_file_never_runs_as_a_page_of_the_sandbox() -> None:
    async with staged() as stage, aiohttp.ClientSession() as web:
        sent = await stage.salon.send(file=file(b"<script>alert(1)</script>", "page.html"))
        async with web.get(sent.attachments[0].url) as response:
            assert "sandbox" in response.headers["Content-Security-Policy"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"
        async with web.get(f"{stage.town.sandbox.root}/attachments/1/x.png") as missing:
            assert missing.status == 404


async def test_people_send_files_by_their_rights_and_within_their_limits() -> None:
    async with staged() as stage:
        town, people = stage.town, stage.town.sandbox.people
        said = people.says(town.alice, town.salon, "", Attached("page.png", png(), description="ma page"))
        assert (said.attachments[0]["width"], said.attachments[0]["description"]) == (3, "ma page")
        for files, reason in (
            ([Attached("x", bytes(MAX_FILE_BYTES + 1))], "too-large"),
            ([Attached("x", b"")] * 11, "too-many-files"),
        ):
            with pytest.raises(NotOffered) as refused:
                people.says(town.alice, town.salon, "x", *files)
            assert refused.value.reason == reason
        town.sandbox.build.set_rights(town.salon, town.alice, deny=flags("ATTACH_FILES"))
        with pytest.raises(NotOffered) as refused:
            people.says(town.alice, town.salon, "x", Attached("x", b"x"))
        assert refused.value.reason == "no-files"
    assert len(town.salon.messages) == 1
