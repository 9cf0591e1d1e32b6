# Le réseau : installation, librairies, équipe.

cmd-setup = Relier ce salon ou ce groupe à une librairie
    .name = installer
cmd-announce-here = Annoncer dans ce salon désormais
    .name = annoncer ici
cmd-shop-invite = Inviter une librairie dans le réseau
    .name = librairie inviter
cmd-shop-list = Voir les librairies du réseau
    .name = librairie liste
cmd-staff-grant = Donner un rôle dans la librairie
    .name = équipe nommer
cmd-staff-revoke = Retirer un rôle
    .name = équipe retirer
cmd-staff-list = Voir l’équipe
    .name = équipe liste

setup-shop = Librairie
    .ask = Comment s’appelle la librairie ?
setup-code = Code
    .ask = Quel code avez-vous reçu ? Laissez vide si vous gérez déjà cette librairie.
setup-zone-name = Fuseau horaire
    .ask = Quel fuseau horaire ? Par exemple Europe/Paris.
invite-shop = Librairie
    .ask = Quelle librairie invitez-vous ?
staff-person = Personne
    .ask = Qui ? Son nom d’utilisateur, avec @.
staff-standing = Rôle
    .ask = Quel rôle ?
staff-standing-animator = Animation
staff-standing-bookseller = Libraire
staff-standing-shop-manager = Responsable de librairie
staff-standing-network-owner = Responsable du réseau

setup-done = C’est fait : ce lieu est celui de { $shop }. J’annoncerai ici.
setup-owner = Vous voilà responsable du réseau.
setup-missing = Il me manque ces droits ici, pour bien faire :
setup-next = J’ai tous les droits qu’il me faut. Essayez d’ouvrir un vote.
setup-in-private = Tapez cette commande dans le salon ou le groupe de la librairie, pas en privé.
setup-refused = Pour relier ce lieu, il faut un code : celui du premier démarrage, ou celui que le réseau vous a donné.
setup-not-admin = Il faut administrer ce lieu, ou avoir un code, pour le relier à une librairie.
setup-tied = Ce lieu est celui de { $shop } : seules les personnes responsables de { $shop } ou du réseau peuvent le confier à une autre librairie.
setup-code-wait = Trop de codes essayés. Attendez { $minutes } minutes, puis retapez le vôtre.
setup-code-wrong = Ce code ne convient pas : il a servi, il a expiré, ou il manque un caractère.
setup-zone = Je ne connais pas le fuseau « { $zone } ». Écrivez par exemple Europe/Paris ou America/Montreal.
invite-done = Voici un code pour { $shop }. Il vaut une semaine et ne sert qu’une fois :
invite-spent = Le code demandé pour { $shop } a déjà servi. Pour en avoir un autre, refaites la commande.
invite-how = La personne tape { $command }, le nom de la librairie et ce code, dans son salon ou son groupe : elle en devient responsable.
staff-granted = C’est fait. Nouveau rôle : { $standing }.
staff-revoked = C’est fait : cette personne n’a plus de rôle ici.
staff-too-high = Vous ne pouvez pas donner ni retirer ce rôle : { $standing }.
staff-last-owner = C’est la dernière personne responsable du réseau : nommez-en une autre d’abord.
staff-title = L’équipe
staff-empty = Personne n’a encore de rôle ici.
staff-line = { $name } · { $standing }
announce-here = Entendu : { $shop } annonce désormais ici.
shops-title = { $count ->
    [one] La librairie du réseau
   *[other] Les { $count } librairies du réseau
 }
shops-empty = Le réseau n’a pas encore de librairie.
shops-line = { $shop }{ $count ->
    [0] { "" }
   *[other] , sur { $places }
 }
