# Votes: quorum, majority, readers needed.

vote-open-quorum = Quorum
    .ask = How many ballots at least? (0: no quorum)
    .unset = none
vote-open-share = Quorum, part of the roll (%)
    .ask = What share of those who may vote must do so, in %? (0: no quorum)
    .unset = no share is needed
vote-open-failing = If the quorum is missed
    .ask = What happens if too few have voted?
vote-open-failing-extend = The vote lasts 48 hours longer, once
vote-open-failing-advisory = The result is an advice
vote-open-failing-nothing = No title is chosen
vote-open-majority = Majority (%)
    .ask = What share must a book reach to win, in %? (0: to be ahead is enough)
    .unset = to lead is enough
vote-majority-shares = A majority does not go with a way of voting that gives every taste its share. Leave it out, or choose another way of voting.

quorum-reached = reached
quorum-missing = not reached yet
quorum-unknown = to be reached
paper-quorum-count = Quorum: { $count ->
    [one] one ballot
   *[other] { $count } ballots
 }, { $state }.
paper-quorum-percent = Quorum: { $count }% of those who may vote, { $state }.
paper-failing-extend = If it is missed at the close, the vote lasts 48 hours longer; if it is missed again, no title is chosen.
paper-failing-over = The vote was extended; if the quorum is missed again, no title is chosen.
paper-failing-advisory = If it is missed, the result is an advice.
paper-failing-nothing = If it is missed, no title is chosen.
paper-majority-ballots = To win, a book must be chosen on { $percent }% of the ballots.
paper-majority-none = To win, a book must be ahead of “None of these books” on { $percent }% of the ballots that tell them apart.
paper-majority-duels = To win, a book must get { $percent }% in each of its duels.
paper-majority-round = To win, a book must hold { $percent }% of all ballots in the last round.
paper-majority-first = To win, a book must be first on { $percent }% of the ballots.
paper-majority-scores = To win, a book must get 3 or more on { $percent }% of the ballots.
paper-floor-ranked = A book that fewer than one ballot in ten ranks, or fewer than three, cannot win.
paper-floor-scored = A book that fewer than one ballot in ten scores, or fewer than three, cannot win.
paper-none-wins = If “None of these books” wins, no title is chosen.

result-unchosen = No title is chosen this time.
result-quorum-reached = Quorum reached: { $count ->
    [one] one ballot
   *[other] { $count } ballots
 }, { $needed } needed.
result-quorum-extend = The quorum was missed, even with the extension: { $count ->
    [one] one ballot
   *[other] { $count } ballots
 }, { $needed } needed.
result-quorum-nothing = The quorum was missed: { $count ->
    [one] one ballot
   *[other] { $count } ballots
 }, { $needed } needed.
result-quorum-advisory = The quorum was missed ({ $count ->
    [one] one ballot
   *[other] { $count } ballots
 }, { $needed } needed): this result is an advice.
result-none = “None of these books” comes first: we will look for better ones together.
result-none-place = “None of these books” takes a place, which stays empty.
result-short-ballots = { $title } comes first, but { $of ->
    [one] { $count } of one ballot is
   *[other] { $count } of { $of } ballots are
 } not enough: { $percent }% were needed.
result-short-none = { $title } comes first, but only { $count } of { $of } ballots put it ahead of “None of these books”: { $percent }% were needed.
result-short-duels = { $title } comes first, but its closest duel gives it { $count } of { $of } votes: { $percent }% were needed.
result-short-round = { $title } comes first, but holds { $count } of { $of } ballots in the last round: { $percent }% were needed.
result-short-first = { $title } comes first, but is first on only { $count } of { $of } ballots: { $percent }% were needed.
result-short-scores = { $title } comes first, but gets 3 or more on only { $count } of { $of } ballots: { $percent }% were needed.
result-little-read = { $count ->
    [one] A book too little read to win
   *[other] Books too little read to win
 }: { $titles } ({ $needed ->
    [one] one reader
   *[other] { $needed } readers
 } needed).
result-little-more = { $count ->
    [one] one more
   *[other] { $count } more
 }
vote-extended = Too few have voted in { $question } yet: as announced, the vote lasts until { $closes }. Will you?
