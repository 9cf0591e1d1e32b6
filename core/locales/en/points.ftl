# Votes: points to share out.

vote-open-purse = Points to share out
    .ask = How many points does each reader share out? (10 if you say nothing)
    .unset = 10, for points to share out
paper-how-points = Share { $points } points out between the books, as you like: all on one, or a few on each.
paper-heap = { $most ->
    [one] A book takes one of them at most
   *[other] A book takes { $most } of them at most
 }.
paper-points = { $count ->
    [0] no point
    [one] { $count } point
   *[other] { $count } points
 }
paper-points-left = { $left ->
    [0] Your { $points } points are given.
    [one] You have one point left of { $points }.
   *[other] You have { $left } points left of { $points }.
 }
paper-prompt-points = Which book?
paper-less = −1
paper-more = +1
paper-rest = All that is left
points-all-given = Your { $points } points are given already. Take one back from another book first.
points-heap = { $most ->
    [one] Here, a book takes one point at most
   *[other] Here, a book takes { $most } points at most
 }. Think of the others!
points-none-here = This book has none of your points: there is nothing to take back.
paper-ladder-points = Ties: the duels between those tied decide, then the number of ballots that give a point.
paper-live-points = Points, over { $batch } ballots: { $titles }. The next will be added in batches.
count-how-cumulative = Each ballot shares its points out as it likes. They are added up: the best sum wins.
result-tie-top-points = A tie between { $titles }, broken by the number of ballots that give them a point.
result-tie-top-scored = A tie between { $titles }, broken by top scores.
