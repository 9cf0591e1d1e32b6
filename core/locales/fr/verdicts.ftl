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
select-void = Aucun bulletin de ce vote ne parle d’un livre encore en lice : il n’y a rien à sélectionner pour l’instant. On essaie d’autres livres ?
select-undecided = Une égalité n’est pas encore départagée. Revenez quand le résultat sera complet.

vote-open-levels = Listes par librairie
    .ask = Une seule liste, ou aussi celle de chaque librairie ? (pour un vote annoncé dans tout le réseau)
vote-open-levels-one = Une seule liste
vote-open-levels-readers = Une par librairie, et celle du réseau par lecteurs
vote-open-levels-shops = Une par librairie, et celle du réseau par librairies
vote-open-jury = Part du jury (%)
    .ask = Quelle part des points revient à un jury, en % ? (0 : pas de jury)
    .unset = pas de jury
vote-open-jurors = Jury, une personne par ligne
    .ask = Qui siège au jury ? Une personne par ligne ; personne : les libraires.
    .unset = les libraires
vote-levels-network = Des listes par librairie vont avec un vote annoncé dans tout le réseau.
vote-jury-levels = Un jury ne va pas avec des listes par librairie. Choisissez l’un ou l’autre.
vote-jury-method = Un jury partage des points avec le public : choisissez « plusieurs choix », « un seul choix », des notes, des points par place ou des points à répartir.
vote-jury-nobody = Personne ne siège à ce jury : nommez des personnes, ou donnez d’abord un rôle à vos libraires.
vote-majority-shape = Une majorité se compte sur des bulletins tous égaux : elle ne va ni avec un jury, ni avec un décompte par librairies.

paper-levels-readers = Deux listes : celle de votre librairie, et celle du réseau, où tous les bulletins pèsent autant.
paper-levels-shops = Deux listes : celle de votre librairie, et celle du réseau, où chaque librairie pèse autant.
paper-levels-small = Une librairie de moins de cinq bulletins n’a pas sa liste, mais compte dans celle du réseau.
paper-jury = Le jury ({ $jurors ->
    [one] une personne
   *[other] { $jurors } personnes
 }) et le public remplissent le même bulletin : { $share } % des points au jury, { $rest } % au public. Un camp qui compte moins de { $least ->
    [one] un bulletin
   *[other] { $least } bulletins
 } perd sa part.
paper-jury-small = D’un si petit jury, seuls les totaux sont publiés, et le secret ne peut être promis.
result-own-list = La liste de votre librairie
own-list-title = { $question } : la liste de { $shop }
own-list-small = Votre librairie compte moins de cinq bulletins : elle n’a pas de liste à elle, mais ses bulletins comptent dans celle du réseau.
own-list-footer = { $count ->
    [one] Un bulletin de cette librairie
   *[other] { $count } bulletins de cette librairie
 }
result-why-shops = Compté par librairies : chacune pèse autant, quel que soit le nombre de ses bulletins.
count-shops-choice = De chaque librairie, on retient les livres en tête de ses bulletins, autant que de places.
count-shops-order = De chaque librairie, on retient l’ordre que donnent ses bulletins.
count-shops-mean = De chaque librairie, on retient la moyenne de ce qu’elle donne à chaque livre.
result-shops = { $title } : { $count ->
    [0] aucune librairie
    [one] une librairie
   *[other] { $count } librairies
 }
result-why-jury = { $jury ->
    [0] Aucun point
    [one] Un point
   *[other] { $jury } points
 } du jury et { $public } du public.
result-void-jury = Le jury a donné { $count ->
    [0] aucun bulletin
    [one] un bulletin
   *[other] { $count } bulletins
 }, il en fallait { $least } : sa part est nulle.
result-void-public = Le public a donné { $count ->
    [0] aucun bulletin
    [one] un bulletin
   *[other] { $count } bulletins
 }, il en fallait { $least } : sa part est nulle.
result-apart = Le plus grand écart : { $title }, n° { $jury } du jury et n° { $public } du public.
result-jury-line = { $title } : { $count ->
    [0] aucun point
    [one] un point
   *[other] { $count } points
 } · n° { $jury } du jury, n° { $public } du public
count-how-jury = Chaque camp donne ses points par ses propres bulletins. Ceux du public sont ramenés à sa part, puis on additionne ; à égalité, le public l’emporte.
chart-jury = Jury
chart-public = Public
desk-select-own = Faire de notre liste notre sélection
paper-ladder-jury = Égalité : les points du public départagent.
vote-levels-shares = Les parts égales se comptent par lecteur, pas par librairie. Choisissez une autre façon de voter, ou le décompte par lecteurs.
vote-planned-panel = Un jury, ou une personne qui tranche, se nomme à l’ouverture : ouvrez ce vote le moment venu, ou choisissez une autre règle.
