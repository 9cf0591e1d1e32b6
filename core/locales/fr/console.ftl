# Ce que dit la console.

console-owner-code = Code de responsable : { $code } — tapez /installer avec ce code dans le salon ou le groupe de votre librairie.
import-done = { $file } : { $read } lignes lues, { $works } œuvres nouvelles, { $known } lignes déjà connues.
backup-done = Copie faite : { $path }
backup-exists = { $path } existe déjà : choisissez un autre nom.
backup-postgres = Avec PostgreSQL, utilisez pg_dump et pg_restore.
restore-missing = { $path } n’existe pas.
restore-unsound = { $path } n’est pas une copie saine d’Agora. Rien n’a été changé.
restore-done = La copie { $path } est en place.
restore-done-kept = La copie { $path } est en place. L’ancienne base est gardée : { $kept }
database-url = Je ne connais pas ce genre de base : { $url }. Écrivez sqlite:///chemin ou postgresql://…
