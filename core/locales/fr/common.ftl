# Ce que toutes les salles disent : refus, réponses de formulaire, listes.

list-and = { $first } et { $last }

standing-reader = lectrice ou lecteur
standing-card-holder = titulaire de la carte
standing-animator = animation
standing-bookseller = libraire
standing-shop-manager = responsable de librairie
standing-network-owner = responsable du réseau

refused-no-home = Je ne sais pas encore à quelle librairie vous rattacher. Écrivez-moi d’abord depuis le salon de votre librairie.
refused-standing = Cette commande est réservée à : { $needs }.
refused-stale-press = Ce bouton n’est plus valable. Redemandez la commande pour en avoir un à jour.
refused-unavailable = Le service ne répond pas pour l’instant. Rien n’est perdu : recommencez dans une minute.
apology = Quelque chose s’est mal passé de notre côté. Rien n’est perdu. Si cela se reproduit, donnez cette référence à votre libraire : { $incident }.

field-missing = Il manque : { $field }.
field-text = { $field } : { $least ->
    [0] { $most } caractères au plus
   *[other] il faut de { $least } à { $most } caractères
 } ; il y en a { $count }.
field-number = { $field } : il faut un nombre entier de { $least } à { $most }.
field-choice = { $field } : je ne connais pas « { $typed } ». Choisissez dans la liste proposée.
field-lines = { $field } : il en faut de { $least } à { $most }, un par ligne ; j’en ai compris { $count }.
field-moment = Je n’ai pas compris « { $typed } ». Écrivez par exemple « demain 18h », « vendredi 20h30 » ou « 25/12/2026 18:00 ».
field-moment-past = « { $typed } », c’est { $moment } : ce moment est déjà passé.
people-none = Je ne trouve personne qui réponde à « { $typed } ». La personne doit m’avoir écrit au moins une fois.
people-several = Plusieurs personnes répondent à « { $typed } ». Choisissez dans la liste.

suggestion = { $label }{ $detail }
form-correct = Corriger
moment-tonight = ce soir 20h
moment-tomorrow = demain 18h
moment-sunday = dimanche 18h
moment-week = dans une semaine
