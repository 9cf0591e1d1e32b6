# Ce que Telegram seul doit dire.

platform-telegram = Telegram
token-refused-telegram = Telegram refuse le jeton. Vérifiez AGORA_TELEGRAM__TOKEN.
right-telegram-member = Être membre du groupe
right-telegram-topics = Gérer les sujets (celui-ci est fermé)

cmd-cancel = Abandonner les questions en cours
    .name = annuler

open-private = Ouvrir la conversation
go-on-in-private = Continuons en privé.
answered-in-private = Je vous ai répondu en privé.
answer-in-private = Ouvrez notre conversation, puis recommencez : je vous y répondrai.
telegram-done = C’est fait.
telegram-posted = C’est fait. La réponse est dans le groupe.
telegram-choose = Choisissez :
telegram-chosen = ✓ choisi : { $label }
telegram-shut = Je ne peux pas écrire dans votre groupe, alors je vous réponds ici.
telegram-shut-rights = Il me manque là-bas :
telegram-unknown = Je n’ai pas compris. /aide montre ce que je sais faire ; /vote_liste, les votes ouverts ; /livre_chercher, le catalogue.
telegram-other-bot = Cette commande s’adresse à @{ $bot }, pas à moi : je la laisse de côté.
telegram-anonymous = Vous parlez au nom du groupe : je ne peux pas savoir qui vous êtes. Ouvrez notre conversation, nous continuerons en votre nom.
telegram-as-channel = Vous parlez au nom d’une chaîne : je ne peux pas savoir qui vous êtes. Ouvrez notre conversation, nous continuerons en votre nom.
telegram-edited = Je ne relis pas un message modifié : c’est ce que vous aviez écrit d’abord qui compte. Pour autre chose, envoyez un nouveau message.

form-step = Question { $number } sur { $total } · /annuler pour abandonner
form-cancel = Annuler
form-skip = Passer
form-done = Terminé
form-next = Un autre ? Écrivez-le, ou appuyez sur « Terminé ».
form-lines = De { $least } à { $most } : un par message, ou plusieurs lignes d’un coup.
form-chosen = { $count ->
    [one] Retenu :
   *[other] Retenus ({ $count }) :
 }
form-pending = Pour cette ligne, choisissez dans la liste ou écrivez-la autrement :
form-ignore = Laisser cette ligne de côté
form-list-full = La liste est complète ({ $most }). Lignes laissées de côté : { $count }.
form-proposed = Reprendre : { $value }
form-proposed-list = { $count ->
    [one] Reprendre la ligne proposée
   *[other] Reprendre la liste proposée ({ $count })
 }
form-mending = Que voulez-vous changer ? Le reste de vos réponses est gardé.
form-change = { $field }…
form-rest = { $count ->
    [one] Le dernier détail va de soi.
   *[other] Les { $count } autres détails vont de soi.
 }
form-summary = Tout y est. Pour changer un détail, prenez son bouton, ou écrivez son nom et sa valeur : « { $field } : … ».
form-summary-unclear = Je n’ai pas compris ce que cela change. Écrivez le nom d’un détail et sa valeur, séparés par deux points, ou prenez un bouton.
form-told = { $field } : { $value }
form-told-more = { $rows } et { $count } de plus
form-told-nothing = rien
form-keep = Laisser tel quel
form-reset = Comme d’habitude
form-page = D’autres détails ({ $page }/{ $pages })
form-go = C’est parti
    .typed = ok/oui/go/valider
form-needs-words = Il me faut une réponse écrite, ou l’un des boutons.
form-past = Cette question est passée. La dernière que j’ai posée est plus bas.
form-cancelled = C’est annulé. Rien n’a été enregistré.
form-given-up = Les questions précédentes (« { $command } ») sont abandonnées, rien n’en a été enregistré.
form-nothing = Pour l’instant, je n’ai rien à proposer ici.
form-none = Il n’y a rien à annuler.
form-expired = Vos réponses ont attendu plus d’une demi-heure, je ne les ai plus. Reprenez quand vous voulez avec { $command }.
telegram-typed-openly = Tout le salon peut lire ce que vous y avez écrit : supprimez votre message, s’il vous plaît. La prochaine fois, envoyez la commande seule et répondez-moi en privé.
