"""Votes that count in two classes: a jury beside the public, and shops beside readers. Counted by hand, as is said."""

from __future__ import annotations

from core.votes.charter.terms import Method
from tests.journeys.script import Script, Told

JURY = Script(
    Method.APPROVAL,
    {
        "Alice": "Emma, L’Étranger",
        "Bob": "Nana, L’Étranger",
        "Chloe": "Nana, L’Étranger",
        "Dan": "Emma, L’Étranger",
        "Eve": "Nana",
        "Fay": "La Peste",
        "Guy": "Emma",
    },
    Told(
        "L’Étranger l’emporte (Albert Camus).",
        """2 points du jury et 2 du public.
        Le plus grand écart : Emma, n° 1 du jury et n° 4 du public.
        L’Étranger : 4 points · n° 2 du jury, n° 1 du public
        Emma : 3 points · n° 1 du jury, n° 4 du public
        Nana : 2 points · n° 3 du jury, n° 1 du public
        La Peste : un point · n° 3 du jury, n° 3 du public""",
        """L’Étranger : 4 points · n° 2 du jury, n° 1 du public
        Emma : 3 points · n° 1 du jury, n° 4 du public
        Nana : 2 points · n° 3 du jury, n° 1 du public
        La Peste : un point · n° 3 du jury, n° 3 du public""",
        "Nana",
    ),
    Told(
        "L’Étranger, by Albert Camus, wins.",
        """2 points from the jury and 2 from the public.
        They differ most on Emma: no. 1 with the jury, no. 4 with the public.
        L’Étranger: 4 points · no. 2 with the jury, no. 1 with the public
        Emma: 3 points · no. 1 with the jury, no. 4 with the public
        Nana: 2 points · no. 3 with the jury, no. 1 with the public
        La Peste: one point · no. 3 with the jury, no. 3 with the public""",
        """L’Étranger: 4 points · no. 2 with the jury, no. 1 with the public
        Emma: 3 points · no. 1 with the jury, no. 4 with the public
        Nana: 2 points · no. 3 with the jury, no. 1 with the public
        La Peste: one point · no. 3 with the jury, no. 3 with the public""",
        "Emma and L’Étranger",
    ),
    rules={"jury": 50, "jurors": "@alice, @dan, @guy"},
    variant="jury",
    is_kept=True,
)
"""Alice, Dan and Guy give Emma 3 points and L’Étranger 2. The four others’ 6 votes (Nana 3, L’Étranger 2, La Peste 1)
are brought to the jury’s 5 points, 2.5, 1.67 and 0.83: 2 and 1 and 0, and the two points left go to the largest
remainders, La Peste’s and L’Étranger’s. Neither side’s first wins."""

LA_PLUME = ("Chloe", "Dan", "Guy")
"""Who is of the second shop."""
TWO_SHOPS = {
    "Alice": "5, 4",
    "Bob": "5, 4",
    "Chloe": "4, 5",
    "Dan": "4, 5",
    "Eve": "5, 4",
    "Fay": "5, 4",
    "Guy": "3, 5",
    "Olga": "5, 4",
}
"""Five of L’Agora and three of La Plume. By readers Emma has 25 + 11 points and Nana 20 + 15; by shops
Emma has 5 + 11/3 and Nana 4 + 5."""
EVE_AND_DAN = ("Emma (5) et Nana (4)", "Emma (4) and Nana (5)")

OWN_LISTS = {
    ("fr", False): ["{} : la liste de L’Agora", "Emma — Jane Austen", "5 bulletins de cette librairie"],
    ("en", False): ["{}: the list of L’Agora", "Emma — Jane Austen", "5 ballots of this shop"],
    ("fr", True): [
        "{} : la liste de La Plume",
        (
            "Votre librairie compte moins de cinq bulletins : elle n’a pas de liste à elle, mais ses bulletins"
            " comptent dans celle du réseau."
        ),
    ],
    ("en", True): [
        "{}: the list of La Plume",
        "Your shop has fewer than five ballots: it has no list of its own, but its ballots count in the network’s.",
    ],
}
"""The list of one’s own shop, by language and by whether one is of La Plume; {} is the question."""

BY_READERS = Script(
    Method.SCORE,
    TWO_SHOPS,
    Told(
        "Emma l’emporte (Jane Austen).",
        """36 points sur 8 bulletins.
        Emma : 36 points
        Nana : 35 points""",
        """Emma : 36 points
        Nana : 35 points""",
        EVE_AND_DAN[0],
    ),
    Told(
        "Emma, by Jane Austen, wins.",
        """36 points from 8 ballots.
        Emma: 36 points
        Nana: 35 points""",
        """Emma: 36 points
        Nana: 35 points""",
        EVE_AND_DAN[1],
    ),
    first="1, 1",
    titles="Emma, Nana",
    rules={"levels": "readers", "reach": "network"},
    variant="readers",
    is_kept=True,
    in_two_shops=True,
)

BY_SHOPS = Script(
    Method.SCORE,
    TWO_SHOPS,
    Told(
        "Nana l’emporte (Émile Zola).",
        """Compté par librairies : chacune pèse autant, quel que soit le nombre de ses bulletins.
        Nana : 9 points
        Emma : 8,67 points""",
        """De chaque librairie, on retient la moyenne de ce qu’elle donne à chaque livre.
        Nana : 9 points
        Emma : 8,67 points""",
        EVE_AND_DAN[0],
    ),
    Told(
        "Nana, by Émile Zola, wins.",
        """Counted by shops: all weigh the same, however many ballots they have.
        Nana: 9 points
        Emma: 8.67 points""",
        """Each shop votes by the mean of what it gives each book.
        Nana: 9 points
        Emma: 8.67 points""",
        EVE_AND_DAN[1],
    ),
    first="1, 1",
    titles="Emma, Nana",
    rules={"levels": "shops", "reach": "network"},
    variant="shops",
    is_kept=True,
    in_two_shops=True,
)

SHAPES = (JURY, BY_READERS, BY_SHOPS)
