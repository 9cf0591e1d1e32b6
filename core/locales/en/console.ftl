# What the console says.

console-owner-code = Owner’s code: { $code } — type /setup with this code in your bookshop’s channel or group.
import-done = { $file }: { $read } lines read, { $works } new works, { $known } lines known already.
backup-done = Copied: { $path }
backup-exists = { $path } exists already: choose another name.
backup-postgres = With PostgreSQL, use pg_dump and pg_restore.
restore-missing = { $path } does not exist.
restore-unsound = { $path } is not a sound copy of Agora. Nothing was changed.
restore-done = The copy { $path } is in place.
restore-done-kept = The copy { $path } is in place. The former database is kept: { $kept }
database-url = I do not know this kind of database: { $url }. Write sqlite:///path or postgresql://…
