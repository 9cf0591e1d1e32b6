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
select-void = No ballot of this vote speaks of a book that still stands: there is nothing to select yet. Shall we try other books?
select-undecided = A tie has yet to be broken. Come back once the result is complete.

vote-open-levels = Lists by shop
    .ask = One list, or one for each shop as well? (for a vote announced over the whole network)
vote-open-levels-one = One list
vote-open-levels-readers = One a shop, and the network’s by readers
vote-open-levels-shops = One a shop, and the network’s by shops
vote-open-jury = Jury’s share (%)
    .ask = What share of the points goes to a jury, in %? (0: no jury)
    .unset = no jury
vote-open-jurors = Jury, one person a line
    .ask = Who sits on the jury? One person a line; nobody: the booksellers.
    .unset = the booksellers
vote-levels-network = Lists by shop go with a vote announced over the whole network.
vote-jury-levels = A jury does not go with lists by shop. Choose one or the other.
vote-jury-method = A jury shares points with the public: choose “several choices”, “one choice”, scores, points by place or points to share out.
vote-jury-nobody = Nobody sits on this jury: name people, or give your booksellers their role first.
vote-majority-shape = A majority is counted on ballots that are all alike: it goes neither with a jury nor with a count by shops.

paper-levels-readers = Two lists: your shop’s, and the network’s, where all ballots weigh the same.
paper-levels-shops = Two lists: your shop’s, and the network’s, where all shops weigh the same.
paper-levels-small = A shop with fewer than five ballots has no list of its own, but counts in the network’s.
paper-jury = The jury ({ $jurors ->
    [one] one person
   *[other] { $jurors } people
 }) and the public fill in the same ballot: { $share }% of the points to the jury, { $rest }% to the public. A side that casts fewer than { $least ->
    [one] one ballot
   *[other] { $least } ballots
 } loses its share.
paper-jury-small = Of so small a jury, totals alone are published, and secrecy cannot be promised.
result-own-list = The list of your shop
own-list-title = { $question }: the list of { $shop }
own-list-small = Your shop has fewer than five ballots: it has no list of its own, but its ballots count in the network’s.
own-list-footer = { $count ->
    [one] One ballot of this shop
   *[other] { $count } ballots of this shop
 }
result-why-shops = Counted by shops: all weigh the same, however many ballots they have.
count-shops-choice = Each shop votes for the books that lead on its ballots, as many as there are places.
count-shops-order = Each shop votes by the order that its ballots give.
count-shops-mean = Each shop votes by the mean of what it gives each book.
result-shops = { $title }: { $count ->
    [0] no shop
    [one] one shop
   *[other] { $count } shops
 }
result-why-jury = { $jury ->
    [0] No point
    [one] One point
   *[other] { $jury } points
 } from the jury and { $public } from the public.
result-void-jury = The jury cast { $count ->
    [0] no ballot
    [one] one ballot
   *[other] { $count } ballots
 }, { $least } were needed: it has no share.
result-void-public = The public cast { $count ->
    [0] no ballot
    [one] one ballot
   *[other] { $count } ballots
 }, { $least } were needed: it has no share.
result-apart = They differ most on { $title }: no. { $jury } with the jury, no. { $public } with the public.
result-jury-line = { $title }: { $count ->
    [0] no point
    [one] one point
   *[other] { $count } points
 } · no. { $jury } with the jury, no. { $public } with the public
count-how-jury = Each side gives its points by its own ballots. The public’s are scaled to its share, then both are added; where titles are level, the public’s choice comes first.
chart-jury = Jury
chart-public = Public
desk-select-own = Make our list our selection
paper-ladder-jury = Ties: the public’s points decide.
vote-levels-shares = Equal shares are counted by reader, not by shop. Choose another way of voting, or the count by readers.
vote-planned-panel = A jury, or somebody who decides, is named at the opening: open this vote when the time comes, or choose another rule.
