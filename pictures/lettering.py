"""Letters: which can be drawn, how wide they are, where lines break; must not put anything on a picture.

Nothing is ever drawn as a box. In a sentence a stretch that has no letters here becomes "…"; a title with such a
stretch is told by its number on the ballot paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import fontpkg_source_sans_3
from PIL import ImageFont

from core.ui.charts import Name

FILE = fontpkg_source_sans_3.ROOT / "files" / "SourceSans3[wght].ttf"
REGULAR, BOLD = 400, 650
GONE = "…"
_LONGEST = 600
"""Letters looked at of any text: more never fits."""
_BREAKS = re.compile("[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")
"""White space at which a line may end; no-break spaces stay what they are."""
_LINE_ENDS = re.compile(" (?![·–—:;!?»])")
_STUB = re.compile(r"(?<=\S) \S{1,2}$")
"""The first letter or two of a word that is cut: they tell nothing."""
_JOINTS = " ,;:-·–—\u00a0\u202f"
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc"}
"""Controls, marks of direction, and accents that no letter took up: drawn one by one they would stand askew."""
_NOBODYS = "\U0010ffff"

Face = ImageFont.FreeTypeFont


@lru_cache(maxsize=64)
def face(size: int, weight: int = REGULAR) -> Face:
    """Return the letters of a size in pixels. The simple layout is chosen because it is the same on every machine."""
    made = ImageFont.truetype(str(FILE), size, layout_engine=ImageFont.Layout.BASIC)
    made.set_variation_by_axes([weight])
    return made


@lru_cache(maxsize=4096)
def has_letter(letter: str) -> bool:
    return letter.isspace() or bytes(face(24).getmask(letter)) != _box()


@lru_cache(maxsize=1)
def _box() -> bytes:
    """What the font draws for a letter it does not have."""
    return bytes(face(24).getmask(_NOBODYS))


def legible(text: str) -> str:
    """Return a sentence on one line with "…" for each stretch that cannot be drawn."""
    return _spelled(text)[0]


def told(name: Name) -> str:
    """Return a title, or its number when the title has letters that cannot be drawn; signs alone are left out."""
    title, is_whole = _spelled(name.title, sign="")
    number = legible(name.number)
    return title if is_whole and title.strip() else number if number.strip() else GONE


def _spelled(text: str, sign: str = GONE) -> tuple[str, bool]:
    """Return the text and whether all its letters are there; `sign` stands for emoji and other signs without one."""
    kept = unicodedata.normalize("NFC", _BREAKS.sub(" ", text[:_LONGEST]))
    out: list[str] = []
    is_whole = True
    for letter in kept:
        drawn = _drawn(letter)
        if drawn is None:
            is_letter = unicodedata.category(letter)[0] in "LN"
            is_whole = is_whole and not is_letter
            drawn = GONE if is_letter else sign
        if drawn != GONE or not out or out[-1] != GONE:
            out.append(drawn)
    spelled = _BREAKS.sub(" ", "".join(out)).strip(" ")
    return (spelled + GONE if len(text) > _LONGEST else spelled), is_whole


def _drawn(letter: str) -> str | None:
    """Return what stands for a letter, or None: "𝓔" and "Ｅ" are an E."""
    if unicodedata.category(letter) in _UNSEEN:
        return ""
    if has_letter(letter):
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    return plain if plain != letter and all(has_letter(each) for each in plain) else None


def width_of(text: str, letters: Face) -> float:
    return letters.getlength(text)


def cut(text: str, letters: Face, width: float) -> str:
    """Return the text shortened to a width in pixels, with a mark when something is left out."""
    if width_of(text, letters) <= width:
        return text
    most = _longest(text, letters, width - width_of(GONE, letters))
    return _STUB.sub("", text[:most].rstrip(" ")).rstrip(_JOINTS) + GONE


def _longest(text: str, letters: Face, width: float) -> int:
    """Return how many letters from the start fit a width."""
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if width_of(text[:middle], letters) <= width else (least, middle - 1)
    return least


def wrap(text: str, letters: Face, width: float, most: int) -> list[str]:
    """Return at most `most` lines no wider than `width`; the last one is cut with a mark when more would follow."""
    lines = _broken(text, letters, width, most)
    if len(lines) == 1 or lines[-1].endswith(GONE):
        return lines
    # No word is left alone on the last line: the lines are made as even as they can be.
    least, widest = width / 2, width
    while widest - least > 8:
        middle = (least + widest) / 2
        narrower = _broken(text, letters, middle, most + 1)
        is_as_good = len(narrower) == len(lines) and " ".join(narrower) == text
        least, widest = (least, middle) if is_as_good else (middle, widest)
    return _broken(text, letters, widest, most)


def _broken(text: str, letters: Face, width: float, most: int) -> list[str]:
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1:
        line, rest = _first_line(rest, letters, width)
        lines.append(line)
    return [*lines, cut(rest, letters, width)] if rest else lines or [""]


def _first_line(text: str, letters: Face, width: float) -> tuple[str, str]:
    if width_of(text, letters) <= width:
        return text, ""
    most = _longest(text, letters, width)
    ends = [place.start() for place in _LINE_ENDS.finditer(text) if 0 < place.start() <= most]
    end = ends[-1] if ends else max(1, most)
    return text[:end], text[end:].lstrip(" ")


def tell_apart(names: Sequence[Name], letters: Face, width: float, most: int) -> list[list[str]]:
    """Return each title in lines; titles that look the same once shortened begin with their number."""
    drawn = [wrap(told(name), letters, width, most) for name in names]
    seen = Counter(map(tuple, drawn))
    return [
        wrap(f"{legible(name.number)} · {told(name)}", letters, width, most) if seen[tuple(lines)] > 1 else lines
        for name, lines in zip(names, drawn, strict=True)
    ]


def largest(texts: Sequence[str], width: float, sizes: Sequence[int], weight: int = BOLD) -> Face:
    """Return the largest of the sizes in which all texts fit a width, or the last one."""
    for size in sizes:
        if all(width_of(text, face(size, weight)) <= width for text in texts):
            return face(size, weight)
    return face(sizes[-1], weight)
