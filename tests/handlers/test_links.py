"""Deep links: what goes in comes out, nothing else does, and all of it fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.identity import Address
from handlers.limits import START_PAYLOAD
from handlers.links import ContinueDraft, PressFor, RunFor, Start, link_to, pack_start, read_start
from handlers.places import TELEGRAM

GROUPS = st.builds(
    lambda chat, topic: Address(TELEGRAM, str(-chat), str(topic) if topic else ""),
    st.integers(1, 10**13),
    st.integers(0, 10**9),
)
WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=20)
PACKED = st.from_regex(r"[a-z]{1,3}(_[A-Za-z0-9-]{0,12}){0,2}", fullmatch=True)
STARTS: st.SearchStrategy[Start] = st.one_of(
    st.builds(ContinueDraft, st.integers(0, 10**12)),
    st.builds(RunFor, st.tuples(WORD), GROUPS),
    st.builds(PressFor, PACKED, st.none() | GROUPS),
)


@given(start=STARTS)
def test_what_goes_in_comes_out(start: Start) -> None:
    payload = pack_start(start)
    assert len(payload) <= START_PAYLOAD
    back = read_start(payload)
    assert back == start or (isinstance(start, PressFor) and back == PressFor(start.packed))


def test_a_group_that_does_not_fit_is_left_out() -> None:
    packed = "p_" + "a" * 62
    assert pack_start(PressFor(packed, Address(TELEGRAM, "-1001234567890"))) == packed


@pytest.mark.parametrize(("room", "topic"), [("r5", ""), ("12r5", "12")])
def test_a_link_out_of_a_chain_of_answers_leads_back_to_where_the_chain_stands(room: str, topic: str) -> None:
    start = PressFor("ds_1", Address(TELEGRAM, "-1001234567890", room))
    assert read_start(pack_start(start)) == PressFor("ds_1", Address(TELEGRAM, "-1001234567890", topic))


@pytest.mark.parametrize(
    "payload", ["", "D_", "D_!", "C_help", "C_help_Z", "G_1", "G_x_", "a" * 65, "é", "D_" + "z" * 20]
)
def test_nonsense_is_nothing_or_a_press_that_nobody_knows(payload: str) -> None:
    read = read_start(payload)
    assert read is None or (isinstance(read, PressFor) and read.packed in {"", payload})


def test_what_does_not_fit_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="é"):
        pack_start(PressFor("é"))


def test_a_link_opens_the_private_chat() -> None:
    assert link_to("agora_bot") == "https://t.me/agora_bot"
    assert link_to("agora_bot", ContinueDraft(36)) == "https://t.me/agora_bot?start=D_10"
