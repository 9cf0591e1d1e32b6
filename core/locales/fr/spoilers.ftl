# Spoilers : où en sont les lecteurs d’un livre, et qui lit quoi en clair.

cmd-debate-say = Dire quelque chose dans un débat, sans rien gâcher à qui n’a pas fini
    .name = débat dire
cmd-debate-milestones = Découper le livre d’un débat en chapitres ou en parties
    .name = débat étapes

gate-words = Ce que vous dites
    .ask = Que voulez-vous dire ? Vous choisirez ensuite jusqu’où cela raconte.
gate-milestones = Étapes
    .ask = Combien de chapitres compte le livre ? Ou bien les noms de ses parties, un par ligne.

gate-speak = Prendre la parole
gate-where = Où j’en suis
gate-read = Lire sans spoiler
gate-spoiler = C’est un spoiler
gate-refile = Le classer autrement
gate-take-back = Le retirer
gate-earlier = Ce qui précède
gate-where-ask = Où en êtes-vous dans { $title } ? Ce qui raconte plus loin vous reste caché.
gate-where-choose = J’ai lu jusqu’à…
gate-tells-up-to = Cela raconte jusqu’à…
gate-not-begun = pas encore commencé
gate-nothing-told = rien de l’histoire
gate-chapter = chapitre { $number }
gate-quarter-1 = un quart du livre
gate-quarter-2 = la moitié du livre
gate-quarter-3 = les trois quarts du livre
gate-quarter-4 = la fin du livre
gate-open-to-you = { $count ->
    [0] Rien à lire pour l’instant.
    [one] Une contribution vous est ouverte.
   *[other] { $count } contributions vous sont ouvertes.
 } { $hidden ->
    [0] Aucune n’est cachée.
    [one] Une autre vous attend plus loin.
   *[other] { $hidden } autres vous attendent plus loin.
 }
gate-arrived = C’est noté : vous en êtes là.
gate-reading = Ce qui s’est dit sur { $title }
gate-you-are-at = Vous avez lu jusqu’à : { $stage }.
gate-you-begin = Vous n’avez pas commencé le livre : vous lisez seulement ce qui n’en raconte rien.
gate-you-never-said = Dites où vous en êtes : d’ici là, vous lisez seulement ce qui ne raconte rien de l’histoire.
gate-nothing-yet = Rien à lire ici pour l’instant.
gate-hidden = { $count ->
    [one] Une contribution vous attend plus loin.
   *[other] { $count } contributions vous attendent plus loin.
 }

gate-said = { $name } · raconte jusqu’à : { $stage }
gate-said-marked = { $name } · raconte jusqu’à : { $stage } (caché par un lecteur)
gate-said-withdrawn = { $name } a retiré ce message.
gate-told-new = Merci ! Les salons le reçoivent caché, car il raconte jusqu’à : { $stage }. Est-ce bien cela ?
gate-told-new-open = Merci ! Les salons le reçoivent, et tout le monde le lit.
gate-told-ask = C’est caché, car cela raconte jusqu’à : { $stage }. Est-ce bien cela ?
gate-told-ask-open = Tout le monde lit ce message. Jusqu’où raconte-t-il ?
gate-told-filed = C’est fait. Il est caché, car il raconte jusqu’à : { $stage }.
gate-told-filed-open = C’est fait. Tout le monde le lit.
gate-done = C’est fait.
gate-marked = Un lecteur trouve qu’il en dit trop.
gate-withdrawn = C’est retiré, dans tous les salons.
gate-hidden-by-you = Merci ! C’est caché ; qui a lu assez loin le lit toujours.
gate-hidden-already = C’est déjà caché à qui en est là où vous en êtes.

gate-gone = Ce qui a été dit ici a été retiré.
gate-not-yours = C’est réservé à qui l’a dit et à l’équipe de la librairie.
gate-settled = L’équipe de la librairie a décidé jusqu’où ceci raconte.
gate-marked-lower = Un lecteur trouve qu’il en dit trop : l’équipe de la librairie peut seule le montrer plus tôt.
gate-not-open = Ce débat n’est pas ouvert : on ne peut rien y dire.
gate-no-book = Ce débat ne porte pas sur un livre : rien n’y est caché.
gate-slowly = Doucement ! Vous pourrez reparler dans { $seconds ->
    [one] une seconde
   *[other] { $seconds } secondes
 }.
gate-milestones-used = Des lecteurs comptent déjà sur ces étapes : elles ne changent plus.
gate-milestones-count = Un livre compte de { $least } à { $most } étapes, une par ligne ; ou donnez son nombre de chapitres.
gate-milestones-same = Deux étapes portent le même nom.
gate-milestones-long = Le nom d’une étape compte { $most } caractères au plus.
gate-chapters = Un livre compte ici de { $least } à { $most } chapitres.
