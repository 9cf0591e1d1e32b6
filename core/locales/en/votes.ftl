# Votes: nominations, ballots, results.

cmd-vote-open = Open a vote on books, here and on the other network
    .name = vote open
cmd-vote-list = See open votes and the latest results
    .name = vote list
cmd-vote-close = Close a vote now and publish its result
    .name = vote close
cmd-vote-cancel = Cancel an open vote, without a result
    .name = vote cancel
cmd-vote-nominate = Nominate a book for a coming vote
    .name = vote nominate
cmd-vote-nominations = See the nominated books
    .name = vote nominations
cmd-vote-retract = Take back a book you nominated
    .name = vote retract

vote-open-question = Question
    .ask = What is the question? For example “Our book for January”.
vote-open-books = Books, one a line
    .ask = Which books? One a line: title, “title — author” or ISBN (2 to 25).
vote-open-closes = Closing
    .ask = When does the vote end? For example “friday 20:00”.
vote-open-method = Way of voting
    .ask = How do people vote?
vote-open-method-approval = Several choices: every book one would gladly read
vote-open-method-single = One choice only
vote-open-reach = Where to announce it
    .ask = Where should this vote be announced?
vote-open-reach-here = Here only
vote-open-reach-shop = Wherever the bookshop is
vote-open-reach-network = In the whole network
vote-poll = Vote
    .ask = Which vote?
vote-nominate-book = Book
    .ask = Which book do you nominate? Title, author or ISBN.
vote-nominate-pitch = Why this book
    .ask = Why this book? A sentence or two.
vote-retract-book = Book
    .ask = Which book do you take back?

vote-gone = There is no such vote, or no longer.
vote-closed = This vote is closed: ballots no longer change.
vote-elsewhere = This vote belongs to another bookshop.
vote-barred = Your account has just been unlinked: it will vote in the next vote. For this one, vote from the other account.
vote-one-only = Only one book can be chosen here.
vote-too-long = A vote lasts at most { $days } days. Please choose an earlier closing.
vote-network-owner = Only the network’s owner announces in the whole network. Choose “Wherever the bookshop is”.
vote-no-room = No channel is tied to your bookshop yet. Use the setup command first, in the channel you want.
vote-not-yours = This vote belongs to another bookshop.
vote-not-counted = Results stay hidden until the vote closes.
vote-closed-by-you = “{ $question }” is closed. The result is on its way to the channels.
vote-cancelled-by-you = “{ $question }” is cancelled: no result will be published.
vote-merged = You had voted on both sides in “{ $question }”: the later ballot counts, and only that one.
polls-none = No open vote is called “{ $typed }”.
polls-several = Several votes answer to “{ $typed }”. Please choose from the list.

nominated = Nominated: “{ $title }”. Thank you!
nomination-already = “{ $title }” is already on the list, nominated by { $name }. Another book?
nomination-none = This book is not among the nominations.
nomination-not-yours = { $name } nominated this book and can take it back; so can a bookseller.
retracted = “{ $title }” is off the list.
nominations-title = { $count ->
    [one] One book nominated
   *[other] { $count } books nominated
 }
nominations-empty = No book nominated yet. Be the first to nominate one!
nomination = nominated by { $name }
nomination-pitched = nominated by { $name }: { $pitch }

opened = The vote { $question } is open. Announced in { $count ->
    [one] one channel
   *[other] { $count } channels
 }, closing { $closes }.

paper-how-approval = Choose every book you would gladly read, out of { $count }.
paper-how-single = Choose one book out of { $count }.
paper-closes = Closes { $closes }.
paper-voters = { $count ->
    [0] Nobody has voted yet.
    [one] One person has voted.
   *[other] { $count } people have voted.
 }
paper-secret = Secret ballot, yours to change until the vote closes · { $shop }
paper-pitch = { $pitch }
paper-prompt-approval = Your books…
paper-prompt-single = Your book…
paper-mine = My ballot
paper-withdraw = Withdraw my ballot
paper-closed = This vote is closed. The result is published below.
paper-cancelled = This vote was cancelled.

receipt-counted = Counted: { $titles }. Yours to change until { $closes }.
receipt-stands = Your ballot: { $titles }. Yours to change until { $closes }.
receipt-more = { $count ->
    [one] one more
   *[other] { $count } more
 }
receipt-none = You have not voted yet.
receipt-withdrawn = Your ballot is withdrawn. You can vote again until the vote closes.

result-title = Result: { $question }
result-winner = { $title } wins.
result-winner-by = { $title }, by { $authors }, wins.
result-tie = A tie between { $titles }.
result-why-approval = { $count } of { $ballots } { $ballots ->
    [one] ballot
   *[other] ballots
 } chose it.
result-why-single = { $count ->
    [one] One vote
   *[other] { $count } votes
 } out of { $ballots }.
result-why-tie = Each of them has { $count ->
    [one] one vote
   *[other] { $count } votes
 }, out of { $ballots }.
result-line = { $title }: { $count ->
    [0] no vote
    [one] 1 vote
   *[other] { $count } votes
 }
result-more = … and { $count ->
    [one] one more title
   *[other] { $count } more titles
 }.
result-nobody = Nobody voted. Shall we try again with other books?
result-footer = { $count ->
    [one] One ballot counted
   *[other] { $count } ballots counted
 }, one a person, over all networks · { $shop }

list-title = Votes
list-empty = No vote for now. You can nominate a book already.
list-open = { $question } · open until { $closes } · { $count ->
    [0] no ballot yet
    [one] 1 ballot
   *[other] { $count } ballots
 }
list-closed = { $question } · closed · { $count ->
    [0] no ballot
    [one] 1 ballot
   *[other] { $count } ballots
 }
list-cancelled = { $question } · cancelled
list-vote = Vote: { $question }
list-result = Result: { $question }
list-see = See the paper
