"""Seven rankings of four titles on which the methods disagree: Emma by first places and by points, Nana by rounds,
L’Étranger by Schulze, La Peste by Ranked Pairs. Counted by hand, as below; a title left out comes last.

Duels won to lost, a row against a column:

                 Emma   Nana   L’Étranger   La Peste
    Emma           .    3-4       3-1          3-2
    Nana          4-3    .        3-3          2-4
    L’Étranger    1-3   3-3        .           3-2
    La Peste      2-3   4-2       2-3           .

Schulze: the widest paths of L’Étranger and La Peste are level (3), and as wide as or wider than those against them;
their own duel decides. Ranked Pairs keeps La Peste > Nana (4-2), Nana > Emma (4-3) and Emma > L’Étranger (3-1): the
other two would close a circle. Borda, in halves where titles are left out together: 11.5, 10, 10 and 10.5.
Rounds: Emma 3, Nana 2, L’Étranger 1, La Peste 1; La Peste goes by their duel and Eve’s ballot moves to Nana; L’Étranger
goes and Alice’s, which has lost La Peste, moves to Nana: 4 to 3.

Where a title left out is one not read, Emma wins by Schulze: she has met L’Étranger and La Peste twice each and won,
Nana never, whom L’Étranger beats in her place.
"""

from __future__ import annotations

from core.votes.charter.terms import Method
from tests.journeys.script import Script, Told

RANKINGS = {
    "Alice": "undo, L’Étranger, La Peste, Nana",
    "Bob": "Nana",
    "Chloe": "La Peste, undo, Emma, L’Étranger",
    "Dan": "Emma, La Peste",
    "Eve": "Nana / undo, La Peste, Nana",
    "Fay": "Nana",
    "Guy": "Emma, L’Étranger, La Peste",
}
EVE_AND_DAN = ("1. La Peste et 2. Nana", "1. Emma and 2. La Peste")

RANKED = (
    Script(
        Method.SCHULZE,
        RANKINGS,
        Told(
            "L’Étranger l’emporte (Albert Camus).",
            """Aucun livre ne bat tous les autres. En écartant les duels les moins nets, c’est lui qui reste devant.
            Égalité entre L’Étranger et La Peste, départagée par leurs duels.
            contre Emma : 1 à 3
            contre Nana : 3 à 3
            contre La Peste : 3 à 2""",
            """L’Étranger bat La Peste : 3 à 2
            L’Étranger et Nana à égalité : 3 à 3
            Emma bat L’Étranger : 3 à 1
            La Peste bat Nana : 4 à 2
            Emma bat La Peste : 3 à 2
            Nana bat Emma : 4 à 3""",
            EVE_AND_DAN[0],
        ),
        Told(
            "L’Étranger, by Albert Camus, wins.",
            """No book beats all the others. With the least clear duels set aside, this one stays ahead.
            A tie between L’Étranger and La Peste, broken by their duels.
            against Emma: 1 to 3
            against Nana: 3 to 3
            against La Peste: 3 to 2""",
            """L’Étranger beats La Peste: 3 to 2
            L’Étranger and Nana are level: 3 to 3
            Emma beats L’Étranger: 3 to 1
            La Peste beats Nana: 4 to 2
            Emma beats La Peste: 3 to 2
            Nana beats Emma: 4 to 3""",
            EVE_AND_DAN[1],
        ),
    ),
    Script(
        Method.RANKED_PAIRS,
        RANKINGS,
        Told(
            "La Peste l’emporte (Albert Camus).",
            """Aucun livre ne bat tous les autres. En écartant les duels les moins nets, c’est lui qui reste devant.
            contre Emma : 2 à 3
            contre L’Étranger : 2 à 3
            contre Nana : 4 à 2""",
            """La Peste bat Nana : 4 à 2
            Emma bat La Peste : 3 à 2
            L’Étranger bat La Peste : 3 à 2
            Nana bat Emma : 4 à 3
            Nana et L’Étranger à égalité : 3 à 3
            Emma bat L’Étranger : 3 à 1""",
            EVE_AND_DAN[0],
        ),
        Told(
            "La Peste, by Albert Camus, wins.",
            """No book beats all the others. With the least clear duels set aside, this one stays ahead.
            against Emma: 2 to 3
            against L’Étranger: 2 to 3
            against Nana: 4 to 2""",
            """La Peste beats Nana: 4 to 2
            Emma beats La Peste: 3 to 2
            L’Étranger beats La Peste: 3 to 2
            Nana beats Emma: 4 to 3
            Nana and L’Étranger are level: 3 to 3
            Emma beats L’Étranger: 3 to 1""",
            EVE_AND_DAN[1],
        ),
    ),
    Script(
        Method.IRV,
        RANKINGS,
        Told(
            "Nana l’emporte (Émile Zola).",
            """Au dernier tour : 4 contre 3 pour Emma.
            Égalité entre L’Étranger et La Peste, départagée par leurs duels.
            Nana : en tête de 2 bulletins
            Emma : en tête de 3 bulletins
            L’Étranger : en tête d’un bulletin
            La Peste : en tête d’un bulletin""",
            """Tour 1 : Emma 3, Nana 2, L’Étranger 1, La Peste 1 → sort : La Peste
            Tour 2 : Emma 3, Nana 3, L’Étranger 1 → sort : L’Étranger
            Tour 3 : Nana 4, Emma 3 → élu : Nana""",
            EVE_AND_DAN[0],
        ),
        Told(
            "Nana, by Émile Zola, wins.",
            """Last round: 4 against 3 for Emma.
            A tie between L’Étranger and La Peste, broken by their duels.
            Nana: first on 2 ballots
            Emma: first on 3 ballots
            L’Étranger: first on one ballot
            La Peste: first on one ballot""",
            """Round 1: Emma 3, Nana 2, L’Étranger 1, La Peste 1 → out: La Peste
            Round 2: Emma 3, Nana 3, L’Étranger 1 → out: L’Étranger
            Round 3: Nana 4, Emma 3 → chosen: Nana""",
            EVE_AND_DAN[1],
        ),
    ),
    Script(
        Method.BORDA,
        RANKINGS,
        Told(
            "Emma l’emporte (Jane Austen).",
            """11,5 points sur 7 bulletins.
            Emma : 11,5 points
            La Peste : 10,5 points
            Nana : 10 points
            L’Étranger : 10 points""",
            """Emma : 11,5 points
            La Peste : 10,5 points
            Nana : 10 points
            L’Étranger : 10 points""",
            EVE_AND_DAN[0],
        ),
        Told(
            "Emma, by Jane Austen, wins.",
            """11.5 points from 7 ballots.
            Emma: 11.5 points
            La Peste: 10.5 points
            Nana: 10 points
            L’Étranger: 10 points""",
            """Emma: 11.5 points
            La Peste: 10.5 points
            Nana: 10 points
            L’Étranger: 10 points""",
            EVE_AND_DAN[1],
        ),
    ),
    Script(
        Method.SCHULZE,
        RANKINGS,
        Told(
            "Emma l’emporte (Jane Austen).",
            """Aucun autre livre ne le bat, un contre un.
            contre Nana : 0 à 0
            contre L’Étranger : 2 à 0
            contre La Peste : 2 à 0""",
            """Un livre non classé n’a pas été lu : le bulletin ne dit rien de ses duels.
            Emma bat L’Étranger : 2 à 0
            Emma bat La Peste : 2 à 0
            Emma et Nana à égalité : 0 à 0
            L’Étranger bat La Peste : 2 à 0
            L’Étranger bat Nana : 1 à 0
            La Peste bat Nana : 2 à 0""",
            EVE_AND_DAN[0],
        ),
        Told(
            "Emma, by Jane Austen, wins.",
            """No other book beats it, one against one.
            against Nana: 0 to 0
            against L’Étranger: 2 to 0
            against La Peste: 2 to 0""",
            """A book left out was not read: the ballot says nothing of its duels.
            Emma beats L’Étranger: 2 to 0
            Emma beats La Peste: 2 to 0
            Emma and Nana are level: 0 to 0
            L’Étranger beats La Peste: 2 to 0
            L’Étranger beats Nana: 1 to 0
            La Peste beats Nana: 2 to 0""",
            EVE_AND_DAN[1],
        ),
        rules={"unranked": "ignore"},
        variant="unread",
    ),
)
