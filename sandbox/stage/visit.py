"""The words of the guided first visit, and what there is to try; must not look whether it has happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

VISIT: Sequence[tuple[str, Mapping[str, str]]] = (
    (
        "olga",
        {
            "fr": "Vous êtes Olga, libraire. À gauche, tapez /vote ouvrir : une question, deux livres du catalogue "
            "(Nadja, Nana), une clôture (demain 18h). Le bulletin paraît des deux côtés. Les réglages plus rares "
            "(places, quorum…) se donnent avant d’envoyer la commande, sous «\u202fOptions facultatives\u202f».",
            "en": "You are Olga, a bookseller. On the left, type /vote open: a question, two books of the catalogue "
            "(Nadja, Nana), a closing time (tomorrow 6pm). The paper appears on both sides. The rarer settings "
            "(places, quorum…) are given before the command is sent, under “Options one may leave out”.",
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
            "fr": "Votez aussi à gauche, dans le menu. Le robot ne sait pas encore que c’est vous : "
            "il compte deux voix.",
            "en": "Vote on the left too, in the menu. The bot does not know yet that it is you: it counts two voices.",
        },
    ),
    (
        "nour",
        {
            "fr": "Dites-le-lui. À gauche, tapez /lier : il vous donne un code. À droite, en privé avec le robot, "
            "tapez /lier et ce code. Le compte redescend à une voix : la dernière.",
            "en": "Tell it. On the left, type /link: it gives you a code. On the right, in private with the bot, type "
            "/link and this code. The count goes down to one voice: the last one.",
        },
    ),
)

IDEAS: Sequence[tuple[str, Mapping[str, str]]] = (
    (
        "",
        {
            "fr": "Avancez l’horloge jusqu’à la prochaine échéance : le vote ouvert se clôt de lui-même, des "
            "deux côtés.",
            "en": "Move the clock to the next thing that happens: the open vote closes by itself, on both sides.",
        },
    ),
    (
        "bob",
        {
            "fr": "Ouvrez une deuxième fenêtre en Bob : les mêmes votes, en anglais.",
            "en": "Open a second window as Bob: the same votes, in English.",
        },
    ),
    (
        "alice",
        {
            "fr": "Votez, changez d’avis, puis pressez « Mon bulletin » : seul le dernier choix compte, et "
            "vous seule le voyez.",
            "en": "Vote, change your mind, then press “My ballot”: only the last choice counts, and only you see it.",
        },
    ),
    (
        "chloé",
        {
            "fr": "Votez, gardez le reçu, puis tapez /vote_verifier et ce reçu, avant et après la clôture : votre "
            "bulletin tient, puis il est compté.",
            "en": "Vote, keep the receipt, then type /vote_check and that receipt, before and after the close: your "
            "ballot stands, then it is counted.",
        },
    ),
    (
        "olga",
        {
            "fr": "Ouvrez un vote en choisissant un classement dans « Façon de voter », puis « Remplir mon "
            "bulletin » : on classe les livres en les touchant.",
            "en": "Open a vote with a ranking as its “Way of voting”, then “Fill in my ballot”: the books are ranked "
            "by touch.",
        },
    ),
    (
        "olga",
        {
            "fr": "À droite, en privé avec le robot, tapez /vote_ouvrir\xa0: trois questions, puis un résumé où chaque "
            "réglage se change d’un bouton, ou en écrivant par exemple «\u202fplaces\xa0: 2\u202f».",
            "en": "On the right, in private with the bot, type /vote_open: three questions, then a summary where each "
            "setting is changed by a button, or by writing for instance “places: 2”.",
        },
    ),
    (
        "olga",
        {
            "fr": "Ouvrez un vote avec «\u202fEx æquo jusqu’au bout\u202f» sur un second vote, votez pour un livre en "
            "Alice et pour l’autre en Bob, puis avancez l’horloge jusqu’à la clôture\xa0: le second vote s’ouvre de "
            "lui-même.",
            "en": "Open a vote with “Tied to the end” set to a second vote, vote for one book as Alice and for the "
            "other as Bob, then move the clock to the close: the second vote opens by itself.",
        },
    ),
    (
        "olga",
        {
            "fr": "Sous un résultat, pressez «\u202fPour les libraires\u202f»\xa0: un mot sur le vote, et d’un geste "
            "la sélection de la librairie.",
            "en": "Under a result, press “For booksellers”: a word on the vote, and the shop’s selection in one press.",
        },
    ),
    (
        "olga",
        {
            "fr": "Ouvrez un débat avec /débat ouvrir et un livre du catalogue\xa0: il reçoit une place à lui des deux "
            "côtés.",
            "en": "Open a debate with /debate open and a book of the catalogue: it gets a place of its own on both "
            "sides.",
        },
    ),
    (
        "chloé",
        {
            "fr": "Proposez un livre avec /vote_proposer, puis reproposez-le à gauche en Alice avec /vote "
            "proposer : le robot le sait déjà.",
            "en": "Nominate a book with /vote_nominate, then again on the left as Alice with /vote nominate: "
            "the bot knows it already.",
        },
    ),
    (
        "alice",
        {
            "fr": "Essayez /vote clore en lectrice : le robot explique pourquoi non.",
            "en": "Try /vote close as a reader: the bot explains why not.",
        },
    ),
    (
        "olga",
        {
            "fr": "Ouvrez un vote avec un livre que le catalogue ne connaît pas : le formulaire revient tel "
            "que vous l’aviez rempli.",
            "en": "Open a vote with a book that the catalogue does not know: the form comes back as you had filled it.",
        },
    ),
    (
        "olga",
        {
            "fr": "Nommez Alice libraire avec /équipe nommer, puis devenez Alice et ouvrez un vote.",
            "en": "Make Alice a bookseller with /staff grant, then become Alice and open a vote.",
        },
    ),
    (
        "alice",
        {
            "fr": "Cherchez « princesse cleves » avec /livre chercher, sans accents ni article : le livre est trouvé.",
            "en": "Look for “princesse cleves” with /book search, without accents or article: the book is found.",
        },
    ),
    (
        "chloé",
        {
            "fr": "Demandez l’anglais avec /langue : le robot vous parle anglais, et français à tous les autres.",
            "en": "Ask for French with /language: the bot speaks French to you, and to the others as before.",
        },
    ),
    (
        "nour",
        {
            "fr": "À droite, votez dans le groupe, bloquez le robot dans « Groupes et robot », puis pressez "
            "encore un livre : il répond toujours.",
            "en": "On the right, vote in the group, block the bot in “Groups and bot”, then press a book "
            "again: it still answers.",
        },
    ),
    (
        "rosa",
        {
            "fr": "Le groupe de Rosa est un forum : à droite, ouvrez un sujet, tapez-y /annoncer_ici@agora_bot, puis "
            "ouvrez un vote : le bulletin paraît dans ce sujet.",
            "en": "Rosa’s group is a forum: on the right, open a topic, type /announce_here@agora_bot in it, then "
            "open a vote: the paper appears in that topic.",
        },
    ),
    (
        "alice",
        {
            "fr": "Lisez /moi puis /confidentialité : ce que le robot sait de vous, et ce qu’il ne garde jamais.",
            "en": "Read /me and then /privacy: what the bot knows of you, and what it never keeps.",
        },
    ),
    (
        "",
        {
            "fr": "Ouvrez le volet des ingénieurs et pressez une requête : ce que le robot a demandé, et ce "
            "qu’on lui a répondu.",
            "en": "Open the engineers’ panel and press a request: what the bot asked for, and what it was answered.",
        },
    ),
)
"""Whom one had best be for it, "" for anybody; each can be done on the page with what the demo has."""
