"""CSV, BLT and ABIF: read back by readers written for the test from the formats' own descriptions."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.votes.counting.exchange import NotExpressible, Sheet, abif_of, blt_of, csv_of
from core.votes.counting.model import Approvals, Election, Ranking, Scores, Unranked
from tests.core.votes.counting.drawn import drawn_ranked

HOSTILE = [
    "Émile « Zola »",
    'Say "cheese"',
    "C# in depth",
    "[Sic] a, b; c: d=e>f/g",
    "=1+1",
    "two\nlines\x00",
    "",
    "/* x",
]
RANKED: list[tuple[Ranking, int]] = [(((0,), (2,)), 3), (((1,),), 2), ((), 1), (((2,), (0,), (1,)), 0)]


def ranked(papers: Sequence[tuple[Ranking, int]], names: Sequence[str] = ("Babel", "Emma", "Dune")) -> Sheet:
    return Sheet("Which one?", names, "ranked", Election(len(names), papers, seats=2))


def test_blt_is_written_as_its_authors_describe_it() -> None:
    sheet = ranked(RANKED)
    expected = '3 2\n3 1 3 0\n2 2 0\n1 0\n0\n"Babel"\n"Emma"\n"Dune"\n"Which one?"\n'
    assert blt_of(sheet) == expected, "and a ballot that nobody cast is no line, since 0 ends the ballots"
    withdrawn = replace(sheet, election=replace(sheet.election, withdrawn=frozenset({0, 2})))
    assert blt_of(withdrawn).splitlines()[1] == "-1 -3"


def test_blt_refuses_what_it_cannot_hold() -> None:
    with pytest.raises(NotExpressible, match="ties"):
        blt_of(ranked([(((0, 1),), 1)]))
    with pytest.raises(NotExpressible, match="rankings"):
        blt_of(Sheet("?", ["Babel"], "approval", Election(1, [((0,), 1)])))


def test_abif_writes_rankings_scores_and_approvals() -> None:
    tied = replace(ranked([(((0, 2), (1,)), 3), ((), 1)]), ballot_type="ranked_ties")
    assert abif_of(tied).splitlines() == [
        '{"title": "Which one?"}',
        "=T1:[Babel]",
        "=T2:[Emma]",
        "=T3:[Dune]",
        "3:T1=T3>T2",
        "1:",
    ]
    scores: list[tuple[Scores, int]] = [((3, None, 5), 2), ((0, 3, 3), 1)]
    scored = abif_of(Sheet("?", ["a", "b", "c"], "score", Election(3, scores, withdrawn=frozenset({1}))))
    assert scored.splitlines()[1:3] == ['{"min_rating": 0}', '{"max_rating": 5}']
    assert scored.splitlines()[6:] == ["# withdrawn: T2", "2:T3/5>T1/3", "1:T2/3=T3/3>T1/0"]
    marks: list[tuple[Approvals, int]] = [((2, 0), 4)]
    approved = abif_of(Sheet("?", ["a", "b", "c"], "approval", Election(3, marks)))
    assert approved.splitlines()[2:] == ['{"max_rating": 1}', "=T1:[a]", "=T2:[b]", "=T3:[c]", "4:T1/1=T3/1"]


def test_csv_tells_each_ballot_once_with_how_many_cast_it() -> None:
    assert csv_of(ranked(RANKED)) == "ballots,Babel,Emma,Dune\r\n3,1,,2\r\n2,,1,\r\n1,,,\r\n"
    ignoring = ranked(RANKED)
    ignoring = replace(ignoring, election=replace(ignoring.election, unranked=Unranked.IGNORE))
    assert csv_of(ignoring).splitlines()[1] == "3,1,-,2"
    scores: list[tuple[Scores, int]] = [((3, None, 0), 2)]
    assert csv_of(Sheet("?", ["a", "b", "c"], "score", Election(3, scores))).splitlines()[1] == "2,3,,0"


def test_hostile_names_come_through_as_one_name_each() -> None:
    sheet = ranked([(((0,), (7,)), 2)], HOSTILE)
    table = list(csv.reader(io.StringIO(csv_of(sheet))))
    assert table[0][1:7] == [HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[3], "'=1+1", "two lines"]
    assert [len(row) for row in table] == [9, 9]
    assert read_blt(blt_of(sheet)).names[1:4] == ["Say ”cheese”", "C＃ in depth", HOSTILE[3]]
    assert read_abif(abif_of(sheet)).names[2:4] == ["C＃ in depth", "(Sic) a, b; c: d=e>f/g"]


class Read:
    def __init__(self) -> None:
        self.seats = 0
        self.withdrawn: set[int] = set()
        self.papers: list[tuple[Ranking, int]] = []
        self.names: list[str] = []
        self.title = ""


def read_blt(text: str) -> Read:
    """Numbers up to the line of a single 0, then names between quotes, the last being the title."""
    read, lines = Read(), text.splitlines()
    titles, read.seats = map(int, lines.pop(0).split())
    if lines[0].startswith("-"):
        read.withdrawn = {-int(number) - 1 for number in lines.pop(0).split()}
    while (line := lines.pop(0)) != "0":
        times, *preferences, end = map(int, line.split())
        assert end == 0
        read.papers.append((tuple((each - 1,) for each in preferences), times))
    quoted = [re.fullmatch(r'"([^"#]+)"', line) for line in lines]
    assert len(quoted) == titles + 1
    *read.names, read.title = [match[1] for match in quoted if match]
    return read


def read_abif(text: str) -> Read:
    """A comment goes from # to the end of its line; tokens are bare; a declared name ends at the first bracket."""
    read, names = Read(), {}
    for line in text.splitlines():
        kept, sign, comment = line.partition("#")
        if sign:
            assert not kept
            read.withdrawn.add(int(comment.split("T")[1]) - 1)
        elif declared := re.fullmatch(r"=(T\d+):\[([^\]]+)\]", line):
            names[declared[1]] = declared[2]
        elif cast := re.fullmatch(r"(\d+):(.*)", line):
            places = [place.split("=") for place in cast[2].split(">") if place]
            paper = tuple(tuple(list(names).index(token) for token in place) for place in places)
            read.papers.append((paper, int(cast[1])))
        else:
            read.title = json.loads(line)["title"]
    read.names = list(names.values())
    return read


def test_rankings_come_back_from_both_formats_as_they_were() -> None:
    draw = Random(31)
    for _ in range(200):
        election = drawn_ranked(draw, ties=False)
        sheet = ranked(election.papers, [f"n{title}" for title in range(election.titles)])
        sheet = replace(sheet, election=election)
        for read in (read_blt(blt_of(sheet)), read_abif(abif_of(sheet))):
            assert read.papers == election.papers
            assert read.names == sheet.names
            assert read.title == sheet.question
            assert read.withdrawn == election.withdrawn
        assert read_blt(blt_of(sheet)).seats == election.seats


@given(some.lists(some.text(max_size=12), min_size=2, max_size=4), some.text(max_size=12))
def test_no_name_whatever_breaks_a_format(names: list[str], question: str) -> None:
    papers: list[tuple[Ranking, int]] = [(((1,), (0,)), 7)]
    sheet = Sheet(question, names, "ranked", Election(len(names), papers))
    assert read_blt(blt_of(sheet)).papers == read_abif(abif_of(sheet)).papers == papers
    assert len(read_blt(blt_of(sheet)).names) == len(read_abif(abif_of(sheet)).names) == len(names)
    assert [len(row) for row in csv.reader(io.StringIO(csv_of(sheet), newline=""))] == [len(names) + 1] * 2
