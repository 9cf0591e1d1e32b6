# Results: the verdict, why, and how it was counted.

result-chosen = { $count } books are chosen: { $titles }.
result-why-places = { $count } of { $ballots } { $ballots ->
    [one] ballot has
   *[other] ballots have
 } at least one of their books on the list.
result-why-duels = It beats every other book, one against one.
result-why-unbeaten = No other book beats it, one against one.
result-why-circle = No book beats all the others. With the least clear duels set aside, this one stays ahead.
result-why-irv = Last round: { $count } against { $rivals } for { $rival }.
result-why-star = Final: { $count ->
    [one] one ballot prefers it
   *[other] { $count } ballots prefer it
 }, against { $rivals } for { $rival }.
result-why-alone = { $count ->
    [one] It is the only one left, with one ballot.
   *[other] It is the only one left, with { $count } ballots.
 }
result-why-points = { $count ->
    [one] One point
   *[other] { $count } points
 } from { $ballots ->
    [one] one ballot
   *[other] { $ballots } ballots
 }.
result-tie-method = A tie between { $titles }, broken by the rule of the vote itself.
result-tie-duels = A tie between { $titles }, broken by their duels.
result-tie-top = A tie between { $titles }, broken by first places.
result-tie-lot = A tie between { $titles }, broken by the lot that was promised at the opening.
result-duel = against { $rival }: { $wins } to { $losses }
result-points = { $title }: { $count ->
    [one] { $count } point
   *[other] { $count } points
 }
result-firsts = { $title }: { $count ->
    [0] never first
    [one] first on one ballot
   *[other] first on { $count } ballots
 }
result-how = How was it counted?

count-title = How was it counted? { $question }
count-how-approval = Each ballot counts once for every book it chooses. The most chosen wins.
count-how-plurality = Each ballot counts for one book. The most chosen wins.
count-how-score = The scores are added up; no score, nothing. The highest sum wins.
count-how-star = The scores are added up: the top two meet in a final. There, each ballot counts for the one it scores higher.
count-how-schulze = Every book meets every other: a duel goes to the one that more ballots put ahead. Where duels go round in a circle, the least clear ones are set aside (Schulze’s rule).
count-how-ranked_pairs = Every book meets every other. Duels are kept from the clearest to the least clear, except those that would close a circle.
count-how-irv = In each round, the book least often first goes out; its ballots move to their next choice. It stops at two.
count-how-borda = A book gets a point for each book ranked behind it, half a point for each one level with it.
count-how-phragmen = Places are given one by one. Each book chosen is shared by those who asked for it, and next comes the one carried by the readers served least: every taste gets its share.
count-how-equal_shares = Each ballot gets the same share of the places, and spends it on the books it chose. The book that costs each of them least comes first.
count-how-scottish_stv = A book needs a quota to be chosen. What it has beyond passes to the next choices, at a lower value; the last one goes out and its ballots move too.
count-how-eph = Each ballot is worth one point, shared by those of its books still in. Of the two lowest, the one that fewer ballots name goes out.
count-unranked-last = A book left out comes after the others.
count-unranked-ignore = A book left out was not read: the ballot says nothing of its duels.
count-duel = { $winner } beats { $loser }: { $wins } to { $losses }
count-duel-level = { $winner } and { $loser } are level: { $wins } to { $losses }
count-round = Round { $number }: { $tallies }
count-tally = { $title } { $count }
count-elected = → { $count ->
    [one] chosen: { $titles }
   *[other] chosen: { $titles }
 }
count-excluded = → { $count ->
    [one] out: { $titles }
   *[other] out: { $titles }
 }
count-place = Place { $number }: { $titles }
count-quota = Quota to be chosen: { $count }.
count-more = … and { $count ->
    [one] one more line
   *[other] { $count } more lines
 }.
count-ties = To break ties: the rule of the vote, then duels, then first places, at last the lot.
count-no-tie = There was no tie to break.
count-lot = Fingerprint of the lot, promised at the opening: { $hash }
count-number = Number of this vote, to ask for the files that prove its count: { $number }
chart-figure = { NUMBER($count, useGrouping: 0) }
chart-won = chosen
chart-out = out
chart-round = Round { $number }
chart-number = no. { $number }
chart-duel-won = won
chart-duel-lost = lost
chart-duel-level = level
chart-alt = Result of the vote “{ $question }”: { $verdict } { $count ->
    [one] One ballot counted
   *[other] { $count } ballots counted
 }; the figures are in the message.
