# Sélections : ce que la librairie défend.

cmd-selection-list = Voir les dernières sélections de la librairie
    .name = sélection liste
cmd-selection-show = Voir les livres d’une sélection
    .name = sélection voir
cmd-selection-announce = Annoncer une sélection dans les salons de la librairie
    .name = sélection annoncer
selection-which = Sélection
    .ask = Quelle sélection ?
selection-title = { $name }
selection-footer = Sélection de { $shop } · { $at }
selection-made = C’est noté dans les sélections de la librairie.
selection-announce = L’annoncer
selection-sent = { $name } part dans { $count ->
    [one] un salon
   *[other] { $count } salons
 }.
selection-announced = « { $name } » est déjà annoncée.
selection-not-yours = Cette sélection est celle d’une autre librairie.
selection-no-room = Aucun salon n’est relié à votre librairie pour l’instant.
selection-gone = Cette sélection n’existe pas ou plus.
selection-empty = Une sélection compte au moins un livre.
selections-title = Nos sélections
selections-empty = Pas encore de sélection. La prochaine sortira peut-être d’un vote !
selections-line = { $name } · { $count ->
    [one] un livre
   *[other] { $count } livres
 } · { $at }
selections-none = Aucune sélection ne s’appelle « { $typed } ».
selections-several = Plusieurs sélections répondent à « { $typed } ». Choisissez dans la liste.
