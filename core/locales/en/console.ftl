# What the console says.

console-owner-code = Owner’s code: { $code } — type /setup with this code in your bookshop’s channel or group.
console-no-platform = No platform is connected: put at least one token into .env (AGORA_DISCORD__TOKEN, AGORA_TELEGRAM__TOKEN) and start again. Without any token, “make demo” shows everything.
import-done = { $file }: { $read ->
    [one] { $read } line
   *[other] { $read } lines
 } read, { $works ->
    [one] { $works } new work
   *[other] { $works } new works
 }, { $known ->
    [one] { $known } line
   *[other] { $known } lines
 } known already.
backup-done = Copied: { $path }
backup-exists = { $path } exists already: choose another name.
backup-postgres = With PostgreSQL, use pg_dump and pg_restore.
restore-missing = { $path } does not exist.
restore-unsound = { $path } is not a sound copy of Agora. Nothing was changed.
restore-done = The copy { $path } is in place.
restore-done-kept = The copy { $path } is in place. The former database is kept: { $kept }
database-url = I do not know this kind of database: { $url }. Write sqlite:///path or postgresql://…
database-unopened = The database { $where } does not open: { $reason }
database-newer = The database comes from a newer version of Agora. Update the program.
database-foreign = This database belongs to another program: correct AGORA_DATABASE__URL. Nothing was changed in it.
database-no-folder = The folder { $folder } does not exist: correct AGORA_DATABASE__URL, or let the bot create it when it first starts.
database-folder-closed = The folder { $folder } cannot be written to: { $reason }
database-file-closed = { $path } cannot be read and written: check the file’s permissions.
database-not-one = { $path } is not a database: correct AGORA_DATABASE__URL.
database-unsound = The database { $path } is damaged. Restore a copy.
backup-failed = Copying to { $path } failed: { $reason }
restore-newer = The copy { $path } comes from a newer version of Agora. Update the program.
restore-failed = The copy could not be put in place at { $path }: { $reason }
restore-in-use = The database { $path } is in use: stop the bot first.

check-good = All is well: { $what }
check-bad = Look at this: { $what }
check-database = the database
check-database-absent = no database yet: it will be created when the bot first starts
check-database-older = the database, from an older version: it will be brought up to date when the bot next starts
check-database-unwritable = the database cannot be written ({ $reason })
check-letters = { $count ->
    [0] no message is stuck
    [one] one message could not leave
   *[other] { $count } messages could not leave
 }
check-off = { $platform } is off: { $setting } is empty
check-token = { $platform } accepts the token
check-token-refused = { $platform } refuses the token: check { $setting }
check-unreachable = { $platform } does not answer
check-clock = the clock
check-clock-off = the clock is { $seconds } seconds off { $platform }’s
check-owner-missing = nobody is the network’s owner yet: start the bot, it will give the code
check-rights = { $shop } ({ $platform }): rights are missing: { $rights }
check-place = { $shop } ({ $platform }): every right is there
export-done = Files for checking written: { $path }. Unpack them and run “python verify.py”.

recount-unreadable = this file cannot be read ({ $reason })
recount-letters = not UTF-8 at byte { $byte }
recount-syntax = not JSON at line { $line }, column { $column }
recount-excess = not JSON that can be read: too deep, or a number too long
recount-no-object = { $found } instead of a JSON object
recount-missing = { $place }: this key is missing
recount-key-twice = { $place }: this key is there twice
recount-choice = { $place }: { $found } instead of one of { $known }
recount-mismatch = { $place }: the method { $method } does not count ballots of type { $type }
recount-nobody = { $place }: no title
recount-object = { $place }: { $found } instead of an object
recount-list = { $place }: { $found } instead of a list
recount-text = { $place }: { $found } instead of a text
recount-pair = { $place }: { $found } instead of a ballot and how many cast it
recount-whole = { $place }: { $found } instead of a whole number from 0 on
recount-positive = { $place }: { $found } instead of a whole number from 1 on
recount-position = { $place }: { $found } instead of a title’s position
recount-unknown = { $place }: there is no title { $title }, positions go from 0 to { $last }
recount-twice = { $place }: title { $title } is there twice
recount-tie = { $place }: a tie, which only the type ranked_ties allows
recount-empty = { $place }: an empty place
recount-many = { $place }: { $found } instead of one title at most
recount-length = { $place }: { $number } in place of { $wanted }, one a title
