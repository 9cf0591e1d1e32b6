# Propositions de livres, soutiens, livres déjà lus.

cmd-vote-nominate = Proposer un livre pour un prochain vote, ou soutenir celui d’une autre personne
    .name = vote proposer
cmd-vote-nominations = Voir les livres proposés et les soutenir
    .name = vote propositions
cmd-vote-retract = Retirer un livre que vous avez proposé ou soutenu
    .name = vote retirer
cmd-vote-read = Noter qu’un livre a déjà été lu ensemble : on ne le propose plus
    .name = vote lu

vote-nominate-book = Livre
    .ask = Quel livre proposez-vous ? Titre, auteur ou ISBN.
vote-nominate-pitch = Pourquoi ce livre
    .ask = Pourquoi ce livre ? Une phrase ou deux.
vote-retract-book = Livre
    .ask = Quel livre retirez-vous ?
vote-read-book = Livre
    .ask = Quel livre ? Titre, auteur ou ISBN.
vote-read-reading = Lecture
    .ask = Ce livre a-t-il été lu ensemble ?
vote-read-reading-read = Déjà lu ensemble
vote-read-reading-unread = Finalement non : on peut le proposer

nominated = C’est proposé : « { $title } ». Merci !
seconded = C’est noté : vous êtes { $count } à vouloir « { $title } ».
nomination-yours = « { $title } » est déjà sur la liste : c’est vous qui l’avez proposé.
nomination-seconded = Vous soutenez déjà « { $title } » : vous êtes { $count } à le vouloir.
nomination-quota = Vous avez déjà { $most ->
    [one] un livre
   *[other] { $most } livres
 } sur la liste : c’est le maximum. Retirez-en un pour en proposer un autre ; soutenir ceux des autres reste libre.
nomination-none = Ce livre n’est pas sur la liste des propositions.
nomination-not-yours = Ce livre a été proposé par { $name }, qui peut le retirer ; une ou un libraire aussi.
nomination-carried-over = Ce livre est reporté de la saison passée : une ou un libraire peut le retirer.
retracted = C’est retiré : « { $title } ».
already-read-won = « { $title } » a déjà été choisi ici, le { $at }. Un autre livre ?
already-read-noted = « { $title } » a déjà été lu ici : une ou un libraire l’a noté le { $at }. Un autre livre ?
already-read-selected = « { $title } » est une sélection de votre librairie depuis le { $at }. Un autre livre ?
marked-read = C’est noté : « { $title } » est déjà lu, on ne le proposera plus.
marked-unread = C’est noté : on peut de nouveau proposer « { $title } ».
reading-none = « { $title } » n’était pas noté comme lu : on peut le proposer.

nominations-title = { $count ->
    [one] Un livre proposé
   *[other] { $count } livres proposés
 }
nominations-empty = Aucun livre proposé pour l’instant. Soyez la première personne à en proposer un !
nominations-page = Page { $page } sur { $pages }
nomination = proposé par { $name }
nomination-pitched = proposé par { $name } : { $pitch }
nomination-carried = reporté de la saison passée
nomination-supported = avec { $names }
nomination-support = { $count ->
    [one] et une autre personne
   *[other] et { $count } autres personnes
 }
nomination-second = Moi aussi : { $title }

cmd-vote-add = Ajouter un titre à une liste longue ouverte
    .name = vote ajouter
vote-add-poll = Vote
    .ask = À quel vote ajoutez-vous un titre ?
vote-add-book = Livre
    .ask = Quel livre ajoutez-vous ? Titre, auteur ou ISBN.
vote-add-pitch = Pourquoi ce livre
    .ask = Pourquoi ce livre ? Une phrase ou deux.
vote-open-added = Titres ajoutés
    .ask = Chacun peut-il ajouter un titre pendant le vote ?
vote-open-added-yes = Oui, un titre par personne
vote-open-added-no = Non
growing-none = Aucun vote ouvert où l’on ajoute des titres ne s’appelle « { $typed } ».
growing-several = Plusieurs votes répondent à « { $typed } ». Choisissez dans la liste.
write-in-none = On n’ajoute pas de titre à ce vote.
write-in-yours = Vous avez déjà ajouté « { $title } » : un titre par personne.
write-in-there = « { $title } » est déjà sur le bulletin.
write-in-full = Le bulletin porte déjà { $most } titres : il est complet.
write-in-plain = Ajouter des titres ne va qu’avec un vote à plusieurs choix, sans « Aucun de ces livres » ni règle d’un livre par auteur, ni chiffres en direct.
written-in = C’est ajouté : « { $title } » est sur le bulletin. N’oubliez pas de le cocher !
paper-write-ins = Il manque un livre ? Chacun peut en ajouter un, d’un appui ou avec la commande « vote ajouter ».
paper-write-ins-full = Le bulletin est complet : on n’y ajoute plus de titre.
paper-add-title = Ajouter un titre
write-in-offered = Lequel de ces livres proposés ajoutez-vous ? Pour un autre, tapez la commande « vote ajouter ».
write-in-typed = Aucun autre livre n’est proposé : tapez la commande « vote ajouter » et son titre.
