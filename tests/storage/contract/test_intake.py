"""Updates wait in their inbox until they are handled; forms in progress are one an account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from core.kernel.storage import Storage
from core.ui.drafts import Draft
from storage.rows import Rows
from storage.statements import Statement
from storage.tables import inbox
from tests.core.votes.town import START

LATER = START + timedelta(minutes=10)
DRAFT = Draft(0, "alpha", "alice", "space", "7", "vote open", {"title": "Janvier ?"}, "books", LATER)


async def test_updates_wait_in_order_until_they_are_done(storage: Storage[Rows]) -> None:
    def job(rows: Rows) -> None:
        rows.inbox.keep("bot", [(3, "{c}"), (1, "{a}"), (2, "{b}")], START)
        rows.inbox.keep("other", [(1, "{z}")], START)
        rows.inbox.keep("bot", [(1, "{a again}")], START)
        rows.inbox.keep("bot", [], START)

    await storage.write(job)
    assert await storage.read(lambda rows: rows.inbox.waiting("bot", 9)) == [(1, "{a}"), (2, "{b}"), (3, "{c}")]
    assert await storage.read(lambda rows: rows.inbox.waiting("bot", 1)) == [(1, "{a}")]
    assert await storage.read(lambda rows: rows.inbox.waiting("bot", 9, 2)) == [(3, "{c}")]
    await storage.write(lambda rows: rows.inbox.done("bot", [1, 3]))
    assert await storage.read(lambda rows: rows.inbox.waiting("bot", 9)) == [(2, "{b}")]
    assert await storage.read(lambda rows: rows.inbox.waiting("other", 9)) == [(1, "{z}")]


async def test_an_update_that_was_done_is_not_kept_again(storage: Storage[Rows]) -> None:
    await storage.write(lambda rows: rows.inbox.keep("bot", [(1, "{a}")], START))
    await storage.write(lambda rows: rows.inbox.done("bot", [1]))
    await storage.write(lambda rows: rows.inbox.keep("bot", [(1, "{a}")], START))
    assert await storage.read(lambda rows: rows.inbox.waiting("bot", 9)) == []


async def test_a_poison_update_is_out_of_the_way_but_kept(storage: Storage[Rows]) -> None:
    await storage.write(lambda rows: rows.inbox.keep("bot", [(1, "{a}"), (2, "{b}")], START))
    await storage.write(lambda rows: rows.inbox.set_aside("bot", 1, "KeyError"))
    assert await storage.read(lambda rows: rows.inbox.waiting("bot", 9)) == [(2, "{b}")]
    assert await storage.write(lambda rows: rows.inbox.prune("bot", LATER)) == 0


async def test_no_words_stay_in_the_inbox_once_an_update_is_dealt_with(storage: Storage[Rows]) -> None:
    def job(rows: Rows) -> None:
        rows.inbox.keep("bot", [(1, "bonjour"), (2, "bonsoir"), (3, "salut")], START)
        rows.inbox.done("bot", [1])
        rows.inbox.set_aside("bot", 2, "KeyError")

    await storage.write(job)
    kept = Statement(select(inbox.c.update_id, inbox.c.payload).order_by(inbox.c.update_id))
    found = await storage.read(lambda rows: rows._session.all(kept))  # noqa: SLF001 - no row tells what is forgotten
    assert [tuple(row) for row in found] == [(1, ""), (2, ""), (3, "salut")]


async def test_pruning_keeps_the_highest_id_and_what_waits(storage: Storage[Rows]) -> None:
    def job(rows: Rows) -> None:
        rows.inbox.keep("bot", [(1, "{a}"), (2, "{b}"), (3, "{c}"), (4, "{d}")], START)
        rows.inbox.keep("other", [(9, "{z}")], START)
        rows.inbox.done("bot", [1, 3, 4])

    assert await storage.read(lambda rows: rows.inbox.highest("bot")) is None
    await storage.write(job)
    assert await storage.write(lambda rows: rows.inbox.prune("bot", START)) == 0
    assert await storage.write(lambda rows: rows.inbox.prune("bot", LATER)) == 2
    assert await storage.read(lambda rows: rows.inbox.highest("bot")) == 4
    assert await storage.read(lambda rows: rows.inbox.waiting("bot", 9)) == [(2, "{b}")]


async def test_a_draft_takes_the_place_of_the_one_before(storage: Storage[Rows]) -> None:
    first = await storage.write(lambda rows: rows.drafts.put(DRAFT))
    assert await storage.read(lambda rows: rows.drafts.get("alpha", "alice")) == replace(DRAFT, id=first)
    second = await storage.write(lambda rows: rows.drafts.put(replace(DRAFT, step="closes", answers={})))
    kept = replace(DRAFT, id=second, step="closes", answers={})
    assert await storage.read(lambda rows: rows.drafts.get("alpha", "alice")) == kept
    assert await storage.read(lambda rows: rows.drafts.by_id(second)) == kept
    assert await storage.read(lambda rows: rows.drafts.get("beta", "alice")) is None


async def test_a_draft_is_held_while_it_is_changed(storage: Storage[Rows]) -> None:
    def job(rows: Rows) -> tuple[Draft | None, Draft | None]:
        nobodys = rows.drafts.hold("alpha", "alice")
        number = rows.drafts.put(DRAFT)
        held = rows.drafts.hold("alpha", "alice")
        assert held == replace(DRAFT, id=number)
        rows.drafts.put(replace(held, step="closes"))
        return nobodys, rows.drafts.hold("beta", "alice")

    assert await storage.write(job) == (None, None)
    kept = await storage.read(lambda rows: rows.drafts.get("alpha", "alice"))
    assert kept is not None
    assert kept.step == "closes"


async def test_drafts_are_dropped_and_pruned(storage: Storage[Rows]) -> None:
    def job(rows: Rows) -> int:
        for number, user in enumerate(("alice", "bob", "chloé")):
            rows.drafts.put(replace(DRAFT, user=user, expires_at=START + timedelta(minutes=number)))
        rows.drafts.drop("alpha", "chloé")
        return rows.drafts.prune(START + timedelta(seconds=1))

    assert await storage.write(job) == 1
    kept = await storage.read(lambda rows: [rows.drafts.get("alpha", user) for user in ("alice", "bob", "chloé")])
    assert [draft is not None for draft in kept] == [False, True, False]
