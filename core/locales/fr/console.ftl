# Ce que dit la console.

console-owner-code = Code de responsable : { $code } — tapez /installer avec ce code dans le salon ou le groupe de votre librairie.
console-no-platform = Aucun réseau n’est relié : mettez au moins un jeton dans .env (AGORA_DISCORD__TOKEN, AGORA_TELEGRAM__TOKEN), puis relancez. Sans jeton, « make demo » montre tout.
import-done = { $file } : { $read ->
    [one] { $read } ligne lue
   *[other] { $read } lignes lues
 }, { $works ->
    [one] { $works } œuvre nouvelle
   *[other] { $works } œuvres nouvelles
 }, { $known ->
    [one] { $known } ligne déjà connue
   *[other] { $known } lignes déjà connues
 }.
backup-done = Copie faite : { $path }
backup-exists = { $path } existe déjà : choisissez un autre nom.
backup-postgres = Avec PostgreSQL, utilisez pg_dump et pg_restore.
restore-missing = { $path } n’existe pas.
restore-unsound = { $path } n’est pas une copie saine d’Agora. Rien n’a été changé.
restore-done = La copie { $path } est en place.
restore-done-kept = La copie { $path } est en place. L’ancienne base est gardée : { $kept }
database-url = Je ne connais pas ce genre de base : { $url }. Écrivez sqlite:///chemin ou postgresql://…
database-unopened = La base { $where } ne s’ouvre pas : { $reason }
database-newer = La base vient d’une version plus récente d’Agora. Mettez le programme à jour.
database-foreign = Cette base appartient à un autre programme : corrigez AGORA_DATABASE__URL. Rien n’y a été changé.
database-no-folder = Le dossier { $folder } n’existe pas : corrigez AGORA_DATABASE__URL, ou laissez le robot le créer à son premier démarrage.
database-folder-closed = On ne peut pas écrire dans le dossier { $folder } : { $reason }
database-file-closed = On ne peut pas lire et écrire { $path } : vérifiez les droits du fichier.
database-not-one = { $path } n’est pas une base de données : corrigez AGORA_DATABASE__URL.
database-unsound = La base { $path } est abîmée. Restaurez une copie.
backup-failed = La copie vers { $path } a échoué : { $reason }
restore-newer = La copie { $path } vient d’une version plus récente d’Agora. Mettez le programme à jour.
restore-failed = La copie n’a pas pu être mise en place dans { $path } : { $reason }
restore-in-use = La base { $path } est en service : arrêtez d’abord le robot.

check-good = Tout va bien : { $what }
check-bad = À voir : { $what }
check-database = la base de données
check-database-absent = pas encore de base de données : elle sera créée au premier démarrage
check-database-older = la base de données, d’une version plus ancienne : elle sera mise à jour au prochain démarrage
check-database-unwritable = la base de données ne s’écrit pas ({ $reason })
check-letters = { $count ->
    [0] aucun message en souffrance
    [one] un message n’a pas pu partir
   *[other] { $count } messages n’ont pas pu partir
 }
check-off = { $platform } est éteint : { $setting } est vide
check-token = { $platform } accepte le jeton
check-token-refused = { $platform } refuse le jeton : vérifiez { $setting }
check-unreachable = { $platform } ne répond pas
check-clock = l’horloge
check-clock-off = l’horloge est décalée de { $seconds } secondes par rapport à { $platform }
check-owner-missing = personne n’est encore responsable du réseau : démarrez le robot, il donnera le code
check-rights = { $shop } ({ $platform }) : il manque des droits : { $rights }
check-place = { $shop } ({ $platform }) : tous les droits sont là
export-done = Dossier de vérification écrit : { $path }. Décompressez-le et lancez « python verify.py ».

recount-unreadable = ce fichier ne se lit pas ({ $reason })
recount-letters = ce n’est pas de l’UTF-8 à l’octet { $byte }
recount-syntax = ce n’est pas du JSON à la ligne { $line }, colonne { $column }
recount-excess = ce JSON ne se lit pas : trop profond, ou un nombre trop long
recount-no-object = { $found } au lieu d’un objet JSON
recount-missing = { $place } : cette clé manque
recount-key-twice = { $place } : cette clé y est deux fois
recount-choice = { $place } : { $found } au lieu de l’un de { $known }
recount-mismatch = { $place } : la méthode { $method } ne compte pas les bulletins du type { $type }
recount-nobody = { $place } : aucun titre
recount-object = { $place } : { $found } au lieu d’un objet
recount-list = { $place } : { $found } au lieu d’une liste
recount-text = { $place } : { $found } au lieu d’un texte
recount-pair = { $place } : { $found } au lieu d’un bulletin et du nombre de ses votants
recount-whole = { $place } : { $found } au lieu d’un nombre entier à partir de 0
recount-positive = { $place } : { $found } au lieu d’un nombre entier à partir de 1
recount-position = { $place } : { $found } au lieu de la position d’un titre
recount-unknown = { $place } : il n’y a pas de titre { $title }, les positions vont de 0 à { $last }
recount-twice = { $place } : le titre { $title } y est deux fois
recount-tie = { $place } : une égalité, que seul le type ranked_ties admet
recount-empty = { $place } : une place vide
recount-many = { $place } : { $found } au lieu d’un titre au plus
recount-length = { $place } : { $number } au lieu de { $wanted }, un par titre
