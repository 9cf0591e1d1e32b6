# Votes: nominations, ballots, results.

cmd-vote-open = Open a vote on books, here and on the other network
    .name = vote open
cmd-vote-list = See open votes and the latest results
    .name = vote list
cmd-vote-close = Close a vote now and publish its result
    .name = vote close
cmd-vote-cancel = Cancel an open vote, without a result
    .name = vote cancel
cmd-vote-check = See with your receipt that your ballot is counted
    .name = vote check

vote-open-question = Question
    .ask = What is the question? For example “Our book for January”.
vote-open-books = Books, one a line
    .ask = Which books? One a line: title, “title — author” or ISBN (2 to 25).
vote-open-closes = Closing
    .ask = When does the vote end? For example “friday 20:00”.
vote-open-method = Way of voting
    .ask = How do people vote?
vote-open-method-approval = Several choices: every book one would gladly read
vote-open-method-plurality = One choice only
vote-open-method-schulze = Ranking: the book that beats each of the others in a duel (Schulze)
vote-open-method-irv = Ranking: one out a round (instant runoff)
vote-open-method-ranked_pairs = Ranking: the clearest duels first (ranked pairs)
vote-open-method-borda = Ranking: points by place (Borda)
vote-open-method-score = Scores from 0 to 5: the best sum
vote-open-method-star = Scores from 0 to 5, then a final between the top two (STAR)
vote-open-method-phragmen = Shortlist: several choices, every taste gets its share (Phragmén)
vote-open-method-equal_shares = Shortlist: several choices, equal shares a reader
vote-open-method-scottish_stv = Shortlist: ranking, transferable vote (Scottish rules)
vote-open-method-eph = Nominations: one point a ballot, shared out (Hugo rules)
vote-open-method-cumulative = Points to share out between the books, as one likes
vote-open-reach = Where to announce it
    .ask = Where should this vote be announced?
vote-open-reach-here = Here only
vote-open-reach-shop = Wherever the bookshop is
vote-open-reach-network = In the whole network
vote-open-places = Places
    .ask = How many books will be chosen? (1 if you say nothing)
vote-open-most = Choices at most
    .ask = How many books at most on a ballot, or points at most on one book? (0: no limit)
    .unset = no limit
vote-open-unranked = Book left unranked
    .ask = In a ranking, what does a book left out say?
vote-open-unranked-last = It comes after the others
vote-open-unranked-ignore = Not read: no opinion
vote-open-none = None of these
    .ask = Should “None of these books” stand on the ballot paper too?
vote-open-none-yes = Yes
vote-open-none-no = No
vote-open-cap = One book an author
    .ask = At most one winning book an author?
vote-open-cap-yes = Yes
vote-open-cap-no = No
vote-poll = Vote
    .ask = Which vote?
vote-check-receipt = Receipt
    .ask = Which receipt? For example 7K3M-9QXD-2VFA-81TR.

vote-gone = There is no such vote, or no longer.
vote-closed = This vote is closed: ballots no longer change.
vote-elsewhere = This vote belongs to another bookshop.
vote-barred = Your account has just been unlinked: it will vote in the next vote. For this one, vote from the other account.
vote-one-only = Only one book can be chosen here.
vote-none-alone = “None of these books” does not go with another choice. Choose one or the other.
vote-most = This ballot takes { $most ->
    [one] one book
   *[other] { $most } books
 } at most. Take one off first.
vote-ranked-most = A ranking takes { $most } books at most. Open a first round with several choices, then rank the finalists.
vote-places = This vote can choose from 1 to { $most } books.
vote-most-too-many = There are only { $most } books on the paper: give a smaller maximum, or none.
vote-key-lost = This vote can take no more ballots: its secret key is missing. Tell your bookshop, which can close it.
export-too-old = This vote is older than the files for checking: it has none.
vote-counting = The ballots are being counted. The result is on its way.
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


opened = The vote { $question } is open. Announced in { $count ->
    [one] one channel
   *[other] { $count } channels
 }, closing { $closes }.

paper-how-some = Choose every book you would gladly read, out of { $count }.
paper-how-limited = Choose { $most ->
    [one] one book
   *[other] up to { $most } books
 } out of { $count }.
paper-how-one = Choose one book out of { $count }.
paper-how-ranked = Rank the books: touch your favourite first, then the next. Stop whenever you like.
paper-how-scored = Score the books from 0 to { $best }. A book without a score gets nothing.
paper-unranked-last = A book left out comes after the others.
paper-unranked-ignore = Leave out the books you have not read: they lose nothing by it.
paper-places = { $count } books will be chosen.
paper-none = None of these books
paper-not-ranked = Not ranked yet:
paper-score = { $score } out of 5
paper-not-scored = no score
paper-unread = Not read
paper-fill = Fill in my ballot
paper-undo = Undo the last
paper-done = Done
paper-folded = Your ballot is in the box. What it says is no longer shown here; it is yours to change until { $closes }.
paper-unfold = See my ballot again
paper-previous = Previous
paper-next = Next
paper-receipt = Receipt { $receipt }: keep it, it proves that your ballot is counted.
paper-closes = Closes { $closes }.
paper-voters = { $count ->
    [0] Nobody has voted yet.
    [one] One person has voted.
   *[other] { $count } people have voted.
 }
paper-secret = Secret ballot, yours to change until the vote closes · { $shop }
paper-limits = Secret ballot: once the vote is closed, nobody can link a ballot to a person. Before that the bot can, and the messenger saw your presses.
paper-pitch = { $pitch }
paper-prompt-some = Your books…
paper-prompt-one = Your book…
paper-mine = My ballot
paper-withdraw = Withdraw my ballot
paper-closed = This vote is closed. The result is published below.
paper-closing = This vote is closed. The ballots are being counted.
paper-cancelled = This vote was cancelled.

receipt-counted = Counted: { $titles }. Yours to change until { $closes }.
receipt-stands = Your ballot: { $titles }. Yours to change until { $closes }.
receipt-more = { $count ->
    [one] one more
   *[other] { $count } more
 }
receipt-ranked = { $rank }. { $title }
receipt-scored = { $title } ({ $score })
receipt-proof = Receipt: { $receipt }
receipt-standing = This receipt belongs to a ballot that stands now in { $question }: { $titles }.
receipt-proven = This receipt belongs to a ballot counted in { $question }: { $titles }.
receipt-unread = This is no receipt: it has four groups of four signs, like 7K3M-9QXD-2VFA-81TR. Copy it whole.
receipt-unknown = No ballot of the latest votes has this receipt. A changed ballot gets a new one: try the last.
receipt-none = You have not voted yet.
receipt-withdrawn = Your ballot is withdrawn. You can vote again until the vote closes.

result-title = Result: { $question }
result-winner = { $title } wins.
result-winner-by = { $title }, by { $authors }, wins.
result-why-approval = { $count } of { $ballots } { $ballots ->
    [one] ballot
   *[other] ballots
 } chose it.
result-why-plurality = { $count ->
    [one] One vote
   *[other] { $count } votes
 } out of { $ballots }.
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
list-closing = { $question } · being counted
list-cancelled = { $question } · cancelled
list-vote = Vote: { $question }
list-result = Result: { $question }
list-see = See the paper
