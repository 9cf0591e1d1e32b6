# Qui vote : inscrits, listes, exceptions.

vote-newcomer = Bienvenue ! Ce vote est pour ceux qui étaient déjà là avant son ouverture. Vous voterez au prochain.
vote-not-on-roll = Ce vote est réservé à certains lecteurs. Si vous pensez en être, demandez à votre libraire.
vote-rejected = Votre libraire n’a pas retenu votre bulletin pour ce vote. Parlez-lui-en si c’est une erreur.
admit-barred = Ce compte vient d’être délié d’un autre, qui peut voter : l’admettre ferait deux voix.

cmd-vote-admit = Laisser quelqu’un voter, par exception
    .name = vote admettre
cmd-voters-make = Créer une liste de votants
    .name = votants créer
cmd-voters-add = Mettre quelqu’un sur une liste de votants
    .name = votants ajouter
cmd-voters-remove = Retirer quelqu’un d’une liste de votants
    .name = votants retirer
cmd-voters-show = Voir qui est sur une liste de votants
    .name = votants voir
cmd-voters-lists = Voir les listes de votants
    .name = votants listes
vote-admit-person = Qui
    .ask = Qui laissez-vous voter ?
vote-admit-reason = Raison
    .ask = Pourquoi ? La raison est inscrite au journal du vote, sans le nom.
voters-make-name = Nom de la liste
    .ask = Comment s’appelle la liste ? Par exemple « Jury du prix ».
voters-list = Liste
    .ask = Quelle liste ?
voters-person = Qui
    .ask = Qui ?
vote-open-who = Qui vote
    .ask = Qui peut voter ?
vote-open-who-members = Les membres
vote-open-who-card = Les porteurs de la carte
vote-open-who-listed = Une liste de votants
vote-open-who-either = La liste, et les porteurs de la carte
vote-open-since = Jours d’ancienneté
    .ask = Depuis combien de jours faut-il être membre à l’ouverture ? (1 si vous ne dites rien)
vote-open-age = Âge du compte, en jours
    .ask = Quel âge le compte doit-il avoir, en jours, là où on le sait ? (0 : peu importe)
    .unset = peu importe
vote-open-list = Numéro de la liste
    .ask = Quelle liste de votants ? Son numéro, tel que le montrent les listes (0 : aucune).
    .unset = aucune
admit-done = C’est fait : cette personne peut voter. La raison est inscrite au journal, sans son nom.
admit-already = Cette personne pouvait déjà voter.
voters-which-list = Quelle liste ? Donnez son numéro, ou choisissez un autre électorat.
voters-no-list = Il n’y a pas de telle liste dans votre librairie.
voters-not-listed = Cette personne n’est pas sur la liste.
voter-lists-none = Aucune liste ne s’appelle « { $typed } ».
voter-lists-several = Plusieurs listes répondent à « { $typed } ». Choisissez dans la liste.
voters-made = La liste « { $name } » porte le n° { $number }. Ajoutez-y des votants.
voters-title = { $name } · liste n° { $number }
voters-nobody = Personne sur cette liste pour l’instant.
voters-more = … et { $count ->
    [one] une autre personne
   *[other] { $count } autres personnes
 }.
voters-all = Les listes de votants
voters-no-lists = Aucune liste de votants pour l’instant.
voters-line = { $name } · n° { $number } · { $count ->
    [0] personne
    [one] une personne
   *[other] { $count } personnes
 }
paper-who = Votent : { $who }.
who-member = { $count ->
    [0] les membres arrivés avant l’ouverture
    [one] les membres depuis un jour au moins
   *[other] les membres depuis { $count } jours au moins
 }
who-account = les comptes d’au moins { $count ->
    [one] un jour
   *[other] { $count } jours
 }
who-listed = les personnes de la liste « { $name } »
who-standing-card-holder = les porteurs de la carte
who-standing-animator = les animateurs
who-standing-bookseller = les libraires
who-standing-shop-manager = les responsables de librairie
who-standing-network-owner = les responsables du réseau
who-or = { $first }, ou { $second }

cmd-vote-pending = Voir les bulletins à confirmer
    .name = vote attente
receipt-waiting = C’est noté : { $titles }. Votre libraire doit le confirmer avant le { $closes }, sans voir ce qu’il dit.
pending-title = Bulletins à confirmer : { $question }
pending-none = Aucun bulletin n’attend.
pending-why = { $count ->
    [one] Un bulletin attend que vous reconnaissiez qui l’a donné : beaucoup de comptes récents votent à la fois. Sans vous avant le { $closes }, il ne compte pas.
   *[other] { $count } bulletins attendent que vous reconnaissiez qui les a donnés : beaucoup de comptes récents votent à la fois. Sans vous avant le { $closes }, ils ne comptent pas.
 } Nul n’en voit le contenu.
pending-accept = { $name } : je confirme
pending-refuse = { $name } : je refuse
pending-settled = Ce bulletin n’attend plus.
judged-accepted = Votre libraire a confirmé votre bulletin pour { $question } : il compte.
judged-refused = Votre libraire n’a pas retenu votre bulletin pour { $question }. Parlez-lui-en si c’est une erreur.
judged-discarded = Le vote { $question } est clos, et votre bulletin n’a pas été confirmé à temps : il n’est pas compté. Désolé !
turnout = Participation : { $count } sur { $eligible ->
    [one] un inscrit
   *[other] { $eligible } inscrits
 }.
turnout-admitted = { $count ->
    [one] Une personne admise
   *[other] { $count } personnes admises
 } par exception.
turnout-confirmed = { $count ->
    [one] Un bulletin confirmé
   *[other] { $count } bulletins confirmés
 } par la librairie.
turnout-rejected = { $count ->
    [one] Un bulletin refusé
   *[other] { $count } bulletins refusés
 }.
turnout-discarded = { $count ->
    [one] Un bulletin écarté
   *[other] { $count } bulletins écartés
 }, faute de confirmation.

cmd-vote-remind = Être prévenu avant la clôture des votes
    .name = vote rappel
vote-remind-always = Tous les votes
    .ask = Voulez-vous un rappel avant la clôture de chaque vote où vous n’avez pas encore voté ?
vote-remind-always-yes = Oui
vote-remind-always-no = Non, plus aucun rappel
vote-open-remind = Rappel, en heures
    .ask = Combien d’heures avant la clôture rappeler le vote à qui l’a demandé ? (24 si vous ne dites rien, 0 : jamais)
    .unset = 24, pour qui a demandé un rappel
paper-remind = Me le rappeler
remind-noted = C’est noté : un petit mot en privé avant la clôture, si vous n’avez pas encore voté.
remind-yes = C’est noté : un petit mot en privé avant la clôture de chaque vote où vous n’avez pas encore voté.
remind-no = C’est noté : plus aucun rappel.
remind-no-mailbox = Je ne peux pas encore vous écrire en privé. Écrivez-moi d’abord un mot en privé, puis redemandez.
remind-letter = Vous vouliez un rappel : { $question } se termine { $closes }, et vous n’avez pas encore voté.
remind-leave = Plus de rappels
who-all = { $list } (tout cela à la fois)
vote-unseen = Je ne vous ai encore vu dans aucun salon de cette librairie. Votez une première fois depuis son salon, puis d’où vous voulez.
