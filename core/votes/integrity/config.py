"""The one JSON form of a value and its hash, so that a poll can commit to its terms; must not know their fields.

The form: UTF-8, NFC, keys sorted by code point, no spaces, no floats. `sha256sum config.json` gives the same hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from unicodedata import normalize


def canonical(value: object) -> bytes:
    """Return the one form of a JSON value. Raises ValueError on what has none: floats, other types, equal keys."""
    return written(_normal(value))


def written(value: object) -> bytes:
    """Return the one form of a value whose texts are in NFC already and whose numbers are whole."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(value: object) -> str:
    """Return the SHA-256 of a value's one form, in hexadecimal. Raises ValueError as `canonical` does."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _normal(value: object) -> object:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, (list, tuple)):
        return [_normal(item) for item in value]
    if isinstance(value, Mapping):
        return _normal_object(value)
    raise ValueError(f"no canonical form for {type(value).__name__}")


def _normal_object(value: Mapping[object, object]) -> dict[str, object]:
    normal: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise ValueError(f"a key that is not text: {key!r}")  # noqa: TRY004  callers expect one error for all
        if normalize("NFC", key) in normal:
            raise ValueError(f"two keys that look the same: {key!r}")
        normal[normalize("NFC", key)] = _normal(item)
    return normal
