# What only Telegram has to say.

platform-telegram = Telegram
token-refused-telegram = Telegram refuses the token. Check AGORA_TELEGRAM__TOKEN.
right-telegram-member = Be a member of the group
right-telegram-topics = Manage Topics (this one is closed)

cmd-cancel = Leave the questions being asked
    .name = cancel

open-private = Open the conversation
go-on-in-private = Let us go on in private.
answered-in-private = I have answered you in private.
answer-in-private = Open our conversation, then try again: I will answer you there.
telegram-done = Done.
telegram-posted = Done. The answer is in the group.
telegram-choose = Please choose:
telegram-chosen = ✓ chosen: { $label }
telegram-shut = I cannot write in your group, so I answer you here.
telegram-shut-rights = What I lack there:
telegram-unknown = I did not understand. /help shows what I can do; /vote_list, the open votes; /book_search, the catalogue.
telegram-other-bot = That command is for @{ $bot }, not for me: I leave it alone.
telegram-anonymous = You speak in the name of the group: I cannot know who you are. Open our conversation, and we will go on in your own name.
telegram-as-channel = You speak in the name of a channel: I cannot know who you are. Open our conversation, and we will go on in your own name.
telegram-edited = I do not read an edited message again: what you wrote first is what counts. For anything else, send a new message.

form-step = Question { $number } of { $total } · /cancel to leave
form-cancel = Cancel
form-skip = Skip
form-done = Done
form-next = Another one? Write it, or press “Done”.
form-lines = From { $least } to { $most }: one a message, or several lines at once.
form-chosen = { $count ->
    [one] Chosen:
   *[other] Chosen ({ $count }):
 }
form-pending = For this line, choose from the list or write it another way:
form-ignore = Leave this line out
form-list-full = The list is full ({ $most }). Lines left out: { $count }.
form-proposed = Use: { $value }
form-proposed-list = { $count ->
    [one] Use the proposed line
   *[other] Use the proposed list ({ $count })
 }
form-mending = What would you like to change? Your other answers are kept.
form-change = { $field }…
form-rest = { $count ->
    [one] The last detail is as usual.
   *[other] The other { $count } details are as usual.
 }
form-summary = All is there. To change a detail, take its button, or write its name and value: “{ $field }: …”.
form-summary-unclear = I did not understand what that changes. Write the name of a detail and its value with a colon between them, or take a button.
form-told = { $field }: { $value }
form-told-more = { $rows } and { $count } more
form-told-nothing = nothing
form-keep = Leave as it is
form-reset = As usual
form-page = More details ({ $page }/{ $pages })
form-go = Go ahead
    .typed = ok/yes/go/confirm
form-needs-words = I need a written answer, or one of the buttons.
form-past = That question is past. The last one I asked is further down.
form-cancelled = Cancelled. Nothing was kept.
form-given-up = The earlier questions (“{ $command }”) are left, and nothing of them was kept.
form-nothing = For now, I have nothing to offer here.
form-none = There is nothing to cancel.
form-expired = Your answers waited for more than half an hour, and I no longer have them. Start again whenever you like with { $command }.
telegram-typed-openly = Everybody in the room can read what you typed there: please delete your message. Next time, send the command alone and answer me in private.
