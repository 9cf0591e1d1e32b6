# Debates: calls, cards, rooms.

cmd-debate-open = Open a debate on a book or a theme, here and on the other network
    .name = debate open
cmd-debate-propose = Propose a debate: it opens as soon as enough people would come
    .name = debate propose
cmd-debate-list = See the debates that are open, planned and proposed
    .name = debate list
cmd-debate-close = Close a debate now, or give up a planned one
    .name = debate close
cmd-debate-slow = Slow down a debate that goes too fast, or free it
    .name = debate slow
cmd-debate-outcome = Say what came out of a debate
    .name = debate outcome
cmd-debate-customs = Set how the bookshop holds its debates
    .name = debate customs

debate-question = Question
    .ask = What question is the debate about? For example “Can Emma be forgiven?”.
debate-book = Book
    .ask = About which book? Title, author or ISBN. Without a book, give a theme, or nothing.
debate-theme = Theme
    .ask = About which theme, in a few words? Nothing more if there is a book already.
debate-closes = Closing
    .ask = When does the debate end? For example “in three weeks”.
debate-opens = Opening
    .ask = When should it open? Say nothing to open it now.
debate-reach = Where to hold it
    .ask = Where should this debate be held?
debate-reach-here = Here only
debate-reach-shop = Everywhere the bookshop is
debate-reach-network = In the whole network
debate-reason = Why this debate
    .ask = Why this debate? A sentence or two, to make people want it.
debate-which = Debate
    .ask = Which debate?
debate-seconds = Seconds to wait
    .ask = How many seconds between two messages of one person? (0: no waiting)
debate-outcome = Outcome
    .ask = What came out of this debate? This message is published and stays on its card.
debate-threshold = People to gather
    .ask = How many people have to want to come before a proposed debate opens?
debate-rest = Days before it is put away
    .ask = How many days does a closed debate stay in the list? (14 if you say nothing)

debate-gone = This debate does not exist, or not any more.
debate-elsewhere = This debate belongs to another bookshop.
debate-not-yours = This debate belongs to another bookshop: its team decides.
debate-one-subject = A book or a theme, not both. Keep one, and say the other in the question.
debate-network-owner = Only the network’s owner holds a debate in the whole network. Choose “Everywhere the bookshop is”.
debate-no-hall = No room is tied to your bookshop yet. Use the setup command first, in the room you want.
debate-too-far = A debate is planned { $days } days ahead at most. Choose a nearer opening.
debate-ends-before = The closing comes before the opening. Change one of the two.
debate-too-long = A debate lasts { $days } days at most. Choose a nearer closing.
debate-proposals-most = You have { $most } debates waiting for people already. Let one of them open first.
debate-open-already = This debate is not waiting to be opened any more.
debate-pace-already = Nothing to change: the debate is closed, or goes at that pace already.
debate-closed-already = This debate is closed already.
debate-not-opened = This debate has not taken place yet: its outcome comes afterwards.
debates-none = No debate is called “{ $typed }”.
debates-several = Several debates answer to “{ $typed }”. Choose from the list.

debate-opened = It is open. The debate is given its place in { $count ->
    [one] one room
   *[other] { $count } rooms
 }.
debate-scheduled = It is planned: the debate will open by itself, in { $count ->
    [one] one room
   *[other] { $count } rooms
 }.
debate-proposed = It is proposed: “{ $title }”. { $number ->
    [one] Only one more person who would come is missing.
   *[other] It opens as soon as { $number } more people say that they would come.
 }
debate-came = Noted, you would come. { $number ->
    [one] One more person, and the debate opens.
   *[other] { $number } more people, and the debate opens.
 }
debate-came-already = You are already among { $count ->
    [one] those who would come: the only one so far.
   *[other] the { $count } people who would come.
 } { $number ->
    [one] One more, and the debate opens.
   *[other] { $number } more, and the debate opens.
 }
debate-came-opened = The debate “{ $title }” is open, and you are expected. See you there!
debate-is-open = The debate “{ $title }” is not waiting for anybody any more: it was opened.
debate-left = Noted: you are not counted for “{ $title }” any more.
debate-never-came = You were not counted for “{ $title }”.
debate-opened-by-you = It is open: “{ $title }”.
debate-slowed-by-you = “{ $title }” is slowed down. The rooms are told.
debate-freed-by-you = “{ $title }” goes on at its own pace.
debate-closed-by-you = “{ $title }” is closed. The rooms are told.
debate-given-up-by-you = “{ $title }” will not take place: noted.
debate-outcome-told = Thank you! The outcome of “{ $title }” goes to the rooms and stays on the card.
debate-customs-kept = Done. A proposed debate opens with { $count ->
    [one] one person
   *[other] { $count } people
 }; a closed debate is put away after { $days ->
    [one] one day
   *[other] { $days } days
 }.

debate-footer = A debate of { $shop }
debate-on-book = Open a debate: { $title }
debate-any-question = What did this book leave you with?
debate-isbns = ISBN { $isbns }
debate-outcome-title = What came out of it:
debate-call-title = Who would come and talk about it? { $title }
debate-call-by = { $name }’s idea.
debate-call-reason = { $name }’s idea, and why:
debate-come = I would come
debate-stay-away = After all, no
debate-details = How this debate stands
debate-accept = Open now
debate-give-up = Give it up
debate-slow-down = Slow down
debate-free = Slow down no more
debate-write-outcome = Write the outcome
debate-close = Close
debate-you-come = You are counted among those who would come.
debate-halls = Where it is held:
debate-hall-own = { $name } ({ $platform }): it has a place of its own.
debate-hall-shared = { $name } ({ $platform }): in the room itself. I lack the right to open a thread.
debate-hall-none = { $name } ({ $platform }): not open yet.

debate-state-proposed = { $count ->
    [0] Nobody has come forward yet.
    [one] One person would come.
   *[other] { $count } people would come.
 } { $number ->
    [one] One more, and the debate opens.
   *[other] { $number } more, and the debate opens.
 }
debate-state-scheduled = Opens { $opens }.
debate-state-open = Open until { $closes }.
debate-state-slow = Slowed down: { $wait } between two messages.
debate-state-closed = This debate is closed.
debate-state-archived = This debate is put away.
debate-state-given-up = This debate will not take place.
debate-wait-seconds = { $count ->
    [one] one second
   *[other] { $count } seconds
 }
debate-wait-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
 }
debate-wait-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
 }

debate-news-slow = Gently, so that we have time to read each other: { $wait } between two messages, please.
debate-news-free = On we go, each at their own pace.
debate-news-ending = One more day for { $title }: the debate ends { $closes }. Is there something left to say?
debate-news-ended = The debate on { $title } is closed. Thank you for every voice!
debate-news-outcome = What came out of the debate: { $title }

debates-title = Debates
debates-empty = No debate for now. What if you proposed one?
debates-see = See “{ $title }”
