# What the console says.

console-owner-code = Owner’s code: { $code } — type /setup with this code in your bookshop’s channel or group.
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
database-unsound = The database { $path } is damaged. Restore a copy.
backup-failed = Copying to { $path } failed: { $reason }
restore-newer = The copy { $path } comes from a newer version of Agora. Update the program.
restore-failed = The copy could not be put in place at { $path }: { $reason }
restore-in-use = The database { $path } is in use: stop the bot first.

check-good = All is well: { $what }
check-bad = Look at this: { $what }
check-database = the database
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
