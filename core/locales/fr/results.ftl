# Résultats : le verdict, pourquoi, et comment on a compté.

result-chosen = { $count } livres sont choisis : { $titles }.
result-why-places = { $count ->
    [one] Un bulletin sur { $ballots } y retrouve au moins un de ses livres.
   *[other] { $count } bulletins sur { $ballots } y retrouvent au moins un de leurs livres.
 }
result-why-duels = Il bat chacun des autres livres, un contre un.
result-why-unbeaten = Aucun autre livre ne le bat, un contre un.
result-why-circle = Aucun livre ne bat tous les autres. En écartant les duels les moins nets, c’est lui qui reste devant.
result-why-irv = Au dernier tour : { $count } contre { $rivals } pour { $rival }.
result-why-star = Finale : { $count ->
    [one] un bulletin le préfère
   *[other] { $count } bulletins le préfèrent
 }, contre { $rivals } pour { $rival }.
result-why-alone = { $count ->
    [one] Il reste seul en lice, avec un bulletin.
   *[other] Il reste seul en lice, avec { $count } bulletins.
 }
result-why-points = { $count ->
    [one] Un point
   *[other] { $count } points
 } sur { $ballots ->
    [one] un bulletin
   *[other] { $ballots } bulletins
 }.
result-tie-method = Égalité entre { $titles }, départagée par la règle même du vote.
result-tie-duels = Égalité entre { $titles }, départagée par leurs duels.
result-tie-top = Égalité entre { $titles }, départagée par les premières places.
result-tie-lot = Égalité entre { $titles }, départagée par le tirage au sort promis à l’ouverture.
result-duel = contre { $rival } : { $wins } à { $losses }
result-points = { $title } : { $count ->
    [one] { $count } point
   *[other] { $count } points
 }
result-firsts = { $title } : { $count ->
    [0] jamais en tête
    [one] en tête d’un bulletin
   *[other] en tête de { $count } bulletins
 }
result-how = Comment a-t-on compté ?

count-title = Comment a-t-on compté ? { $question }
count-how-approval = Chaque bulletin compte une fois pour chaque livre choisi. Le plus choisi l’emporte.
count-how-plurality = Chaque bulletin compte pour un livre. Le plus choisi l’emporte.
count-how-score = On additionne les notes ; sans note, rien. La plus haute somme l’emporte.
count-how-star = On additionne les notes : les deux premiers vont en finale. Là, chaque bulletin compte pour celui qu’il note le mieux.
count-how-schulze = Chaque livre affronte chaque autre : un duel revient à celui que plus de bulletins classent devant. Quand les duels tournent en rond, les moins nets sont écartés (règle de Schulze).
count-how-ranked_pairs = Chaque livre affronte chaque autre. On retient les duels du plus net au moins net, sauf ceux qui feraient tourner en rond.
count-how-irv = À chaque tour, le livre le moins souvent en tête sort ; ses bulletins passent au choix suivant. On s’arrête à deux.
count-how-borda = Un livre reçoit un point pour chaque livre classé derrière lui, un demi pour chaque livre à égalité.
count-how-phragmen = Les places se donnent une à une. Chaque livre élu se partage entre ceux qui l’ont choisi, et vient d’abord celui que portent les lecteurs les moins servis : chaque goût a sa part.
count-how-equal_shares = Chaque bulletin reçoit la même part des places, et la dépense pour les livres qu’il a choisis. Le livre qui coûte le moins à chacun passe d’abord.
count-how-scottish_stv = Il faut atteindre un quota pour être élu. Le surplus d’un élu passe au choix suivant, à valeur réduite ; le dernier sort et ses bulletins passent aussi.
count-how-eph = Chaque bulletin vaut un point, partagé entre ses livres encore en lice. Des deux derniers, celui que moins de bulletins proposent sort.
count-unranked-last = Un livre non classé passe après les autres.
count-unranked-ignore = Un livre non classé n’a pas été lu : le bulletin ne dit rien de ses duels.
count-duel = { $winner } bat { $loser } : { $wins } à { $losses }
count-duel-level = { $winner } et { $loser } à égalité : { $wins } à { $losses }
count-round = Tour { $number } : { $tallies }
count-tally = { $title } { $count }
count-elected = → { $count ->
    [one] élu : { $titles }
   *[other] élus : { $titles }
 }
count-excluded = → { $count ->
    [one] sort : { $titles }
   *[other] sortent : { $titles }
 }
count-place = Place { $number } : { $titles }
count-quota = Quota pour être élu : { $count }.
count-more = … et { $count ->
    [one] une autre ligne
   *[other] { $count } autres lignes
 }.
count-ties = Pour départager : la règle du vote, puis les duels, puis les premières places, enfin le tirage au sort.
count-no-tie = Aucune égalité à départager.
count-lot = Empreinte du tirage, promise à l’ouverture : { $hash }
count-number = Numéro de ce vote, pour demander son dossier de vérification : { $number }
chart-figure = { NUMBER($count, useGrouping: 0) }
chart-won = retenu
chart-out = éliminé
chart-round = Tour { $number }
chart-number = n° { $number }
chart-duel-won = gagné
chart-duel-lost = perdu
chart-duel-level = à égalité
chart-alt = Résultat du vote « { $question } » : { $verdict } { $count ->
    [one] Un bulletin compté
   *[other] { $count } bulletins comptés
 } ; les chiffres sont dans le message.
