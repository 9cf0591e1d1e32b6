"""Everything derived from a poll's own key, which is destroyed at close; must not keep, make or destroy the key.

With the key gone nothing here can be derived again: not whose a ballot was, nor when it was cast, nor its receipt.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from core.kernel.identity import PersonId, RequestKey
from core.votes.integrity.receipts import MAX_WORD, Receipt, normal_word

KEY_BYTES = 32
NONCE_BYTES = 16
_TIME_BITS = 63
_WORD_BYTES = 4 * MAX_WORD
"""No letter takes more than four bytes."""
_BALLOT_BYTES = 256
"""The marks of 25 titles take half of it."""


@dataclass(frozen=True, slots=True)
class PollKey:
    """The 32 secret bytes of one poll; raises ValueError when there are not 32. It never prints itself."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"a poll's key has {KEY_BYTES} bytes")

    def ballot_of(self, person: PersonId) -> bytes:
        """Return the key under which a person's ballot lies: one a person and poll, 32 bytes."""
        return self._derived(b"ballot", str(person).encode())

    def receipt_of(self, nonce: bytes, word: str = "") -> Receipt:
        """Return the receipt of the cast that has this nonce, as long as the key lives. Raises BadReceipt on the word.

        Two receipts share a tracker once in 2**50; the store refuses the second ballot, and voting again mends it.
        """
        return Receipt(self._derived(b"receipt", nonce)[:10], normal_word(word))

    def nonce_of(self, request: RequestKey) -> bytes:
        """Return the 128 bits that hide a ballot in its seal: fresh for every cast, the same for the same request."""
        return self._derived(b"nonce", request.encode())[:NONCE_BYTES]

    def masked_time(self, nonce: bytes, moment: int) -> int:
        """Return what is kept in place of a cast's moment (UTC microseconds): noise without the key.

        The mask hangs on the nonce, so it differs for every cast and two masked moments tell no difference of time.
        Raises ValueError outside 0..2**63-1.
        """
        if not 0 <= moment < 1 << _TIME_BITS:
            raise ValueError(moment)
        return moment ^ self._mask(nonce)

    def unmasked_time(self, nonce: bytes, masked: int) -> int:
        """Return the moment that `masked_time` hid, in UTC microseconds."""
        return self.masked_time(nonce, masked)

    def masked_word(self, nonce: bytes, word: str) -> bytes:
        """Return what is kept in place of a voter's own word: noise of one length without the key."""
        return self._masked(b"word", nonce, word.encode().ljust(_WORD_BYTES, b"\0"))

    def unmasked_word(self, nonce: bytes, masked: bytes) -> str:
        """Return the word that `masked_word` hid."""
        return self._masked(b"word", nonce, masked).rstrip(b"\0").decode()

    def masked_ballot(self, nonce: bytes, marks: str) -> bytes:
        """Return what is kept in place of the marks of a ballot that waits: noise of one length without the key, which
        nobody reads, and nobody counts. Raises ValueError on marks longer than any ballot's."""
        plain = marks.encode()
        if len(plain) > _BALLOT_BYTES:
            raise ValueError(len(plain))
        return self._masked(b"waiting", nonce, plain.ljust(_BALLOT_BYTES, b" "))

    def unmasked_ballot(self, nonce: bytes, masked: bytes) -> str:
        """Return the marks that `masked_ballot` hid."""
        return self._masked(b"waiting", nonce, masked).rstrip(b" ").decode()

    def _masked(self, purpose: bytes, nonce: bytes, text: bytes) -> bytes:
        blocks = [self._derived(purpose, bytes([number]) + nonce) for number in range(-(-len(text) // 32))]
        return bytes(one ^ other for one, other in zip(text, b"".join(blocks), strict=False))

    def _mask(self, nonce: bytes) -> int:
        return int.from_bytes(self._derived(b"time", nonce)[:8], "big") >> 64 - _TIME_BITS

    def _derived(self, purpose: bytes, material: bytes) -> bytes:
        return hmac.digest(self.secret, purpose + b"\0" + material, "sha256")
