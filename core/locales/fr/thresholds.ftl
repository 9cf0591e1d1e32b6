# Votes : quorum, majorité, lecteurs qu’il faut.

vote-open-quorum = Quorum
    .ask = Combien de bulletins au moins ? (0 : aucun quorum)
    .unset = aucun
vote-open-share = Quorum, part des inscrits (%)
    .ask = Quelle part des inscrits doit voter, en % ? (0 : aucun quorum)
    .unset = aucune part exigée
vote-open-failing = Si le quorum manque
    .ask = Que se passe-t-il si trop peu de monde a voté ?
vote-open-failing-extend = Le vote dure 48 h de plus, une fois
vote-open-failing-advisory = Le résultat vaut avis
vote-open-failing-nothing = Aucun titre n’est retenu
vote-open-majority = Majorité (%)
    .ask = Quelle part un livre doit-il atteindre pour gagner, en % ? (0 : être en tête suffit)
    .unset = être en tête suffit
vote-majority-shares = Une majorité ne va pas avec une façon de voter où chaque goût a sa part. Retirez-la, ou choisissez une autre façon de voter.

quorum-reached = atteint
quorum-missing = pas encore atteint
quorum-unknown = à atteindre
paper-quorum-count = Quorum : { $count ->
    [one] un bulletin
   *[other] { $count } bulletins
 }, { $state }.
paper-quorum-percent = Quorum : { $count } % des inscrits, { $state }.
paper-failing-extend = S’il manque à la clôture, le vote dure 48 h de plus ; s’il manque encore, aucun titre n’est retenu.
paper-failing-over = Le vote a été prolongé ; si le quorum manque encore, aucun titre n’est retenu.
paper-failing-advisory = S’il manque, le résultat vaut avis.
paper-failing-nothing = S’il manque, aucun titre n’est retenu.
paper-majority-ballots = Pour gagner, un livre doit être choisi sur { $percent } % des bulletins.
paper-majority-none = Pour gagner, un livre doit passer devant « Aucun de ces livres » sur { $percent } % des bulletins qui les départagent.
paper-majority-duels = Pour gagner, un livre doit obtenir { $percent } % dans chacun de ses duels.
paper-majority-round = Pour gagner, un livre doit tenir { $percent } % de tous les bulletins au dernier tour.
paper-majority-first = Pour gagner, un livre doit être en tête de { $percent } % des bulletins.
paper-majority-scores = Pour gagner, un livre doit recevoir 3 ou plus sur { $percent } % des bulletins.
paper-floor-ranked = Un livre que moins d’un bulletin sur dix classe, ou moins de trois, ne peut pas gagner.
paper-floor-scored = Un livre que moins d’un bulletin sur dix note, ou moins de trois, ne peut pas gagner.
paper-none-wins = Si « Aucun de ces livres » l’emporte, aucun titre n’est retenu.

result-unchosen = Aucun titre n’est retenu cette fois.
result-quorum-reached = Quorum atteint : { $count ->
    [one] un bulletin
   *[other] { $count } bulletins
 } pour { $needed } demandés.
result-quorum-extend = Le quorum n’est pas atteint, même en prolongeant : { $count ->
    [one] un bulletin
   *[other] { $count } bulletins
 } pour { $needed } demandés.
result-quorum-nothing = Le quorum n’est pas atteint : { $count ->
    [one] un bulletin
   *[other] { $count } bulletins
 } pour { $needed } demandés.
result-quorum-advisory = Le quorum n’est pas atteint ({ $count ->
    [one] un bulletin
   *[other] { $count } bulletins
 } pour { $needed } demandés) : ce résultat vaut avis.
result-none = « Aucun de ces livres » arrive en tête : on cherchera mieux ensemble.
result-none-place = « Aucun de ces livres » prend une place, qui reste vide.
result-short-ballots = { $title } arrive en tête, mais { $count ->
    [one] { $count } bulletin sur { $of } ne suffit
   *[other] { $count } bulletins sur { $of } ne suffisent
 } pas : il en fallait { $percent } %.
result-short-none = { $title } arrive en tête, mais { $count ->
    [one] { $count } bulletin sur { $of } seulement le place
   *[other] { $count } bulletins sur { $of } seulement le placent
 } devant « Aucun de ces livres » : il en fallait { $percent } %.
result-short-duels = { $title } arrive en tête, mais son duel le plus serré lui donne { $count } voix sur { $of } : il en fallait { $percent } %.
result-short-round = { $title } arrive en tête, mais tient { $count ->
    [one] { $count } bulletin
   *[other] { $count } bulletins
 } sur { $of } au dernier tour : il en fallait { $percent } %.
result-short-first = { $title } arrive en tête, mais n’est premier que sur { $count ->
    [one] { $count } bulletin
   *[other] { $count } bulletins
 } sur { $of } : il en fallait { $percent } %.
result-short-scores = { $title } arrive en tête, mais ne reçoit 3 ou plus que sur { $count ->
    [one] { $count } bulletin
   *[other] { $count } bulletins
 } sur { $of } : il en fallait { $percent } %.
result-little-read = { $count ->
    [one] Trop peu lu pour gagner
   *[other] Trop peu lus pour gagner
 } : { $titles } (il fallait { $needed ->
    [one] un lecteur
   *[other] { $needed } lecteurs
 }).
result-little-more = { $count ->
    [one] un autre
   *[other] { $count } autres
 }
vote-extended = Trop peu de monde a encore voté pour { $question } : comme annoncé, le vote dure jusqu’au { $closes }. Et vous ?
