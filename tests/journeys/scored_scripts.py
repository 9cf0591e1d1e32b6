"""Scores on which the methods disagree: Nana has the highest sum, Emma wins the final against her. Counted by hand:

             Emma   Nana   L’Étranger   La Peste
    Alice      5      4        -            -
    Bob        5      4        1            -
    Chloe      0      5        4            5
    Dan        5      4        3            -
    Eve        1      5        0            5
    Fay        0      5        2            -
    Guy        5      4        -            -
    sum       21     31       10           10

Four ballots put Emma above Nana and three Nana above Emma. La Peste has two readers, Chloe and Eve, and three are
needed to win. In the sum of scores Olga abstains, and counts among the ballots and for nothing else.
"""

from __future__ import annotations

from core.votes.charter.terms import Method
from tests.journeys.script import Script, Told

SCORES = {
    "Alice": "5, 4, unread, unread",
    "Bob": "5, 4, 1",
    "Chloe": "0, 2, previous, 5, 4, 5",
    "Dan": "5, 4, 3, unread",
    "Eve": "4, previous, 1, 5, 0, 5",
    "Fay": "0, 5, next, previous, 2",
    "Guy": "5, 4 / 5, 4, unread",
}
EVE_AND_DAN = (
    "Emma (1), Nana (5), L’Étranger (0) et un autre",
    "Emma (5), Nana (4) and L’Étranger (3)",
)

POINTS = {
    "Alice": "+1, +1, +1, La Peste, -1, Nana, rest",
    "Bob": "rest",
    "Chloe": "Nana, +1, +1, -1, L’Étranger, rest",
    "Dan": "La Peste, +1, +1, Nana, rest",
    "Eve": "L’Étranger, +1 / Nana, rest",
    "Fay": "+1, Nana, +1",
    "Guy": "rest",
}
"""Six points each. Emma has 3 + 6 + 1 + 6 = 16 of four people, Nana 3 + 1 + 4 + 5 + 1 = 14 of five; L’Étranger 5 + 1,
La Peste 2. Alice takes back what she gave on the other platform. Fay keeps four to herself, and Olga abstains."""

SCORED = (
    Script(
        Method.SCORE,
        {**SCORES, "Olga": "abstain"},
        Told(
            "Nana l’emporte (Émile Zola).",
            """31 points sur 8 bulletins.
            Trop peu lu pour gagner : La Peste (il fallait 3 lecteurs).
            Nana : 31 points
            Emma : 21 points
            L’Étranger : 10 points
            La Peste : 10 points""",
            """Nana : 31 points
            Emma : 21 points
            L’Étranger : 10 points
            La Peste : 10 points""",
            EVE_AND_DAN[0],
        ),
        Told(
            "Nana, by Émile Zola, wins.",
            """31 points from 8 ballots.
            A book too little read to win: La Peste (3 readers needed).
            Nana: 31 points
            Emma: 21 points
            L’Étranger: 10 points
            La Peste: 10 points""",
            """Nana: 31 points
            Emma: 21 points
            L’Étranger: 10 points
            La Peste: 10 points""",
            EVE_AND_DAN[1],
        ),
        first="1, 1",
    ),
    Script(
        Method.STAR,
        SCORES,
        Told(
            "Emma l’emporte (Jane Austen).",
            """Finale : 4 bulletins le préfèrent, contre 3 pour Nana.
            Trop peu lu pour gagner : La Peste (il fallait 3 lecteurs).
            Emma : 21 points
            Nana : 31 points
            L’Étranger : 10 points
            La Peste : 10 points""",
            """Tour 1 : Nana 31, Emma 21, L’Étranger 10, La Peste 10
            Tour 2 : Emma 4, Nana 3 → élu : Emma""",
            EVE_AND_DAN[0],
        ),
        Told(
            "Emma, by Jane Austen, wins.",
            """Final: 4 ballots prefer it, against 3 for Nana.
            A book too little read to win: La Peste (3 readers needed).
            Emma: 21 points
            Nana: 31 points
            L’Étranger: 10 points
            La Peste: 10 points""",
            """Round 1: Nana 31, Emma 21, L’Étranger 10, La Peste 10
            Round 2: Emma 4, Nana 3 → chosen: Emma""",
            EVE_AND_DAN[1],
        ),
        first="1, 1",
    ),
    Script(
        Method.CUMULATIVE,
        {**POINTS, "Olga": "abstain"},
        Told(
            "Emma l’emporte (Jane Austen).",
            """16 points sur 8 bulletins.
            Emma : 16 points
            Nana : 14 points
            L’Étranger : 6 points
            La Peste : 2 points""",
            """Emma : 16 points
            Nana : 14 points
            L’Étranger : 6 points
            La Peste : 2 points""",
            "Nana (5) et L’Étranger (1)",
        ),
        Told(
            "Emma, by Jane Austen, wins.",
            """16 points from 8 ballots.
            Emma: 16 points
            Nana: 14 points
            L’Étranger: 6 points
            La Peste: 2 points""",
            """Emma: 16 points
            Nana: 14 points
            L’Étranger: 6 points
            La Peste: 2 points""",
            "Nana (4) and La Peste (2)",
        ),
        first="La Peste, +1",
        rules={"purse": 6},
    ),
)
