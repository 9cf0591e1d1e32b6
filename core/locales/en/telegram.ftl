# What only Telegram has to say.

platform-telegram = Telegram
token-refused-telegram = Telegram refuses the token. Check AGORA_TELEGRAM__TOKEN.
right-telegram-member = Be a member of the group

open-private = Open the conversation
go-on-in-private = Let us go on in private.
answered-in-private = I have answered you in private.
answer-in-private = Open our conversation to read the answer.
telegram-unknown = I did not understand. /help shows what I can do; /vote_list, the open votes; /book_search, the catalogue.
telegram-anonymous = You speak in the name of the group: I cannot know who you are. Try again under your own name.

form-cancel = Cancel
form-skip = Skip
form-done = Done
form-cancelled = Cancelled. Nothing was kept.
form-none = There is nothing to cancel.
form-expired = This form has lapsed. Type the command again to start over.
form-more = { $count ->
    [one] Noted: one book. The next one?
   *[other] Noted: { $count } books. Another one, or done?
 }
form-use-proposed = { $count ->
    [one] Use the nominated book
   *[other] Use the { $count } nominated books
 }
