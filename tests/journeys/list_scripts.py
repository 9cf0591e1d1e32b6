"""Votes for one title, for several, or by a ranking for several places; counted by hand, as is said under each."""

from __future__ import annotations

from core.votes.charter.terms import Method
from tests.journeys.script import NONE, Script, Told

PLURALITY = Script(
    Method.PLURALITY,
    {
        "Alice": "Emma",
        "Bob": "Emma",
        "Chloe": "Emma, Nana",
        "Dan": NONE,
        "Eve": "Emma / L’Étranger",
        "Fay": "Nana",
        "Guy": "Emma",
    },
    Told(
        "Emma l’emporte (Jane Austen).",
        """3 voix sur 7.
        Emma : 3 voix
        Nana : 2 voix
        L’Étranger : 1 voix
        Aucun de ces livres : 1 voix
        La Peste : aucune voix""",
        """Emma : 3 voix
        Nana : 2 voix
        L’Étranger : 1 voix
        Aucun de ces livres : 1 voix
        La Peste : aucune voix""",
        "L’Étranger",
    ),
    Told(
        "Emma, by Jane Austen, wins.",
        """3 votes out of 7.
        Emma: 3 votes
        Nana: 2 votes
        L’Étranger: 1 vote
        None of these books: 1 vote
        La Peste: no vote""",
        """Emma: 3 votes
        Nana: 2 votes
        L’Étranger: 1 vote
        None of these books: 1 vote
        La Peste: no vote""",
        "None of these books",
    ),
    rules={"none": "yes"},
)
"""Chloe and Eve change their minds: one touches another title, one chooses again in the menu."""

SCOTTISH = Script(
    Method.SCOTTISH_STV,
    {
        "Alice": "undo, Emma, Nana",
        "Bob": "Emma, Nana",
        "Chloe": "La Peste, undo, Emma, Nana",
        "Dan": "Emma, Nana",
        "Eve": "Emma, L’Étranger, La Peste",
        "Fay": "La Peste, Nana",
        "Guy": "Nana",
    },
    Told(
        "2 livres sont choisis : Emma et Nana.",
        """7 bulletins sur 7 y retrouvent au moins un de leurs livres.
        1. Emma : en tête de 5 bulletins
        2. Nana : en tête d’un bulletin
        3. La Peste : en tête d’un bulletin
        4. L’Étranger : jamais en tête""",
        """Quota pour être élu : 3.
        Tour 1 : Emma 5, Nana 1, La Peste 1 → élu : Emma
        Tour 2 : Emma 3, Nana 2,6, La Peste 1, L’Étranger 0,4 → sort : L’Étranger
        Tour 3 : Emma 3, Nana 2,6, La Peste 1,4 → sort : La Peste
        Tour 4 : Nana 3,6, Emma 3 → élu : Nana""",
        "1. Emma, 2. L’Étranger et 3. La Peste",
    ),
    Told(
        "2 books are chosen: Emma and Nana.",
        """7 of 7 ballots have at least one of their books on the list.
        1. Emma: first on 5 ballots
        2. Nana: first on one ballot
        3. La Peste: first on one ballot
        4. L’Étranger: never first""",
        """Quota to be chosen: 3.
        Round 1: Emma 5, Nana 1, La Peste 1 → chosen: Emma
        Round 2: Emma 3, Nana 2.6, La Peste 1, L’Étranger 0.4 → out: L’Étranger
        Round 3: Emma 3, Nana 2.6, La Peste 1.4 → out: La Peste
        Round 4: Nana 3.6, Emma 3 → chosen: Nana""",
        "1. Emma and 2. Nana",
    ),
    rules={"places": 2},
)
"""The quota is 7 / 3 + 1 = 3. Emma’s five ballots pass her surplus of 2 on at 2 / 5 = 0.4 each: four to Nana, Eve’s to
L’Étranger, then to La Peste, where it ends. Fay’s ballot moves at its full value once La Peste is out."""

FIVE = "Emma, Nana, L’Étranger, La Peste, Orlando"
SEVERAL = {
    "Alice": "Emma",
    "Bob": "Emma",
    "Chloe": "L’Étranger, Nana, L’Étranger, Orlando",
    "Dan": "Nana, La Peste, Orlando",
    "Eve": "Emma / Nana, La Peste",
    "Fay": "Nana, La Peste",
    "Guy": "Nana, La Peste, Orlando",
}
"""Five people of one taste and two of another: most votes gives all three places to the five (Nana 5, La Peste 4,
Orlando 3, Emma 2), one point a ballot keeps a place for Emma."""

APPROVAL = Script(
    Method.APPROVAL,
    {**SEVERAL, "Olga": "abstain"},
    Told(
        "3 livres sont choisis : Nana, La Peste et Orlando.",
        """5 bulletins sur 8 y retrouvent au moins un de leurs livres.
        Nana : 5 voix
        La Peste : 4 voix
        Orlando : 3 voix
        Emma : 2 voix
        L’Étranger : aucune voix""",
        """Nana : 5 voix
        La Peste : 4 voix
        Orlando : 3 voix
        Emma : 2 voix
        L’Étranger : aucune voix""",
        "Nana et La Peste",
    ),
    Told(
        "3 books are chosen: Nana, La Peste and Orlando.",
        """5 of 8 ballots have at least one of their books on the list.
        Nana: 5 votes
        La Peste: 4 votes
        Orlando: 3 votes
        Emma: 2 votes
        L’Étranger: no vote""",
        """Nana: 5 votes
        La Peste: 4 votes
        Orlando: 3 votes
        Emma: 2 votes
        L’Étranger: no vote""",
        "Nana, La Peste and Orlando",
    ),
    titles=FIVE,
    rules={"places": 3, "most": 3},
)

HUGO = Script(
    Method.EPH,
    SEVERAL,
    Told(
        "3 livres sont choisis : Nana, La Peste et Emma.",
        """7 bulletins sur 7 y retrouvent au moins un de leurs livres.
        Nana : 5 voix
        La Peste : 4 voix
        Emma : 2 voix
        Orlando : 3 voix
        L’Étranger : aucune voix""",
        """Tour 1 : Nana 2,17, Emma 2, La Peste 1,67, Orlando 1,17 → sort : L’Étranger
        Tour 2 : Nana 2,17, Emma 2, La Peste 1,67, Orlando 1,17 → sort : Orlando
        Tour 3 : Nana 3, Emma 2, La Peste 2 → élus : Nana, La Peste et Emma""",
        "Nana et La Peste",
    ),
    Told(
        "3 books are chosen: Nana, La Peste and Emma.",
        """7 of 7 ballots have at least one of their books on the list.
        Nana: 5 votes
        La Peste: 4 votes
        Emma: 2 votes
        Orlando: 3 votes
        L’Étranger: no vote""",
        """Round 1: Nana 2.17, Emma 2, La Peste 1.67, Orlando 1.17 → out: L’Étranger
        Round 2: Nana 2.17, Emma 2, La Peste 1.67, Orlando 1.17 → out: Orlando
        Round 3: Nana 3, Emma 2, La Peste 2 → chosen: Nana, La Peste and Emma""",
        "Nana, La Peste and Orlando",
    ),
    titles=FIVE,
    rules={"places": 3},
)
"""Nana holds 1/2 + 1/3 + 1/2 + 1/2 + 1/3 = 2.17 points. L’Étranger goes, which nobody chose; of Orlando and La Peste,
the two lowest, Orlando goes with 3 ballots against 4."""

SHARED = {
    "Alice": "Emma, Nana, L’Étranger, Orlando",
    "Bob": "Emma, La Peste",
    "Chloe": "Emma, L’Étranger, La Peste",
    "Dan": "Nana, La Peste, Orlando",
    "Eve": "Emma / Emma, Nana, L’Étranger, Orlando",
    "Fay": "Orlando",
    "Guy": "Emma, Nana, L’Étranger",
}
"""Both methods of shares give Emma (5 ballots), then Orlando. Phragmén’s third is L’Étranger: its loads would be
2.1 / 4 = 0.525, Nana’s 2.25 / 4 = 0.5625 and La Peste’s 1.75 / 3 = 0.583. With equal shares of 3 / 7 = 15 / 35, Emma
costs 7 / 35 each; Orlando takes the last 8 / 35 of Alice and Eve and 9.5 / 35 of Dan and Fay. No other can be paid
then; what is left, to be spent first, brings La Peste (13.5 / 3) before L’Étranger (19 / 4) and Nana (21.5 / 4)."""
EVE_AND_DAN = ("Emma, Nana, L’Étranger et un autre", "Nana, La Peste and Orlando")

PHRAGMEN = Script(
    Method.PHRAGMEN,
    SHARED,
    Told(
        "3 livres sont choisis : Emma, Orlando et L’Étranger.",
        """7 bulletins sur 7 y retrouvent au moins un de leurs livres.
        Emma : 5 voix
        Orlando : 4 voix
        L’Étranger : 4 voix
        La Peste : 3 voix
        Nana : 4 voix""",
        """Place 1 : Emma
        Place 2 : Orlando
        Place 3 : L’Étranger""",
        EVE_AND_DAN[0],
    ),
    Told(
        "3 books are chosen: Emma, Orlando and L’Étranger.",
        """7 of 7 ballots have at least one of their books on the list.
        Emma: 5 votes
        Orlando: 4 votes
        L’Étranger: 4 votes
        La Peste: 3 votes
        Nana: 4 votes""",
        """Place 1: Emma
        Place 2: Orlando
        Place 3: L’Étranger""",
        EVE_AND_DAN[1],
    ),
    titles=FIVE,
    rules={"places": 3},
)

EQUAL_SHARES = Script(
    Method.EQUAL_SHARES,
    SHARED,
    Told(
        "3 livres sont choisis : Emma, Orlando et La Peste.",
        """7 bulletins sur 7 y retrouvent au moins un de leurs livres.
        Emma : 5 voix
        Orlando : 4 voix
        La Peste : 3 voix
        Nana : 4 voix
        L’Étranger : 4 voix""",
        """Place 1 : Emma
        Place 2 : Orlando
        Place 3 : La Peste""",
        EVE_AND_DAN[0],
    ),
    Told(
        "3 books are chosen: Emma, Orlando and La Peste.",
        """7 of 7 ballots have at least one of their books on the list.
        Emma: 5 votes
        Orlando: 4 votes
        La Peste: 3 votes
        Nana: 4 votes
        L’Étranger: 4 votes""",
        """Place 1: Emma
        Place 2: Orlando
        Place 3: La Peste""",
        EVE_AND_DAN[1],
    ),
    titles=FIVE,
    rules={"places": 3},
)

LISTS = (PLURALITY, SCOTTISH, APPROVAL, HUGO, PHRAGMEN, EQUAL_SHARES)
