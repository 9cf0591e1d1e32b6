"""One chart of each kind in both languages, with titles that are long, accented, foreign, and hard to draw."""

from __future__ import annotations

from collections.abc import Callable

from core.ui.charts import (
    Bar,
    Bars,
    Chart,
    Course,
    Duels,
    Fate,
    Frame,
    JuryAndPublic,
    Name,
    Rounds,
    Tally,
    TwoRanks,
)

FRENCH = {
    "number": "n°\u00a0{}",
    "votes": "{} voix",
    "round": "Tour {}",
    "chosen": "choisi",
    "elected": "élu",
    "excluded": "éliminé",
    "won": "la ligne gagne",
    "lost": "la ligne perd",
    "tied": "égalité",
    "jury": "rang du jury",
    "public": "rang du public",
    "rest": "Et 3 autres titres, 7 voix en tout",
    "bars": "«\u202fL’Œuvre au noir\u202f» l’emporte avec 24 voix sur 31",
    "rounds": "«\u202fGerminal\u202f» est élu au quatrième tour",
    "duels": "«\u202fGerminal\u202f» bat chaque autre livre en duel",
    "ranks": "Prix des lecteurs\u00a0: «\u202fEmma\u202f», deuxième du jury et première du public",
    "note": "31 bulletins sur 45 personnes appelées\u00a0; quorum atteint, aucun tirage au sort.",
}
ENGLISH = {
    "number": "No.\u00a0{}",
    "votes": "{} votes",
    "round": "Round {}",
    "chosen": "chosen",
    "elected": "elected",
    "excluded": "out",
    "won": "the row wins",
    "lost": "the row loses",
    "tied": "a tie",
    "jury": "jury’s rank",
    "public": "readers’ rank",
    "rest": "And 3 more titles, 7 votes together",
    "bars": "“L’Œuvre au noir” wins with 24 of 31 votes",
    "rounds": "“Germinal” is elected in the fourth round",
    "duels": "“Germinal” beats every other book one against one",
    "ranks": "Readers’ prize: “Emma”, second with the jury and first with the readers",
    "note": "31 ballots of 45 people asked; quorum reached, no lot was drawn.",
}
WORDS = {"fr": FRENCH, "en": ENGLISH}
TITLES = (
    "L’Œuvre au noir",
    "Le Tour du monde en quatre-vingts jours",
    "À la recherche du temps perdu, tome premier\u00a0: Du côté de chez Swann",
    "À la recherche du temps perdu, tome premier\u00a0: Du côté de chez Swann, édition illustrée",
    "源氏物語",
    "Petit pays 🌍",
    "Преступление и наказание",
    "ألف ليلة وليلة",
    "Thérèse Raquin",
    "Nana",
    "La Peste",
    "𝓔𝓶𝓶𝓪",
)


def names(words: dict[str, str], titles: tuple[str, ...]) -> tuple[Name, ...]:
    return tuple(Name(title, words["number"].format(place)) for place, title in enumerate(titles, 1))


def frame(words: dict[str, str], kind: str, rest: str = "") -> Frame:
    return Frame(words[kind], words["note"], f"{words[kind]}. {words['note']}", rest)


def bars(locale: str) -> Bars:
    words = WORDS[locale]
    votes = (24, 19, 17, 12, 9, 9, 6, 5, 4, 3, 1, 0)
    drawn = tuple(
        Bar(name, count, words["votes"].format(count), is_winner=count == 24)
        for name, count in zip(names(words, TITLES), votes, strict=True)
    )
    return Bars(frame(words, "bars", words["rest"]), drawn, words["chosen"])


def rounds(locale: str) -> Rounds:
    words = WORDS[locale]
    counts = ((9, 9, 12, 18), (8, 10, 11, 13), (7, 7, 8), (4, 5), (3,))
    titles = ("Germinal", "Nana", TITLES[2], "Emma", TITLES[4])
    courses = []
    for place, (name, tallies) in enumerate(zip(names(words, titles), counts, strict=True)):
        last = len(tallies) - 1
        ends = Fate.ELECTED if place == 0 else Fate.EXCLUDED
        told = [Tally(count, str(count), ends if at == last else Fate.STAYS) for at, count in enumerate(tallies)]
        courses.append(Course(name, (*told, *(None,) * (4 - len(tallies)))))
    stages = tuple(words["round"].format(number) for number in range(1, 5))
    return Rounds(frame(words, "rounds"), stages, tuple(courses), words["elected"], words["excluded"])


def many_rounds(locale: str) -> Rounds:
    """Return twelve titles, one of which goes out at each of eleven stages."""
    words = WORDS[locale]
    courses = []
    for place, name in enumerate(names(words, TITLES)):
        last = min(10, 11 - place)
        told = [Tally(60 - 5 * place + 3 * at, str(60 - 5 * place + 3 * at)) for at in range(last)]
        ends = Tally(
            60 - 5 * place + 3 * last, str(60 - 5 * place + 3 * last), Fate.EXCLUDED if place else Fate.ELECTED
        )
        courses.append(Course(name, (*told, ends, *(None,) * (10 - last))))
    stages = tuple(words["round"].format(number) for number in range(1, 12))
    return Rounds(frame(words, "rounds"), stages, tuple(courses), words["elected"], words["excluded"])


def duels(locale: str) -> Duels:
    words = WORDS[locale]
    counts = ((0, 19, 20, 24, 26), (12, 0, 17, 14, 22), (11, 14, 0, 16, 25), (7, 14, 15, 0, 18), (5, 9, 6, 13, 0))
    titles = ("Germinal", TITLES[1], "Emma", TITLES[6], TITLES[7])
    return Duels(frame(words, "duels"), names(words, titles), counts, words["won"], words["lost"], words["tied"])


def ranks(locale: str) -> JuryAndPublic:
    words = WORDS[locale]
    pairs = ((2, 1), (1, 4), (3, 3), (5, 2), (4, 6), (6, 5))
    titles = ("Emma", TITLES[0], TITLES[1], "Nana", TITLES[2], TITLES[5])
    drawn = tuple(
        TwoRanks(name, jury, public, is_winner=jury == 2)
        for name, (jury, public) in zip(names(words, titles), pairs, strict=True)
    )
    return JuryAndPublic(frame(words, "ranks"), drawn, words["jury"], words["public"], words["chosen"])


KINDS: dict[str, Callable[[str], Chart]] = {
    "bars": bars,
    "rounds": rounds,
    "many_rounds": many_rounds,
    "duels": duels,
    "ranks": ranks,
}


def sample(kind: str, locale: str) -> Chart:
    return KINDS[kind](locale)
