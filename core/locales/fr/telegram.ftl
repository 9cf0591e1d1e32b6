# Ce que Telegram seul doit dire.

platform-telegram = Telegram
token-refused-telegram = Telegram refuse le jeton. Vérifiez AGORA_TELEGRAM__TOKEN.
right-telegram-member = Être membre du groupe

open-private = Ouvrir la conversation
go-on-in-private = Continuons en privé.
answered-in-private = Je vous ai répondu en privé.
answer-in-private = Ouvrez notre conversation pour lire la réponse.
telegram-unknown = Je n’ai pas compris. /aide montre ce que je sais faire ; /vote_liste, les votes ouverts ; /livre_chercher, le catalogue.
telegram-anonymous = Vous parlez au nom du groupe : je ne peux pas savoir qui vous êtes. Recommencez sous votre propre nom.

form-cancel = Annuler
form-skip = Passer
form-done = Terminé
form-cancelled = C’est annulé. Rien n’a été enregistré.
form-none = Il n’y a rien à annuler.
form-expired = Ce formulaire a expiré. Tapez à nouveau la commande pour recommencer.
form-more = { $count ->
    [one] C’est noté : un livre. Le suivant ?
   *[other] C’est noté : { $count } livres. Un autre, ou terminé ?
 }
form-use-proposed = { $count ->
    [one] Reprendre le livre proposé
   *[other] Reprendre les { $count } livres proposés
 }
