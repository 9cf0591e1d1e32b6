"""The network as its people see it; must not read storage or decide anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.communities.model import Community, Shop, Staff
from core.communities.service import Installed
from core.ui.cards import Block, Bullets, Card, Paragraph
from core.ui.catalogue import standing_message
from core.ui.spans import Code, Strong
from core.ui.words import Words


@dataclass(frozen=True, slots=True)
class InstalledCard:
    """Where announcements will go, what is missing, what to do next."""

    installed: Installed

    def as_card(self, words: Words) -> Card:
        community = self.installed.community
        blocks: list[Block] = [Paragraph(words.line("setup-done", shop=Strong(community.shop_name)))]
        if self.installed.is_new_owner:
            blocks.append(Paragraph(words.line("setup-owner")))
        if self.installed.missing_rights:
            blocks.append(Paragraph(words.line("setup-missing")))
            blocks.append(Bullets(tuple(words.line(each) for each in self.installed.missing_rights)))
        else:
            blocks.append(Paragraph(words.line("setup-next")))
        return Card(blocks=tuple(blocks))


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """A one-time code for a shop's manager."""

    shop: Shop
    code: str

    def as_card(self, words: Words) -> Card:
        return Card(
            blocks=(
                Paragraph(words.line("invite-done", shop=Strong(self.shop.name))),
                Paragraph((Code(self.code),)),
                Paragraph(words.line("invite-how", command=Code("/" + words("cmd-setup.name")))),
            )
        )


@dataclass(frozen=True, slots=True)
class StaffList:
    staff: Sequence[Staff]

    def as_card(self, words: Words) -> Card:
        if not self.staff:
            return Card(blocks=(Paragraph(words.line("staff-empty")),))
        lines = tuple(
            words.line("staff-line", name=Strong(each.name), standing=words(standing_message(each.standing)))
            for each in self.staff
        )
        return Card(words.line("staff-title"), (Bullets(lines),))


@dataclass(frozen=True, slots=True)
class ShopList:
    shops: Sequence[tuple[Shop, Sequence[Community]]]

    def as_card(self, words: Words) -> Card:
        if not self.shops:
            return Card(blocks=(Paragraph(words.line("shops-empty")),))
        lines = tuple(
            words.line("shops-line", shop=Strong(shop.name), places=_places(communities, words), count=len(communities))
            for shop, communities in self.shops
        )
        return Card(words.line("shops-title", count=len(lines)), (Bullets(lines),))


def _places(communities: Sequence[Community], words: Words) -> str:
    names = []
    for community in communities:
        platform = f"platform-{community.address.platform}"
        names.append(words(platform if words.knows(platform) else "platform-other"))
    return words.list_of(names)
