# Saisons : propositions, listes, finales, et leur calendrier.

cmd-season-open = Déclarer une saison : propositions, tours de vote, retour chaque mois si l’on veut
    .name = saison ouvrir
cmd-season-show = Voir les saisons et les votes prévus, et où ils en sont
    .name = saison voir

season-open-question = Question
    .ask = Quelle question posez-vous ? Par exemple « Notre livre du mois ».
season-open-begins = Début
    .ask = Quand la saison commence-t-elle ? Par exemple « lundi 18h ».
season-open-course = Déroulement
    .ask = Quels tours ?
season-open-course-vote = Un seul vote, sur les livres déjà proposés
season-open-course-nominated = Propositions, puis vote
season-open-course-shortlisted = Propositions, liste courte, puis finale
season-open-course-full = Propositions, liste longue, liste courte, puis finale
season-open-repeat = Retour
    .ask = La saison revient-elle ?
season-open-repeat-once = Une seule fois
season-open-repeat-month-day = Chaque mois, le même jour du mois
season-open-repeat-month-weekday = Chaque mois, le même jour de semaine (le 2e mardi, par exemple)
season-open-repeat-weeks = Toutes les quelques semaines
season-open-weeks = Semaines entre deux
    .ask = Si la saison revient toutes les quelques semaines : toutes les combien ? (4 si vous ne dites rien)
season-open-nominating = Jours de propositions
    .ask = Combien de jours pour proposer des livres ? (14 si vous ne dites rien)
season-open-voting = Jours par vote
    .ask = Combien de jours dure chaque tour de vote ? (7 si vous ne dites rien)
season-open-long = Livres en liste longue
    .ask = Combien de livres la liste longue garde-t-elle ? (10 si vous ne dites rien)
season-open-short = Livres en liste courte
    .ask = Combien de livres vont en finale ? (4 si vous ne dites rien)
season-open-method = Vote final
    .ask = Comment vote-t-on en finale ?
season-open-method-approval = Plusieurs choix : tous les livres qu’on lirait volontiers
season-open-method-plurality = Un seul choix
season-open-method-schulze = Classement : le livre qui bat chacun des autres en duel (Schulze)
season-open-method-irv = Classement : on élimine tour par tour (vote alternatif)
season-open-method-ranked_pairs = Classement : les duels les plus nets d’abord (paires classées)
season-open-method-borda = Classement : des points par place (Borda)
season-open-method-score = Notes de 0 à 5 : la meilleure somme
season-open-method-star = Notes de 0 à 5, puis finale entre les deux premiers (STAR)
season-open-method-phragmen = Sélection : plusieurs choix, chaque goût y a sa part (Phragmén)
season-open-method-equal_shares = Sélection : plusieurs choix, parts égales par lecteur
season-open-method-scottish_stv = Sélection : classement, vote transférable (règle écossaise)
season-open-method-eph = Propositions : un point par bulletin, partagé (règle du prix Hugo)
season-open-method-cumulative = Points à répartir entre les livres, comme on veut
season-open-additions = Ajouts en liste longue
    .ask = Chacun peut-il ajouter un titre pendant la liste longue ?
season-open-additions-yes = Oui, un titre par personne
season-open-additions-no = Non
season-open-quota = Propositions par personne
    .ask = Combien de livres chaque personne peut-elle proposer ? (3 si vous ne dites rien)
season-open-scarce = S’il y a trop peu de titres
    .ask = Que faire d’un tour qui a trop peu de titres ?
season-open-scarce-skip = Passer ce tour ; sans finale possible, attendre la prochaine fois
season-open-scarce-still = Attendre qu’une ou un libraire décide
season-open-reach = Où l’annoncer
    .ask = Où annoncer cette saison ?
season-open-reach-here = Ici seulement
season-open-reach-shop = Partout où est la librairie
season-open-reach-network = Dans tout le réseau

season-gone = Cette saison n’existe pas ou plus.
season-moved = La saison a avancé entre-temps. Regardez où elle en est avant de recommencer.
season-too-far = Une saison commence au plus tard dans { $days } jours. Choisissez un début plus proche.
season-too-many = Votre librairie a déjà { $most } saisons ou votes prévus. Arrêtez-en un d’abord.
season-too-long = Ces tours durent { $days } jours en tout : trop longtemps pour revenir tous les { $room } jours. Raccourcissez-les, ou espacez les saisons.
season-short-long = La liste courte doit être plus courte que la liste longue.
vote-closes-before = Le vote se terminerait avant d’ouvrir. Choisissez une clôture plus tardive.

seasons-title = Saisons et votes prévus
seasons-empty = Aucune saison ni vote prévu. Une ou un libraire peut en ouvrir.
season-see = Voir : { $question }
season-round-nominations = propositions
season-round-long = liste longue
season-round-short = liste courte
season-round-final = finale
season-state-waiting = Commence le { $at }.
season-state-nominating = On propose des livres jusqu’au { $ends }.
season-state-voting = On vote : { $round }, jusqu’au { $ends }.
season-state-ended = C’est terminé.
season-state-stopped = Arrêtée.
season-planned-waiting = Vote prévu : ouvre le { $at }.
season-planned-voting = Vote ouvert jusqu’au { $ends }.
season-planned-ended = C’est terminé.
season-planned-stopped = Annulé.
season-lap-done = { $round } : fait
season-lap-now = { $round } : en ce moment, jusqu’au { $ends }
season-lap-still = { $round } : en attente d’une décision
season-lap-coming = { $round } : jusqu’au { $ends }
season-lap-later = { $round } : ensuite
season-lap-places = on en garde { $count }
season-rule-quota = { $count ->
    [one] Une proposition
   *[other] { $count } propositions
 } par personne.
season-rule-skip = Un tour qui a trop peu de titres est passé.
season-rule-still = Un tour qui a trop peu de titres attend qu’une ou un libraire décide.
season-next = { $count ->
    [one] Prochaine fois
   *[other] Prochaines fois
 } : { $dates }.
season-urge-waiting = Commencer maintenant
season-urge-nominating = Clore les propositions
season-urge-voting = Clore ce tour
season-urge-still = Reprendre
season-leave-out = Passer cette fois
season-stop = Arrêter la saison
season-cancel-planned = Annuler ce vote

season-nominate = Proposez vos livres jusqu’au { $ends } !
season-nominate-how = { $count ->
    [one] Un livre
   *[other] { $count } livres au plus
 } par personne, avec la commande « vote proposer » ; soutenez ceux des autres d’un appui dans la liste.
season-nominate-standing = { $count ->
    [one] Un livre est déjà sur la liste.
   *[other] { $count } livres sont déjà sur la liste.
 }
season-nominate-then = Ensuite : { $rounds }.
season-see-nominations = Voir la liste et soutenir
season-still-scarce = Trop peu de livres pour voter : la saison attend. Proposez des livres ; une ou un libraire peut la reprendre ou l’arrêter.
season-still-silent = Aucun livre n’a été choisi au dernier tour : la saison attend. Une ou un libraire peut la reprendre ou l’arrêter.
season-still-cancelled = Le tour a été annulé : la saison attend. Une ou un libraire peut le rouvrir ou arrêter la saison.
season-still-roomless = Aucun salon n’est relié à la librairie : la saison attend. Reliez-en un, puis reprenez-la.
season-left-out-scarce = Trop peu de livres pour voter cette fois. Ceux de la liste y restent.
season-left-out-silent = Aucun livre n’a été choisi à ce tour : on en reste là cette fois. Les livres retournent sur la liste.
season-news-next = Prochaine fois : le { $begins }.
paper-stage-long = Tour { $number } sur { $rounds } : liste longue.
paper-stage-short = Tour { $number } sur { $rounds } : liste courte.
paper-stage-final = Finale.
paper-stage-closed = Ce tour est clos : la saison continue.
paper-stage-result = Voir le résultat de ce tour
list-planned = { $question } · prévu, ouvre le { $opens }

vote-open-opens = Ouverture
    .ask = Quand le vote s’ouvre-t-il ? Rien : tout de suite.
    .unset = tout de suite
stoppable-none = Aucun vote ouvert ou prévu ne s’appelle « { $typed } ».
stoppable-several = Plusieurs votes répondent à « { $typed } ». Choisissez dans la liste.
vote-planned-cancelled = « { $question } » est annulé : le vote ne s’ouvrira pas.
