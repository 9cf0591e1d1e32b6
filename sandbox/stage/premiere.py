"""The first journey, played for whoever looks on: three shops, both platforms, one vote; must not know the product.

Every line typed here is typed by a person on the loopback platforms, and every line shown is what that person saw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.stage.network import AGORA, PAGE, PREAU, Network

SECRET = "Bulletin secret"
QUESTION = "Notre livre de janvier"


@dataclass(frozen=True, slots=True)
class Premiere:
    """Plays the journey and tells it line by line."""

    network: Network
    tell: Callable[[str], None]

    async def play(self, owner_code: str) -> None:
        """Play from an empty network to a published result."""
        await self._set_up(owner_code)
        await self._open()
        await self._vote()
        await self._close()

    async def _set_up(self, owner_code: str) -> None:
        self._scene("Olga installe sa librairie sur les deux réseaux")
        await self._types("Olga", "Discord", "installer", AGORA, owner_code)
        code = _code_in(await self._types("Olga", "Discord", "lier"))
        await self._types("Olga", "Telegram", "lier", code)
        await self._types("Olga", "Telegram", "installer", AGORA, in_room=True)
        self._scene("Elle invite deux librairies du réseau")
        for shop, manager, platform in ((PREAU, "Paul", "Discord"), (PAGE, "Rosa", "Telegram")):
            code = _code_in(await self._types("Olga", "Discord", "librairie inviter", shop))
            await self._types(manager, platform, "installer", shop, code, in_room=True)

    async def _open(self) -> None:
        self._scene("On propose des livres, d’un côté et de l’autre")
        await self._types("Alice", "Discord", "vote proposer", "L’Étranger", "Court, et on n’en sort pas indemne.")
        await self._types("Chloé", "Telegram", "vote proposer", "L’Étranger", in_room=True)
        await self._types("Chloé", "Telegram", "vote proposer", "Les Années", "Pour se souvenir ensemble.")
        self._scene("Olga ouvre le vote, entre deux clients")
        books = "L’Étranger\nLes Années — Annie Ernaux\nNadja"
        olga = self.network.hand("Olga", "Discord")
        self._act("Olga", "Discord", "/vote ouvrir", f"{QUESTION} · {books.replace(chr(10), ' / ')} · demain 18h")
        self._answer(await olga.fills("vote ouvrir", [QUESTION, books, "demain 18h", "", ""]))
        self._shown("Bob", "Discord", await self.network.hand("Bob", "Discord").sees(SECRET))
        self._shown("Chloé", "Telegram", await self.network.hand("Chloé", "Telegram").sees(SECRET))

    async def _vote(self) -> None:
        self._scene("On vote où l’on est")
        await self._picks("Bob", "Discord", ["L’Étranger", "Nadja"])
        await self._picks("Chloé", "Telegram", ["Les Années"])
        self._scene("Alice vote sur Discord, puis sur Telegram : sont-ce deux voix ?")
        await self._picks("Alice", "Discord", ["Nadja"])
        await self._picks("Alice", "Telegram", ["L’Étranger"])
        code = _code_in(await self._types("Alice", "Discord", "lier"))
        await self._types("Alice", "Telegram", "lier", code)
        self._act("Alice", "Discord", "[Mon bulletin]")
        self._answer(await self.network.hand("Alice", "Discord").taps("Mon bulletin", on=SECRET))

    async def _close(self) -> None:
        self._scene("Olga clôt le vote, de l’autre réseau : le résultat paraît partout")
        await self._types("Olga", "Telegram", "vote clore", QUESTION)
        self._shown("Bob", "Discord", await self.network.hand("Bob", "Discord").sees("Résultat"))
        self._shown("Chloé", "Telegram", await self.network.hand("Chloé", "Telegram").sees("Résultat"))

    async def _types(self, name: str, platform: str, command: str, *answers: str, in_room: bool = False) -> str:
        hand = self.network.hand(name, platform)
        self._act(name, platform, hand.written(command), " · ".join(answers))
        told = await hand.types(command, *answers, in_room=in_room)
        self._answer(told)
        return told

    async def _picks(self, name: str, platform: str, titles: list[str]) -> None:
        self._act(name, platform, "[" + "] [".join(titles) + "]")
        self._answer(await self.network.hand(name, platform).picks(titles, on=SECRET))

    def _scene(self, title: str) -> None:
        self.tell(f"\n── {title}")

    def _act(self, name: str, platform: str, done: str, typed: str = "") -> None:
        self.tell(f"\n{name:<6} {platform:<9} {done} {typed}".rstrip())

    def _answer(self, told: str) -> None:
        self.tell("\n".join(f"                 ↳ {line}" for line in told.splitlines() if line.strip()))

    def _shown(self, name: str, platform: str, shown: str) -> None:
        self.tell(f"\n{name:<6} {platform:<9} voit :")
        self.tell("\n".join(f"                 │ {line}" for line in shown.splitlines() if line.strip()))


def _code_in(told: str) -> str:
    words = (word.strip("`.,:") for word in told.split())
    code = next((word for word in words if len(word) == 9 and word[4] == "-"), None)
    if code is None:
        raise LookupError(f"no code is told in {told!r}")
    return code
