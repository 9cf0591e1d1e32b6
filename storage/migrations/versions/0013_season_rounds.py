"""Each round of a season is known by its poll, also once later rounds follow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "season_round",
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("poll_id", "season_id", "edition", "step")),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_season_round_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["season_id"], ["season.id"], name=op.f("fk_season_round_season_id_season"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_season_round")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_season_round_season_id_season_round_edition", "season_round", ["season_id", "edition"])
    # Of the seasons that are under way, the present round is known; the rounds before it were kept nowhere.
    op.execute(
        "INSERT INTO season_round (poll_id, season_id, edition, step)"
        " SELECT poll_id, id, edition, step FROM season WHERE state = 'voting'"
        " AND poll_id IN (SELECT id FROM poll)"
    )
