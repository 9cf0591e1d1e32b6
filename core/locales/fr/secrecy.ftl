# Votes : ce qui est secret, ce qui est publié, ce qui prouve.

cmd-vote-export = Recevoir le dossier qui permet à chacun de recompter un vote clos
    .name = vote dossier
vote-export-poll = Vote clos
    .ask = Quel vote ? Sa question, ou le numéro que donne « Comment a-t-on compté ? ».
closed-polls-none = Aucun vote clos ne répond à « { $typed } ». Donnez sa question, ou son numéro.
closed-polls-several = Plusieurs votes répondent à « { $typed } ». Choisissez dans la liste.
export-here = Voici le dossier de vérification de { $question }. Décompressez-le, lancez { $command } : tout y est recompté, sans nous croire sur parole.
export-instead = Ce salon ne prend pas de fichier, ou pas de cette taille. Demandez-le en privé, ou à votre librairie en donnant le numéro { $number }.
export-kept = Les bulletins de ce vote ne sont pas publiés un par un : son dossier se demande à votre librairie. Votre reçu, lui, se vérifie toujours.

vote-open-secrecy = Secret du vote
    .ask = Que montre-t-on des bulletins ? (ne change plus ensuite)
vote-open-secrecy-advised = Secret ; des totaux seuls si le classement est long
vote-open-secrecy-ballots = Secret : chaque bulletin publié sans nom
vote-open-secrecy-matrix = Secret : totaux et tours seulement
vote-open-secrecy-result = Secret : le résultat seulement
vote-open-secrecy-live = Secret, avec des totaux pendant le vote
vote-open-secrecy-named = À découvert : noms publiés à la clôture
vote-open-secrecy-named_live = À découvert : noms affichés aussitôt
opened-signature = Attention : un classement de { $books } titres peut suffire à reconnaître quelqu’un, et vous avez demandé que chaque bulletin soit publié.
opened-named = C’est un vote à découvert : le bulletin le dit en tête, et cela ne change plus.

paper-named-close = VOTE À DÉCOUVERT : à la clôture, votre choix sera publié avec votre nom.
paper-named-open = VOTE À DÉCOUVERT : votre choix s’affiche aussitôt avec votre nom.
paper-open = Vote à découvert, modifiable jusqu’à la clôture · { $shop }
paper-publish-matrix = Après la clôture, seuls les totaux sont publiés, jamais un bulletin.
paper-publish-result = Après la clôture, seul le résultat est publié, sans les chiffres.
paper-voters-about = { $floor ->
    [0] Moins de cinq personnes ont voté.
   *[other] Au moins { $floor } personnes ont voté.
 }
paper-live-soon = Des totaux s’afficheront ici pendant le vote, par lots d’au moins cinq bulletins : jamais un bulletin seul.
paper-live-some = Pour l’instant, sur { $batch } bulletins : { $titles }. Les suivants s’ajouteront par lots.
paper-live-one = Pour l’instant, sur { $batch } bulletins : { $titles }. Les suivants s’ajouteront par lots.
paper-live-ranked = Premières places, sur { $batch } bulletins : { $titles }. Les suivants s’ajouteront par lots.
paper-live-scored = Sommes des notes, sur { $batch } bulletins : { $titles }. Les suivants s’ajouteront par lots.
paper-live-title = { $title } { $count }
paper-imprint = Promesse d’ouverture, à comparer après la clôture : { $hash }
paper-seal = Sceau n° { $number }, sur { $batch } bulletins : { $hash }
called = Qui a choisi quoi :
called-unnamed = nom retiré
unnamed = { $count ->
    [one] Votre nom est retiré d’un appel nominal
   *[other] Votre nom est retiré de { $count } appels nominaux
}. Votre choix y reste, sans nom : les autres peuvent toujours vérifier le compte. Qui avait reçu le fichier avant l’a tel qu’il était.
unnamed-none = Votre nom ne figure dans aucun appel nominal d’un vote clos.
called-line = { $name } : { $titles }
called-more = … et { $count ->
    [one] une autre personne
   *[other] { $count } autres personnes
 }, dans le dossier de vérification.
result-small-group = Moins de cinq bulletins : leur secret ne peut pas être promis, et aucun n’est publié.
result-only = Comme annoncé, les chiffres de ce vote ne sont pas publiés.
receipt-abstains = abstention

paper-abstain = Je m’abstiens
receipt-blank = Ce bulletin ne dit encore rien. Notez ou choisissez un livre, ou touchez « Je m’abstiens » sur votre bulletin.
result-all-abstained = { $count ->
    [one] La seule personne qui a voté s’est abstenue
   *[other] Les { $count } personnes qui ont voté se sont toutes abstenues
 } : aucun titre n’est retenu. Et si on proposait d’autres livres ?

cmd-vote-unname = Retirer votre nom des appels nominaux des votes clos
    .name = vote anonyme
cmd-vote-word = Mettre un mot à vous dans le reçu de votre bulletin
    .name = vote mot
vote-word-word = Votre mot
    .ask = Quel mot ? Des lettres et des chiffres, 24 au plus ; vous seul le connaissez.
word-unread = Un mot de lettres et de chiffres, s’il vous plaît, { $most } au plus.
word-no-ballot = Votez d’abord : le mot s’ajoute au reçu de votre bulletin.

cmd-vote-strike = Retirer un livre d’un vote, ouvert ou clos, en disant pourquoi
    .name = vote rayer
vote-strike-poll = Vote
    .ask = Dans quel vote ? Sa question, ou son numéro.
vote-strike-title = Livre à retirer
    .ask = Quel livre ? Son titre, ou sa place sur le bulletin (1, 2…).
vote-strike-reason = Raison, que tout le monde lira
    .ask = Pourquoi ? Par exemple « épuisé » ou « à la demande de l’autrice ».
struck-polls-none = Aucun vote ne répond à « { $typed } ». Donnez sa question, ou son numéro.
struck-polls-several = Plusieurs votes répondent à « { $typed } ». Choisissez dans la liste.
strike-title-unknown = Aucun livre de ce vote, ou plus d’un, ne répond à « { $typed } ». Donnez son titre entier, ou sa place de 1 à { $last }.
strike-too-few = Il ne resterait pas assez de livres : ce vote en demande { $count ->
    [one] au moins un
   *[other] au moins { $count }
 }. Vous pouvez l’annuler, et en ouvrir un autre.
strike-already = « { $title } » est déjà retiré de ce vote.
strike-again = Un autre livre vient d’être retiré de ce vote. Recommencez, s’il vous plaît.
struck-open = { $title } est retiré de { $question } : il est rayé partout, et sera effacé des bulletins avant le compte.
struck-closed = { $title } est retiré de { $question } : les mêmes bulletins sont recomptés sans lui, et le résultat repart dans les salons.
struck-later-open = { $stage ->
    [final] La finale s’est ouverte
   *[other] Le tour suivant s’est ouvert
} avec { $title } sur son bulletin (vote #v{ $number }), et là, il compte encore. Pour l’en retirer aussi, la commande est { $command }.
struck-later-closed = { $stage ->
    [final] La finale a eu lieu
   *[other] Le tour suivant a eu lieu
} avec { $title } sur son bulletin (vote #v{ $number }), et là, il compte encore. Pour l’en retirer aussi, la commande est { $command }.
struck-recounted = { $question } : { $title } est retiré ({ $reason }). Les mêmes bulletins, comptés sans lui :
vote-title-struck = « { $title } » est retiré de ce vote ({ $reason }). Choisissez un autre livre.
title-struck = { $title } (retiré)
paper-struck = { $title } · retiré : { $reason }
receipt-left-empty = Tous vos livres ont été retirés de ce vote : choisissez-en d’autres.
result-struck = { $title } a été retiré de ce vote ({ $reason }) : les bulletins sont comptés sans lui.
result-left-empty = Tous les choix portaient sur des livres retirés : aucun titre n’est retenu. Et si on proposait d’autres livres ?
count-export = Recevoir le dossier de vérification
