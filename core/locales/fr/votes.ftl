# Votes : propositions, bulletins, résultats.

cmd-vote-open = Ouvrir un vote sur des livres, ici et sur l’autre réseau
    .name = vote ouvrir
cmd-vote-list = Voir les votes ouverts et les derniers résultats
    .name = vote liste
cmd-vote-close = Clore un vote maintenant et publier le résultat
    .name = vote clore
cmd-vote-cancel = Annuler un vote ouvert, sans résultat
    .name = vote annuler
cmd-vote-check = Vérifier avec votre reçu que votre bulletin est compté
    .name = vote vérifier

vote-open-question = Question
    .ask = Quelle question posez-vous ? Par exemple « Notre livre de janvier ».
vote-open-books = Livres, un par ligne
    .ask = Quels livres ? Un par ligne : titre, « titre — auteur » ou ISBN (de 2 à 25).
vote-open-closes = Clôture
    .ask = Quand le vote se termine-t-il ? Par exemple « vendredi 20h ».
vote-open-method = Façon de voter
    .ask = Comment vote-t-on ?
vote-open-method-approval = Plusieurs choix : tous les livres qu’on lirait volontiers
vote-open-method-plurality = Un seul choix
vote-open-method-schulze = Classement : le livre qui bat chacun des autres en duel (Schulze)
vote-open-method-irv = Classement : on élimine tour par tour (vote alternatif)
vote-open-method-ranked_pairs = Classement : les duels les plus nets d’abord (paires classées)
vote-open-method-borda = Classement : des points par place (Borda)
vote-open-method-score = Notes de 0 à 5 : la meilleure somme
vote-open-method-star = Notes de 0 à 5, puis finale entre les deux premiers (STAR)
vote-open-method-phragmen = Sélection : plusieurs choix, chaque goût y a sa part (Phragmén)
vote-open-method-equal_shares = Sélection : plusieurs choix, parts égales par lecteur
vote-open-method-scottish_stv = Sélection : classement, vote transférable (règle écossaise)
vote-open-method-eph = Propositions : un point par bulletin, partagé (règle du prix Hugo)
vote-open-method-cumulative = Points à répartir entre les livres, comme on veut
vote-open-reach = Où l’annoncer
    .ask = Où annoncer ce vote ?
vote-open-reach-here = Ici seulement
vote-open-reach-shop = Partout où est la librairie
vote-open-reach-network = Dans tout le réseau
vote-open-places = Places
    .ask = Combien de livres seront choisis ? (1 si vous ne dites rien)
vote-open-most = Choix au plus
    .ask = Combien de livres au plus par bulletin, ou de points au plus par livre ? (0 : sans limite)
    .unset = sans limite
vote-open-unranked = Livre non classé
    .ask = Dans un classement, que dit un livre laissé de côté ?
vote-open-unranked-last = Il passe après les autres
vote-open-unranked-ignore = On ne l’a pas lu : aucun avis
vote-open-none = Aucun de ces livres
    .ask = Proposer aussi « Aucun de ces livres » sur le bulletin ?
vote-open-none-yes = Oui
vote-open-none-no = Non
vote-open-cap = Un livre par auteur
    .ask = Un seul livre gagnant par auteur, au plus ?
vote-open-cap-yes = Oui
vote-open-cap-no = Non
vote-poll = Vote
    .ask = Quel vote ?
vote-check-receipt = Reçu
    .ask = Quel reçu ? Par exemple 7K3M-9QXD-2VFA-81TR.

vote-gone = Ce vote n’existe pas ou plus.
vote-closed = Ce vote est clos : les bulletins ne changent plus.
vote-elsewhere = Ce vote est celui d’une autre librairie.
vote-barred = Votre compte vient d’être délié : il votera au prochain vote. Pour celui-ci, votez depuis l’autre compte.
vote-one-only = Ici, on choisit un seul livre.
vote-none-alone = « Aucun de ces livres » ne va pas avec un autre choix. Choisissez l’un ou l’autre.
vote-most = Ce bulletin porte { $most ->
    [one] un seul livre
   *[other] { $most } livres
 } au plus. Retirez-en un d’abord.
vote-ranked-most = Un classement porte { $most } livres au plus. Ouvrez un premier tour à plusieurs choix, puis classez les finalistes.
vote-places = Ce vote peut choisir de 1 à { $most } livres.
vote-most-too-many = Le bulletin ne compte que { $most } livres : donnez un maximum plus petit, ou aucun.
vote-key-lost = Ce vote ne peut plus prendre de bulletin : sa clé secrète manque. Prévenez votre librairie, qui peut le clore.
export-too-old = Ce vote est d’avant les dossiers de vérification : il n’en a pas.
vote-counting = Le dépouillement est en cours. Le résultat arrive dans un instant.
vote-too-long = Un vote dure au plus { $days } jours. Choisissez une clôture plus proche.
vote-network-owner = Annoncer dans tout le réseau est réservé au responsable du réseau. Choisissez « Partout où est la librairie ».
vote-no-room = Aucun salon n’est encore relié à votre librairie. Utilisez d’abord la commande d’installation, dans le salon voulu.
vote-not-yours = Ce vote est celui d’une autre librairie.
vote-not-counted = Les résultats restent cachés jusqu’à la clôture.
vote-closed-by-you = « { $question } » est clos. Le résultat part dans les salons.
vote-cancelled-by-you = « { $question } » est annulé : aucun résultat ne sera publié.
vote-merged = Vous aviez voté des deux côtés pour « { $question } » : le bulletin le plus récent compte, et lui seul.
polls-none = Aucun vote ouvert ne s’appelle « { $typed } ».
polls-several = Plusieurs votes répondent à « { $typed } ». Choisissez dans la liste.


opened = Le vote { $question } est ouvert. Annoncé dans { $count ->
    [one] un salon
   *[other] { $count } salons
 }, clôture { $closes }.

paper-how-some = Choisissez tous les livres que vous liriez volontiers, parmi { $count }.
paper-how-limited = Choisissez { $most ->
    [one] un livre
   *[other] jusqu’à { $most } livres
 } parmi { $count }.
paper-how-one = Choisissez un livre parmi { $count }.
paper-how-ranked = Classez les livres : touchez d’abord votre préféré, puis le suivant. On peut s’arrêter quand on veut.
paper-how-scored = Notez les livres de 0 à { $best }. Un livre sans note ne reçoit rien.
paper-unranked-last = Un livre laissé de côté passe après les autres.
paper-unranked-ignore = Laissez de côté les livres que vous n’avez pas lus : ils n’y perdent rien.
paper-places = { $count } livres seront choisis.
paper-none = Aucun de ces livres
paper-not-ranked = Pas encore classés :
paper-score = { $score } sur 5
paper-not-scored = sans note
paper-unread = Pas lu
paper-fill = Remplir mon bulletin
paper-undo = Annuler le dernier
paper-done = Terminé
paper-folded = Votre bulletin est dans l’urne. Ce qu’il dit n’est plus montré ici ; il reste modifiable jusqu’au { $closes }.
paper-unfold = Revoir mon bulletin
paper-previous = Précédent
paper-next = Suivant
paper-receipt = Reçu { $receipt } : gardez-le, il prouve que votre bulletin est compté.
paper-closes = Clôture : { $closes }.
paper-voters = { $count ->
    [0] Personne n’a encore voté.
    [one] Une personne a voté.
   *[other] { $count } personnes ont voté.
 }
paper-secret = Bulletin secret, modifiable jusqu’à la clôture · { $shop }
paper-limits = Bulletin secret : une fois le vote clos, nul ne peut relier un bulletin à quelqu’un. Avant, le robot le peut, et la messagerie a vu vos appuis.
paper-pitch = { $pitch }
paper-prompt-some = Vos livres…
paper-prompt-one = Votre livre…
paper-mine = Mon bulletin
paper-withdraw = Retirer mon bulletin
paper-closed = Ce vote est clos. Le résultat est publié plus bas.
paper-closing = Ce vote est clos. Le dépouillement est en cours.
paper-cancelled = Ce vote a été annulé.

receipt-counted = C’est noté : { $titles }. Modifiable jusqu’au { $closes }.
receipt-stands = Votre bulletin : { $titles }. Modifiable jusqu’au { $closes }.
receipt-more = { $count ->
    [one] un autre
   *[other] { $count } autres
 }
receipt-ranked = { $rank }. { $title }
receipt-scored = { $title } ({ $score })
receipt-proof = Reçu : { $receipt }
receipt-standing = Ce reçu est celui d’un bulletin qui tient en ce moment dans { $question } : { $titles }.
receipt-proven = Ce reçu est celui d’un bulletin compté dans { $question } : { $titles }.
receipt-unread = Ce n’est pas un reçu : il a quatre groupes de quatre signes, comme 7K3M-9QXD-2VFA-81TR. Recopiez-le en entier.
receipt-unknown = Aucun bulletin des derniers votes ne porte ce reçu. Un bulletin changé en reçoit un nouveau : essayez le dernier.
receipt-none = Vous n’avez pas encore voté.
receipt-withdrawn = Votre bulletin est retiré. Vous pouvez voter à nouveau jusqu’à la clôture.

result-title = Résultat : { $question }
result-winner = { $title } l’emporte.
result-winner-by = { $title } l’emporte ({ $authors }).
result-why-approval = { $count ->
    [one] Un bulletin sur { $ballots } le choisit.
   *[other] { $count } bulletins sur { $ballots } le choisissent.
 }
result-why-plurality = { $count ->
    [one] Une voix
   *[other] { $count } voix
 } sur { $ballots }.
result-line = { $title } : { $count ->
    [0] aucune voix
    [one] 1 voix
   *[other] { $count } voix
 }
result-more = … et { $count ->
    [one] un autre titre
   *[other] { $count } autres titres
 }.
result-nobody = Personne n’a voté. Et si on recommençait avec d’autres livres ?
result-footer = { $count ->
    [one] Un bulletin compté
   *[other] { $count } bulletins comptés
 }, un par personne, tous réseaux confondus · { $shop }

list-title = Les votes
list-empty = Aucun vote pour l’instant. Vous pouvez déjà proposer un livre.
list-open = { $question } · ouvert jusqu’au { $closes } · { $count ->
    [0] pas encore de bulletin
    [one] 1 bulletin
   *[other] { $count } bulletins
 }
list-closed = { $question } · clos · { $count ->
    [0] aucun bulletin
    [one] 1 bulletin
   *[other] { $count } bulletins
 }
list-closing = { $question } · dépouillement en cours
list-cancelled = { $question } · annulé
list-vote = Voter : { $question }
list-result = Résultat : { $question }
list-see = Voir le bulletin
