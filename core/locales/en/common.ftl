# What every room says: refusals, answers of forms, lists.

list-and = { $first } and { $last }

standing-reader = reader
standing-card-holder = card holder
standing-animator = animator
standing-bookseller = bookseller
standing-shop-manager = shop manager
standing-network-owner = network owner

refused-no-home = I do not know your bookshop yet. Write to me from your bookshop’s channel first.
refused-standing = This command is for: { $needs }.
refused-stale-press = This button no longer works. Ask for the command again to get a fresh one.
refused-unavailable = The service is not answering just now. Nothing is lost: try again in a minute.
apology = Something went wrong on our side. Nothing is lost. If it happens again, give your bookseller this reference: { $incident }.

field-missing = Missing: { $field }.
field-text = { $field }: { $least ->
    [0] { $most } characters at most, please
   *[other] between { $least } and { $most } characters, please
 }; there are { $count }.
field-number = { $field }: a whole number from { $least } to { $most }, please.
field-choice = { $field }: I do not know “{ $typed }”. Please choose from the list.
field-lines = { $field }: between { $least } and { $most } of them, one a line; I understood { $count }.
field-moment = I did not understand “{ $typed }”. Write for example “tomorrow 6pm”, “friday 20:30” or “25/12/2026 18:00”.
field-moment-past = “{ $typed }” is { $moment }: that moment has already gone by.
people-none = I cannot find anybody for “{ $typed }”. They must have written to me at least once.
people-several = Several people answer to “{ $typed }”. Please choose from the list.

suggestion = { $label }{ $detail }
form-correct = Correct it
moment-tonight = tonight at 8pm
moment-tomorrow = tomorrow 6pm
moment-sunday = sunday 6pm
moment-week = in a week
