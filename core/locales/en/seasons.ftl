# Seasons: nominations, lists, finals, and their calendar.

cmd-season-open = Declare a season: nominations, rounds of voting, back every month if you like
    .name = season open
cmd-season-show = See the seasons and planned votes, and where they stand
    .name = season show

season-open-question = Question
    .ask = What is the question? For example “Our book of the month”.
season-open-begins = Beginning
    .ask = When does the season begin? For example “monday 18:00”.
season-open-course = Course
    .ask = Which rounds?
season-open-course-vote = One vote, on the books already nominated
season-open-course-nominated = Nominations, then a vote
season-open-course-shortlisted = Nominations, shortlist, then a final
season-open-course-full = Nominations, long list, shortlist, then a final
season-open-repeat = Return
    .ask = Does the season come back?
season-open-repeat-once = Once only
season-open-repeat-month-day = Every month, on the same day of the month
season-open-repeat-month-weekday = Every month, on the same weekday (the 2nd Tuesday, for example)
season-open-repeat-weeks = Every few weeks
season-open-weeks = Weeks between
    .ask = If the season comes back every few weeks: how many? (4 if you say nothing)
season-open-nominating = Days of nominations
    .ask = How many days to nominate books? (14 if you say nothing)
season-open-voting = Days a vote
    .ask = How many days does each round of voting last? (7 if you say nothing)
season-open-long = Books on the long list
    .ask = How many books does the long list keep? (10 if you say nothing)
season-open-short = Books on the shortlist
    .ask = How many books go to the final? (4 if you say nothing)
season-open-method = Final vote
    .ask = How do people vote in the final?
season-open-method-approval = Several choices: every book one would gladly read
season-open-method-plurality = One choice only
season-open-method-schulze = Ranking: the book that beats each of the others in a duel (Schulze)
season-open-method-irv = Ranking: one out a round (instant runoff)
season-open-method-ranked_pairs = Ranking: the clearest duels first (ranked pairs)
season-open-method-borda = Ranking: points by place (Borda)
season-open-method-score = Scores from 0 to 5: the best sum
season-open-method-star = Scores from 0 to 5, then a final between the top two (STAR)
season-open-method-phragmen = Shortlist: several choices, every taste gets its share (Phragmén)
season-open-method-equal_shares = Shortlist: several choices, equal shares a reader
season-open-method-scottish_stv = Shortlist: ranking, transferable vote (Scottish rules)
season-open-method-eph = Nominations: one point a ballot, shared out (Hugo rules)
season-open-method-cumulative = Points to share out between the books, as one likes
season-open-additions = Additions to the long list
    .ask = May everybody add a title during the long list?
season-open-additions-yes = Yes, one title a person
season-open-additions-no = No
season-open-quota = Nominations a person
    .ask = How many books may each person nominate? (3 if you say nothing)
season-open-scarce = With too few titles
    .ask = What about a round with too few titles?
season-open-scarce-skip = Skip the round; where no final is possible, wait for the next time
season-open-scarce-still = Wait until a bookseller decides
season-open-reach = Where to announce it
    .ask = Where should this season be announced?
season-open-reach-here = Here only
season-open-reach-shop = Wherever the bookshop is
season-open-reach-network = In the whole network

season-gone = There is no such season, or no longer.
season-moved = The season has moved on meanwhile. See where it stands before you try again.
season-too-far = A season begins within { $days } days at most. Please choose an earlier beginning.
season-too-many = Your bookshop has { $most } seasons or planned votes already. Stop one first.
season-too-long = These rounds last { $days } days in all: too long to come back every { $room } days. Shorten them, or space the seasons out.
season-short-long = The shortlist must be shorter than the long list.
vote-closes-before = The vote would end before it opens. Please choose a later closing.

seasons-title = Seasons and planned votes
seasons-empty = No season and no planned vote. A bookseller can open one.
season-see = See: { $question }
season-round-nominations = nominations
season-round-long = long list
season-round-short = shortlist
season-round-final = final
season-state-waiting = Begins { $at }.
season-state-nominating = Books are nominated until { $ends }.
season-state-voting = Voting: { $round }, until { $ends }.
season-state-ended = It is over.
season-state-stopped = Stopped.
season-planned-waiting = Planned vote: opens { $at }.
season-planned-voting = Vote open until { $ends }.
season-planned-ended = It is over.
season-planned-stopped = Cancelled.
season-lap-done = { $round }: done
season-lap-now = { $round }: now, until { $ends }
season-lap-still = { $round }: waiting for a decision
season-lap-coming = { $round }: until { $ends }
season-lap-later = { $round }: afterwards
season-lap-places = { $count } are kept
season-rule-quota = { $count ->
    [one] One nomination
   *[other] { $count } nominations
 } a person.
season-rule-skip = A round with too few titles is skipped.
season-rule-still = A round with too few titles waits until a bookseller decides.
season-next = { $count ->
    [one] Next time
   *[other] Next times
 }: { $dates }.
season-urge-waiting = Begin now
season-urge-nominating = Close nominations
season-urge-voting = Close this round
season-urge-still = Go on
season-leave-out = Skip this time
season-stop = Stop the season
season-cancel-planned = Cancel this vote

season-nominate = Nominate your books until { $ends }!
season-nominate-how = { $count ->
    [one] One book
   *[other] { $count } books at most
 } a person, with the command “vote nominate”; second other people’s with one press in the list.
season-nominate-standing = { $count ->
    [one] One book is on the list already.
   *[other] { $count } books are on the list already.
 }
season-nominate-then = Then: { $rounds }.
season-see-nominations = See the list and second
season-still-scarce = Too few books to vote on: the season stands still. Nominate some; a bookseller can take it up again or stop it.
season-still-silent = Nothing was chosen in the last round: the season stands still. A bookseller can take it up again or stop it.
season-still-cancelled = The round was cancelled: the season stands still. A bookseller can open it again or stop the season.
season-still-roomless = No channel is tied to the bookshop: the season stands still. Tie one, then take it up again.
season-left-out-scarce = Too few books to vote on this time. Those on the list stay there.
season-left-out-silent = No book was chosen in this round: that is all for this time. The books go back to the list.
season-news-next = Next time: { $begins }.
paper-stage-long = Round { $number } of { $rounds }: long list.
paper-stage-short = Round { $number } of { $rounds }: shortlist.
paper-stage-final = Final.
paper-stage-closed = This round is closed: the season goes on.
paper-stage-result = See this round’s result
list-planned = { $question } · planned, opens { $opens }

vote-open-opens = Opening
    .ask = When does the vote open? Nothing: at once.
    .unset = at once
stoppable-none = No open or planned vote is called “{ $typed }”.
stoppable-several = Several votes answer to “{ $typed }”. Please choose from the list.
vote-planned-cancelled = “{ $question }” is cancelled: the vote will not open.
