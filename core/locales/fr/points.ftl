# Votes : des points à répartir.

vote-open-purse = Points à répartir
    .ask = Combien de points chaque lecteur répartit-il ? (10 si vous ne dites rien)
    .unset = 10, pour des points à répartir
paper-how-points = Répartissez { $points } points entre les livres, comme vous voulez : tous sur un seul, ou un peu à chacun.
paper-heap = { $most ->
    [one] Un livre en reçoit un au plus
   *[other] Un livre en reçoit { $most } au plus
 }.
paper-points = { $count ->
    [0] aucun point
    [one] { $count } point
   *[other] { $count } points
 }
paper-points-left = { $left ->
    [0] Vos { $points } points sont donnés.
    [one] Il vous reste un point sur { $points }.
   *[other] Il vous reste { $left } points sur { $points }.
 }
paper-prompt-points = À quel livre ?
paper-less = −1
paper-more = +1
paper-rest = Tout le reste
points-all-given = Vos { $points } points sont déjà donnés. Reprenez-en un à un autre livre d’abord.
points-heap = { $most ->
    [one] Ici, un livre reçoit un point au plus
   *[other] Ici, un livre reçoit { $most } points au plus
 }. Pensez aux autres !
points-none-here = Ce livre n’a aucun de vos points : il n’y a rien à lui reprendre.
paper-ladder-points = Égalité : les duels entre ex æquo départagent, puis le nombre de bulletins qui donnent un point.
paper-live-points = Points, sur { $batch } bulletins : { $titles }. Les suivants s’ajouteront par lots.
count-how-cumulative = Chaque bulletin répartit ses points à sa guise. On les additionne : la plus haute somme l’emporte.
result-tie-top-points = Égalité entre { $titles }, départagée par le nombre de bulletins qui leur donnent un point.
result-tie-top-scored = Égalité entre { $titles }, départagée par les meilleures notes.
