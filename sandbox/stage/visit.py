"""The words of the guided first visit, and what to try after it; must not look whether it has happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

VISIT: Sequence[tuple[str, Mapping[str, str]]] = (
    (
        "olga",
        {
            "fr": "Vous êtes Olga, libraire. À gauche, tapez /vote ouvrir : une question, deux livres du catalogue "
            "(Nadja, Nana), une clôture (demain 18h). Le bulletin paraît des deux côtés.",
            "en": "You are Olga, a bookseller. On the left, type /vote open: a question, two books of the catalogue "
            "(Nadja, Nana), a closing time (tomorrow 6pm). The paper appears on both sides.",
        },
    ),
    (
        "nour",
        {
            "fr": "Vous êtes Nour, sur les deux réseaux. À droite, votez en pressant un livre.",
            "en": "You are Nour, on both platforms. On the right, vote by pressing a book.",
        },
    ),
    (
        "nour",
        {
            "fr": "Votez aussi à gauche, dans le menu. Le robot ne sait pas encore que c’est vous : "
            "il compte deux voix.",
            "en": "Vote on the left too, in the menu. The bot does not know yet that it is you: it counts two voices.",
        },
    ),
    (
        "nour",
        {
            "fr": "Dites-le-lui. À gauche, tapez /lier : il vous donne un code. À droite, en privé avec le robot, "
            "tapez /lier et ce code. Le compte redescend à une voix : la dernière.",
            "en": "Tell it. On the left, type /link: it gives you a code. On the right, in private with the bot, type "
            "/link and this code. The count goes down to one voice: the last one.",
        },
    ),
)

IDEAS: Mapping[str, Sequence[str]] = {
    "fr": (
        "Avancez l’horloge jusqu’à la prochaine échéance : le vote se clôt de lui-même, des deux côtés.",
        "Ouvrez une deuxième fenêtre en Bob : les mêmes votes, en anglais.",
        "Proposez un livre avec /vote proposer, puis reproposez-le en Chloé.",
        "Essayez /vote clore en lectrice : le robot explique pourquoi non.",
        "Ouvrez le volet des ingénieurs : chaque requête, chaque lettre, chaque échéance.",
    ),
    "en": (
        "Move the clock to the next thing that happens: the vote closes by itself, on both sides.",
        "Open a second window as Bob: the same votes, in English.",
        "Nominate a book with /vote nominate, then nominate it again as Chloé.",
        "Try /vote close as a reader: the bot explains why not.",
        "Open the engineers’ panel: every request, every letter, everything that comes due.",
    ),
}
