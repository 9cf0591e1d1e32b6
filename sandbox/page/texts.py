"""What the page itself says, in the language of whoever looks at it; the clients' words are not the product's."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.page.allowed import NotAllowed
from sandbox.page.texts_discord import DISCORD
from sandbox.page.texts_telegram import TELEGRAM

COMMON: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "title": "La salle de répétition",
        "skip-to": "Raccourcis",
        "skip-to-discord": "Écrire sur Discord",
        "skip-to-telegram": "Écrire sur Telegram",
        "lead": "Deux réseaux simulés, le vrai robot. Rien ne sort de cette machine.",
        "who": "Vous êtes",
        "language": "Langue",
        "second-window": "Ouvrir une autre fenêtre en tant que quelqu’un d’autre",
        "not-here": "Cette personne n’a pas de compte sur ce réseau.",
        "place": "Où",
        "messages": "Messages",
        "write-discord": "Écrivez, ou tapez / pour une commande",
        "write-telegram": "Écrivez, ou tapez / pour une commande",
        "send": "Envoyer",
        "start": "Démarrer",
        "cancel": "Annuler",
        "choose": "Valider le choix",
        "only-you": "Vous seul voyez ce message",
        "thinking": "Le robot réfléchit…",
        "edited": "modifié",
        "robot": "ROBOT",
        "failed": "L’application ne répond plus.",
        "not-allowed": "Le client ne le permet pas\xa0:",
        "commands": "Commandes",
        "suggestions": "Propositions",
        "required": "obligatoire",
        "optional": "facultatif",
        "more-options": "Options facultatives (#)",
        "picture": "Image",
        "wire": "Pour les ingénieurs : ce qui passe sur le fil",
        "requests": "Requêtes du robot",
        "asked": "Demandé",
        "answered": "Répondu",
        "violations": "Règles enfreintes",
        "no-violation": "Aucune règle enfreinte.",
        "hidden": "Texte masqué : presser pour lire",
        "unfold": "Tout lire",
        "fold": "Replier",
        "service": "Événement du groupe",
        "clock": "L’heure de la répétition",
        "in-an-hour": "Dans une heure",
        "tomorrow": "Demain à 9 h",
        "next-thing": "À la prochaine échéance",
        "nothing-next": "Rien n’est prévu : ouvrez un vote, il aura sa clôture.",
        "outbox": "Lettres du robot, la dernière d’abord",
        "due": "Échéances",
        "nothing": "Rien.",
        "tour": "Visite guidée",
        "tour-lead": "En quatre gestes : un vote ouvert à gauche, voté à droite ; deux comptes, une seule voix.",
        "tour-over": "C’est la fin de la visite. La liste ci-dessous donne de quoi continuer.",
        "ideas": "À essayer",
        "begin": "Commencer",
        "skip": "Passer la visite",
        "close": "Fermer",
        "become": "Devenir",
        "reset": "Tout reprendre du début",
        "resetting": "On remonte le décor…",
    },
    "en": {
        "title": "The rehearsal room",
        "skip-to": "Shortcuts",
        "skip-to-discord": "Write on Discord",
        "skip-to-telegram": "Write on Telegram",
        "lead": "Two simulated platforms, the real bot. Nothing leaves this machine.",
        "who": "You are",
        "language": "Language",
        "second-window": "Open another window as somebody else",
        "not-here": "This person has no account on this platform.",
        "place": "Where",
        "messages": "Messages",
        "write-discord": "Write, or type / for a command",
        "write-telegram": "Write, or type / for a command",
        "send": "Send",
        "start": "Start",
        "cancel": "Cancel",
        "choose": "Confirm the choice",
        "only-you": "Only you can see this message",
        "thinking": "The bot is thinking…",
        "edited": "edited",
        "robot": "BOT",
        "failed": "The application did not respond.",
        "not-allowed": "The client does not allow it:",
        "commands": "Commands",
        "suggestions": "Suggestions",
        "required": "required",
        "optional": "optional",
        "more-options": "Options one may leave out (#)",
        "picture": "Picture",
        "wire": "For engineers: what goes over the wire",
        "requests": "The bot’s requests",
        "asked": "Asked",
        "answered": "Answered",
        "violations": "Rules broken",
        "no-violation": "No rule broken.",
        "hidden": "Hidden text: press to read",
        "unfold": "Read it all",
        "fold": "Fold",
        "service": "What happened in the group",
        "clock": "The rehearsal’s clock",
        "in-an-hour": "In one hour",
        "tomorrow": "Tomorrow at 9",
        "next-thing": "To the next thing that happens",
        "nothing-next": "Nothing is planned: open a vote and it will have its close.",
        "outbox": "The bot’s letters, the last one first",
        "due": "What comes due",
        "nothing": "Nothing.",
        "tour": "Guided visit",
        "tour-lead": "In four gestures: a vote opened on the left, voted on the right; two accounts, one voice.",
        "tour-over": "This is the end of the visit. The list below tells how to go on.",
        "ideas": "Things to try",
        "begin": "Begin",
        "skip": "Skip the visit",
        "close": "Close",
        "become": "Become",
        "reset": "Start all over",
        "resetting": "Setting the stage again…",
    },
}

TEXTS: Mapping[str, Mapping[str, str]] = {
    language: {**words, **DISCORD[language], **TELEGRAM[language]} for language, words in COMMON.items()
}


def texts_for(locale: str) -> Mapping[str, str]:
    """Return the page's texts in the language nearest to a tag such as "en-US"; French when it is neither."""
    return TEXTS["en" if locale.lower().startswith("en") else "fr"]


def refusal_text(locale: str, refused: NotAllowed) -> str:
    """Return why the client would not do it, in the person's language wherever the page has the words."""
    texts = texts_for(locale)
    return f"{texts['not-allowed']} {texts.get(f'refused-{refused.reason}') or refused}"
