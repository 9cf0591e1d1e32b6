# Votes : ce qui départage, ce qui suit le résultat.

vote-open-ties = Ex æquo jusqu’au bout
    .ask = Que faire si seul le tirage au sort peut départager ?
vote-open-ties-lot = Le tirage au sort promis à l’ouverture
vote-open-ties-shared = Tous les ex æquo l’emportent
vote-open-ties-extra = La sélection gagne des places
vote-open-ties-runoff = Un second vote de 24 h entre eux
vote-open-ties-casting = Une personne désignée tranche
vote-open-judge = Qui tranche
    .ask = Qui tranchera ? (seulement si une personne désignée tranche)
    .unset = personne
vote-extra-one = Avec une seule place, choisissez plutôt « Tous les ex æquo l’emportent ».
vote-casting-who = Dites qui tranchera : une personne que je connais déjà, ici ou sur l’autre réseau.

paper-ladder-some = Égalité : les duels entre ex æquo départagent.
paper-ladder-ranked = Égalité : les duels entre ex æquo départagent, puis les premières places.
paper-ladder-scored = Égalité : les duels entre ex æquo départagent, puis les meilleures notes.
paper-ladder-own = Égalité : la règle même de ce vote départage.
paper-ties-lot = Enfin, le tirage au sort promis à l’ouverture.
paper-ties-shared = Si seul le tirage au sort pouvait choisir, tous les ex æquo l’emportent.
paper-ties-extra = Si seul le tirage au sort pouvait choisir, la sélection s’allonge d’autant de places.
paper-ties-runoff = Si seul le tirage au sort pouvait choisir, un second vote de 24 heures les départage.
paper-ties-casting = Si seul le tirage au sort pouvait choisir, { $judge } tranche dans les 24 heures.
paper-runoff = Second vote : il départage les ex æquo du premier.

result-no-tie = aucune égalité
result-undecided = Égalité entre { $titles } : rien n’est encore joué.
result-shared = { $titles } l’emportent ensemble.
result-hung-not = Le tirage au sort n’a rien changé aux livres choisis.
result-hung-lot = Le tirage au sort a choisi { $chosen } ; un autre aurait pu choisir { $others }.
result-hung-shared = Seul le tirage au sort pouvait choisir entre { $titles } : comme promis, tous l’emportent.
result-hung-extra = Seul le tirage au sort pouvait choisir entre { $titles } : comme promis, la sélection gagne { $count ->
    [one] une place
   *[other] { $count } places
 }.
result-hung-runoff-open = Seul le tirage au sort pourrait choisir entre { $titles } : un second vote de 24 heures est ouvert.
result-hung-runoff = Seul le tirage au sort pouvait choisir entre { $titles } : le second vote a choisi { $chosen }.
result-hung-casting-open = Seul le tirage au sort pourrait choisir entre { $titles } : { $judge } tranche dans les 24 heures.
result-hung-casting = Seul le tirage au sort pouvait choisir entre { $titles } : { $judge } a choisi { $chosen }.
result-hung-left = Seul le tirage au sort pouvait choisir entre { $titles }, et personne n’a tranché à sa place : il a choisi { $chosen }.
result-to-runoff = Départager les ex æquo
result-to-casting = Trancher ({ $judge })

casting-asked = À vous de trancher : dans le vote { $question }, seul le tirage au sort pourrait choisir entre { $titles }. { $count ->
    [one] Touchez le livre qui l’emporte.
   *[other] Touchez les { $count } livres qui l’emportent.
 } Sans réponse dans les 24 heures, le tirage au sort décide.
casting-chosen = Déjà choisis : { $titles }.
casting-done = C’est décidé : dans le vote { $question }, vous avez choisi { $titles }. Le résultat est mis à jour.
casting-over = Cette égalité est déjà départagée.
casting-not-yours = Une autre personne a été désignée pour trancher.

cmd-vote-comment = Ajouter un mot de la librairie sous un résultat
    .name = vote commenter
vote-comment-poll = Vote clos
    .ask = Sous le résultat de quel vote ?
vote-comment-words = Le mot de la librairie
    .ask = Que dites-vous de ce résultat ? (500 signes au plus)
commented = Votre mot paraît sous le résultat de « { $question } ».
uncommented = Votre mot ne paraît plus sous le résultat de « { $question } ».
result-statement = Le mot de { $shop } :
result-desk = Pour les libraires
desk-title = Que faire de ce résultat ? { $question }
desk-comment = Pour y ajouter un mot, ou changer le vôtre, la commande est { $command }.
desk-select = En faire notre sélection
desk-uncomment = Retirer notre mot
select-nothing = Ce vote n’a choisi aucun livre.
select-undecided = Une égalité n’est pas encore départagée. Revenez quand le résultat sera complet.
