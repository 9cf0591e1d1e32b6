# Nominated books, who wants them, books already read.

cmd-vote-nominate = Nominate a book for a coming vote, or second somebody else’s
    .name = vote nominate
cmd-vote-nominations = See the nominated books and second them
    .name = vote nominations
cmd-vote-retract = Take back a book you nominated or seconded
    .name = vote retract
cmd-vote-read = Note that a book was read together already: nobody nominates it again
    .name = vote read

vote-nominate-book = Book
    .ask = Which book do you nominate? Title, author or ISBN.
vote-nominate-pitch = Why this book
    .ask = Why this book? A sentence or two.
vote-retract-book = Book
    .ask = Which book do you take back?
vote-read-book = Book
    .ask = Which book? Title, author or ISBN.
vote-read-reading = Reading
    .ask = Was this book read together?
vote-read-reading-read = Read together already
vote-read-reading-unread = Not after all: it may be nominated

nominated = Nominated: “{ $title }”. Thank you!
seconded = Noted: { $count } of you want “{ $title }”.
nomination-yours = “{ $title }” is already on the list: you nominated it.
nomination-seconded = You second “{ $title }” already; { $count } of you want it.
nomination-quota = You have { $most ->
    [one] one book
   *[other] { $most } books
 } on the list already, which is the most. Take one back to nominate another; seconding other people’s stays free.
nomination-none = This book is not among the nominations.
nomination-not-yours = { $name } nominated this book and can take it back; so can a bookseller.
nomination-carried-over = This book is carried over from last season: a bookseller can take it off.
retracted = Taken back: “{ $title }”.
already-read-won = “{ $title }” was chosen here already, on { $at }. Another book?
already-read-noted = “{ $title }” was read here already: a bookseller noted it on { $at }. Another book?
already-read-selected = “{ $title }” is a selection of your bookshop since { $at }. Another book?
marked-read = Noted: “{ $title }” is read already, nobody will nominate it again.
marked-unread = Noted: “{ $title }” may be nominated again.
reading-none = “{ $title }” was not noted as read: it may be nominated.

nominations-title = { $count ->
    [one] One book nominated
   *[other] { $count } books nominated
 }
nominations-empty = No book nominated yet. Be the first to nominate one!
nominations-page = Page { $page } of { $pages }
nomination = nominated by { $name }
nomination-pitched = nominated by { $name }: { $pitch }
nomination-carried = carried over from last season
nomination-supported = with { $names }
nomination-support = { $count ->
    [one] and one more person
   *[other] and { $count } more people
 }
nomination-second = Me too: { $title }

cmd-vote-add = Add a title to an open long list
    .name = vote add
vote-add-poll = Vote
    .ask = Which vote do you add a title to?
vote-add-book = Book
    .ask = Which book do you add? Title, author or ISBN.
vote-add-pitch = Why this book
    .ask = Why this book? A sentence or two.
vote-open-added = Titles added
    .ask = May everybody add a title during the vote?
vote-open-added-yes = Yes, one title a person
vote-open-added-no = No
growing-none = No open vote to which titles are added is called “{ $typed }”.
growing-several = Several votes answer to “{ $typed }”. Please choose from the list.
write-in-none = No title is added to this vote.
write-in-yours = You have added “{ $title }” already: one title a person.
write-in-there = “{ $title }” is on the paper already.
write-in-full = The paper holds { $most } titles already: it is full.
write-in-plain = Adding titles only goes with a vote of several choices, without “None of these books” without one book an author and without live figures.
written-in = Added: “{ $title }” is on the paper. Do not forget to mark it!
paper-write-ins = A book is missing? Everybody may add one, by the button or with the command “vote add”.
paper-write-ins-full = The paper is full: no more titles are added.
paper-add-title = Add a title
write-in-offered = Which of these nominated books do you add? For another one, type the command “vote add”.
write-in-typed = No other book is nominated: type the command “vote add” and its title.
