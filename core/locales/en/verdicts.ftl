# Votes: what breaks ties, what follows the result.

vote-open-ties = Tied to the end
    .ask = What if only the lot could tell them apart?
vote-open-ties-lot = The lot promised at the opening
vote-open-ties-shared = All those tied win
vote-open-ties-extra = The selection gets more places
vote-open-ties-runoff = A second vote of 24 hours between them
vote-open-ties-casting = Somebody you name decides
vote-open-judge = Who decides
    .ask = Who will decide? (only if somebody you name decides)
    .unset = nobody
vote-extra-one = With a single place, choose “All those tied win” instead.
vote-casting-who = Say who will decide: somebody I have met already, here or on the other network.

paper-ladder-some = Ties: the duels between those tied decide.
paper-ladder-ranked = Ties: the duels between those tied decide, then first places.
paper-ladder-scored = Ties: the duels between those tied decide, then top scores.
paper-ladder-own = Ties: this way of voting has its own rule.
paper-ties-lot = Last comes the lot promised at the opening.
paper-ties-shared = Where only the lot could choose, all those tied win.
paper-ties-extra = Where only the lot could choose, the selection gets as many places more.
paper-ties-runoff = Where only the lot could choose, a second vote of 24 hours decides between them.
paper-ties-casting = Where only the lot could choose, { $judge } decides within 24 hours.
paper-runoff = Second vote: it decides between those tied in the first.

result-no-tie = no tie
result-undecided = { $titles } are tied: nothing is settled yet.
result-shared = { $titles } win together.
result-hung-not = The lot changed nothing in the books chosen.
result-hung-lot = The lot chose { $chosen }; another might have chosen { $others }.
result-hung-shared = Only the lot could choose between { $titles }: as promised, all of them win.
result-hung-extra = Only the lot could choose between { $titles }: as promised, the selection gets { $count ->
    [one] one place more
   *[other] { $count } places more
 }.
result-hung-runoff-open = Only the lot could choose between { $titles }: a second vote of 24 hours is open.
result-hung-runoff = Only the lot could choose between { $titles }: the second vote chose { $chosen }.
result-hung-casting-open = Only the lot could choose between { $titles }: { $judge } decides within 24 hours.
result-hung-casting = Only the lot could choose between { $titles }: { $judge } chose { $chosen }.
result-hung-left = Only the lot could choose between { $titles }, and nobody decided in its place: it chose { $chosen }.
result-to-runoff = Decide between those tied
result-to-casting = Decide ({ $judge })

casting-asked = It is for you to decide: in the vote { $question }, only the lot could choose between { $titles }. { $count ->
    [one] Tap the book that wins.
   *[other] Tap the { $count } books that win.
 } Without an answer within 24 hours, the lot decides.
casting-chosen = Chosen so far: { $titles }.
casting-done = It is decided: in the vote { $question }, you chose { $titles }. The result is brought up to date.
casting-over = This tie is settled already.
casting-not-yours = Somebody else was named to decide.

cmd-vote-comment = Put a word from the shop under a result
    .name = vote comment
vote-comment-poll = Closed vote
    .ask = Under the result of which vote?
vote-comment-words = The shop’s word
    .ask = What do you say of this result? (500 characters at most)
commented = Your word stands under the result of “{ $question }”.
uncommented = Your word is no longer under the result of “{ $question }”.
result-statement = A word from { $shop }:
result-desk = For booksellers
desk-title = What to do with this result? { $question }
desk-comment = To put a word under it, or change yours, the command is { $command }.
desk-select = Make it our selection
desk-uncomment = Take our word back
select-nothing = This vote chose no book.
select-undecided = A tie has yet to be broken. Come back once the result is complete.
