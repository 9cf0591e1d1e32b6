# Votes: what is secret, what is published, what proves.

cmd-vote-export = Receive the file with which anybody can recount a closed vote
    .name = vote export
vote-export-poll = Closed vote
    .ask = Which vote? Its question, or the number that “How was it counted?” gives.
closed-polls-none = No closed vote answers to “{ $typed }”. Give its question, or its number.
closed-polls-several = Several votes answer to “{ $typed }”. Pick one from the list.
export-here = Here is what proves { $question }. Unzip it, run { $command }: everything is counted again, without taking our word for it.
export-instead = This room takes no file, or none of this size. Ask in private, or ask your bookshop for number { $number }.
export-kept = The ballots of this vote are not published one by one: its file is your bookshop’s to give. Your receipt can always be checked.

vote-open-secrecy = Secrecy of the vote
    .ask = What is shown of the ballots? (never changes afterwards)
vote-open-secrecy-advised = Secret; totals alone where rankings are long
vote-open-secrecy-ballots = Secret: every ballot published without a name
vote-open-secrecy-matrix = Secret: totals and rounds only
vote-open-secrecy-result = Secret: the result only
vote-open-secrecy-live = Secret, with totals during the vote
vote-open-secrecy-named = Open: names published at the close
vote-open-secrecy-named_live = Open: names shown at once
opened-signature = Careful: a ranking of { $books } titles can be enough to know somebody by, and you asked for every ballot to be published.
opened-named = This is an open vote: the ballot says so at its top, and that never changes.

paper-named-close = OPEN VOTE: at the close, your choice will be published with your name.
paper-named-open = OPEN VOTE: your choice is shown with your name at once.
paper-open = Open vote, changeable until the close · { $shop }
paper-publish-matrix = After the close only totals are published, never a ballot.
paper-publish-result = After the close only the result is published, without the figures.
paper-voters-about = { $floor ->
    [0] Fewer than five people have voted.
   *[other] At least { $floor } people have voted.
 }
paper-live-soon = Totals will show here during the vote, at least five ballots at a time: never a ballot alone.
paper-live-some = So far, over { $batch } ballots: { $titles }. The next will be added in batches.
paper-live-one = So far, over { $batch } ballots: { $titles }. The next will be added in batches.
paper-live-ranked = First places, over { $batch } ballots: { $titles }. The next will be added in batches.
paper-live-scored = Sums of scores, over { $batch } ballots: { $titles }. The next will be added in batches.
paper-live-title = { $title } { $count }
paper-imprint = Promise of the opening, to compare after the close: { $hash }
paper-seal = Seal no. { $number }, over { $batch } ballots: { $hash }
called = Who chose what:
called-unnamed = name taken out
unnamed = { $count ->
    [one] Your name is taken out of one roll call
   *[other] Your name is taken out of { $count } roll calls
}. What you chose stays there, without a name: the others can still check the count. Whoever received the file before has it as it was.
unnamed-none = Your name stands in no roll call of a vote that is over.
called-line = { $name }: { $titles }
called-more = … and { $count ->
    [one] one more person
   *[other] { $count } more people
 }, in the file that proves the vote.
result-small-group = Fewer than five ballots: their secrecy cannot be promised, and none is published.
result-only = As announced, the figures of this vote are not published.
receipt-abstains = an abstention

paper-abstain = I abstain
receipt-blank = This ballot says nothing yet. Score or choose a book, or press “I abstain” on your ballot.
result-all-abstained = { $count ->
    [one] The only person who voted abstained
   *[other] All { $count } people who voted abstained
 }: no title is chosen. Shall we try other books?

cmd-vote-unname = Take your name out of the roll calls of votes that are over
    .name = vote unname
cmd-vote-word = Put a word of your own in the receipt of your ballot
    .name = vote word
vote-word-word = Your word
    .ask = Which word? Letters and digits, 24 at most; only you know it.
word-unread = A word of letters and digits, please, { $most } at most.
word-no-ballot = Vote first: the word is added to the receipt of your ballot.

cmd-vote-strike = Withdraw a book from a vote, open or closed, and say why
    .name = vote strike
vote-strike-poll = Vote
    .ask = In which vote? Its question, or its number.
vote-strike-title = Book to withdraw
    .ask = Which book? Its title, or its place on the ballot (1, 2…).
vote-strike-reason = Reason, which everybody will read
    .ask = Why? For example “out of print” or “at the author’s wish”.
struck-polls-none = No vote answers to “{ $typed }”. Give its question, or its number.
struck-polls-several = Several votes answer to “{ $typed }”. Pick one from the list.
strike-title-unknown = No book of this vote, or more than one, answers to “{ $typed }”. Give its whole title, or its place from 1 to { $last }.
strike-too-few = Too few books would be left: this vote needs { $count ->
    [one] at least one
   *[other] at least { $count }
 }. You can cancel it, and open another.
strike-already = “{ $title }” is withdrawn from this vote already.
strike-again = Another book was withdrawn from this vote just now. Please try again.
struck-open = { $title } is withdrawn from { $question }: it is struck through everywhere, and will be deleted from the ballots before they are counted.
struck-closed = { $title } is withdrawn from { $question }: the same ballots are counted again without it, and the result leaves for the rooms.
struck-later-open = { $stage ->
    [final] The final
   *[other] The next round
} has opened with { $title } on its paper (vote #v{ $number }), and there it still counts. To withdraw it there too, the command is { $command }.
struck-later-closed = { $stage ->
    [final] The final
   *[other] The next round
} was held with { $title } on its paper (vote #v{ $number }), and there it still counts. To withdraw it there too, the command is { $command }.
struck-recounted = { $question }: { $title } is withdrawn ({ $reason }). The same ballots, counted without it:
vote-title-struck = “{ $title }” is withdrawn from this vote ({ $reason }). Choose another book.
title-struck = { $title } (withdrawn)
paper-struck = { $title } · withdrawn: { $reason }
receipt-left-empty = All your books were withdrawn from this vote: choose others.
result-struck = { $title } was withdrawn from this vote ({ $reason }): the ballots are counted without it.
result-left-empty = Every choice was of a book since withdrawn: no title is chosen. Shall we try other books?
count-export = Receive the file that proves it
