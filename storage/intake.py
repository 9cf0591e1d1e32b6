"""Rows of the room that receives updates: the durable inbox, and forms in progress; must not read what they say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from core.kernel.clock import from_micros, to_micros
from core.ui.drafts import Draft
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import draft, inbox

_KEEP = insert_or(inbox, ("bot", "update_id", "payload", "state", "reason", "received_at"), ("bot", "update_id"))
_WAITING = Statement(
    select(inbox.c.update_id, inbox.c.payload)
    .where(inbox.c.bot == bindparam("bot"), inbox.c.state == "new", inbox.c.update_id > bindparam("after"))
    .order_by(inbox.c.update_id)
    .limit(bindparam("most"))
)
_HERE = (inbox.c.bot == bindparam("bot_key"), inbox.c.update_id == bindparam("id_key"))
_DONE = Statement(update(inbox).where(*_HERE).values(state="done", payload=""))
_SET_ASIDE = Statement(update(inbox).where(*_HERE).values(state="poison", payload="", reason=bindparam("new_reason")))
_HIGHEST = Statement(select(func.max(inbox.c.update_id)).where(inbox.c.bot == bindparam("bot")))
_PRUNE = Statement(
    delete(inbox).where(
        inbox.c.bot == bindparam("bot"),
        inbox.c.state == "done",
        inbox.c.received_at < bindparam("before"),
        inbox.c.update_id
        < select(func.max(inbox.c.update_id)).where(inbox.c.bot == bindparam("bot")).scalar_subquery(),
    )
)


class Inbox:
    """Updates as they came, kept until they are handled. `bot` tells several bots of one database apart."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, bot: str, updates: Sequence[tuple[int, str]], at: datetime, /) -> None:
        """Insert (update id, JSON) pairs; one that is already there is left as it is."""
        micros = to_micros(at)
        self._session.many(
            _KEEP,
            [
                {
                    "bot": bot,
                    "update_id": number,
                    "payload": payload,
                    "state": "new",
                    "reason": "",
                    "received_at": micros,
                }
                for number, payload in updates
            ],
        )

    def waiting(self, bot: str, limit: int, after: int = -1, /) -> Sequence[tuple[int, str]]:
        """Return updates not handled yet, lowest id first, those up to `after` left out."""
        return [(row[0], row[1]) for row in self._session.all(_WAITING, bot=bot, most=limit, after=after)]

    def done(self, bot: str, updates: Sequence[int], /) -> None:
        """Mark them handled and forget what they said."""
        self._session.many(_DONE, [{"bot_key": bot, "id_key": number} for number in updates])

    def set_aside(self, bot: str, update: int, reason: str, /) -> None:
        """Keep the id of an update that cannot be handled, with a short word why, and forget what it said."""
        self._session.run(_SET_ASIDE, bot_key=bot, id_key=update, new_reason=reason)

    def highest(self, bot: str, /) -> int | None:
        """Return the highest id ever kept: the next is what to ask for."""
        row = self._session.one(_HIGHEST, bot=bot)
        return row[0] if row else None

    def prune(self, bot: str, before: datetime, /) -> int:
        """Forget handled updates received before a moment, the highest id excepted; return how many."""
        return self._session.run(_PRUNE, bot=bot, before=to_micros(before))


_DRAFT = ("platform", "user_id", "space", "room", "command", "answers", "step", "expires_at")
_PUT = insert_or(draft, _DRAFT, ("platform", "user_id"), update=_DRAFT[2:], returning=(draft.c.id,))
_SHOWN = select(
    draft.c.id,
    draft.c.platform,
    draft.c.user_id,
    draft.c.space,
    draft.c.room,
    draft.c.command,
    draft.c.answers,
    draft.c.step,
    draft.c.expires_at,
)
_MINE = (draft.c.platform == bindparam("platform"), draft.c.user_id == bindparam("user_id"))
_GET = Statement(_SHOWN.where(*_MINE))
_HOLD = Statement(_SHOWN.where(*_MINE).with_for_update())
_BY_ID = Statement(_SHOWN.where(draft.c.id == bindparam("draft_id")))
_DROP = Statement(delete(draft).where(*_MINE))
_PRUNE_DRAFTS = Statement(delete(draft).where(draft.c.expires_at < bindparam("now")))


class Drafts:
    """Forms in progress."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, new: Draft, /) -> int:
        """Keep it in place of the account's earlier one and return its id; the id given is not looked at."""
        row = self._session.only(
            _PUT,
            platform=new.platform,
            user_id=new.user,
            space=new.space,
            room=new.room,
            command=new.command,
            answers=json.dumps(dict(new.answers), ensure_ascii=False),
            step=new.step,
            expires_at=to_micros(new.expires_at),
        )
        return int(row[0])

    def get(self, platform: str, user: str, /) -> Draft | None:
        """Return the account's draft, lapsed or not."""
        return _draft(self._session.one(_GET, platform=platform, user_id=user))

    def hold(self, platform: str, user: str, /) -> Draft | None:
        """Return the account's draft; until this transaction ends, no other changes it."""
        return _draft(self._session.one(_HOLD, platform=platform, user_id=user))

    def by_id(self, draft: int, /) -> Draft | None:
        return _draft(self._session.one(_BY_ID, draft_id=draft))

    def drop(self, platform: str, user: str, /) -> None:
        self._session.run(_DROP, platform=platform, user_id=user)

    def prune(self, now: datetime, /) -> int:
        """Forget drafts that have lapsed; return how many."""
        return self._session.run(_PRUNE_DRAFTS, now=to_micros(now))


def _draft(row: Sequence[object] | None) -> Draft | None:
    if row is None:
        return None
    number, platform, user, space, room, command, answers, step, expires_at = row
    return Draft(
        int(str(number)),
        str(platform),
        str(user),
        str(space),
        str(room),
        str(command),
        json.loads(str(answers)),
        str(step),
        from_micros(int(str(expires_at))),
    )
