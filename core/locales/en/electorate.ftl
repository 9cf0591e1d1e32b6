# Who votes: roll, lists, exceptions.

vote-newcomer = Welcome! This vote is for those who were here before it opened. You will vote in the next one.
vote-not-on-roll = This vote is for certain readers. If you think you are one of them, ask your bookseller.
vote-rejected = Your bookseller did not accept your ballot in this vote. Talk to them if that is a mistake.
admit-barred = This account was just unlinked from another, which may vote: to let it in would make two votes.

cmd-vote-admit = Let somebody vote, by exception
    .name = vote admit
cmd-voters-make = Make a list of voters
    .name = voters make
cmd-voters-add = Put somebody on a list of voters
    .name = voters add
cmd-voters-remove = Take somebody off a list of voters
    .name = voters remove
cmd-voters-show = See who is on a list of voters
    .name = voters show
cmd-voters-lists = See the lists of voters
    .name = voters lists
vote-admit-person = Who
    .ask = Whom do you let vote?
vote-admit-reason = Reason
    .ask = Why? The reason goes on the record of the vote, without the name.
voters-make-name = Name of the list
    .ask = What is the list called? For example “Prize jury”.
voters-list = List
    .ask = Which list?
voters-person = Who
    .ask = Who?
vote-open-who = Who votes
    .ask = Who may vote?
vote-open-who-members = Members
vote-open-who-card = Holders of the card
vote-open-who-listed = A list of voters
vote-open-who-either = The list, and holders of the card
vote-open-since = Days as a member
    .ask = For how many days must one be a member at the opening? (1 if you say nothing)
vote-open-age = Age of the account, in days
    .ask = How old must the account be, in days, where that is known? (0: any age)
    .unset = any
vote-open-list = Number of the list
    .ask = Which list of voters? Its number, as the lists show it (0: none).
    .unset = none
admit-done = Done: this person may vote. The reason is on the record, without their name.
admit-already = This person might vote already.
voters-which-list = Which list? Give its number, or choose another electorate.
voters-no-list = There is no such list in your bookshop.
voters-not-listed = This person is not on the list.
voter-lists-none = No list is called “{ $typed }”.
voter-lists-several = Several lists answer to “{ $typed }”. Please choose from the list.
voters-made = The list “{ $name }” has number { $number }. Add voters to it.
voters-title = { $name } · list no. { $number }
voters-nobody = Nobody on this list yet.
voters-more = … and { $count ->
    [one] one more person
   *[other] { $count } more people
 }.
voters-all = Lists of voters
voters-no-lists = No list of voters yet.
voters-line = { $name } · no. { $number } · { $count ->
    [0] nobody
    [one] one person
   *[other] { $count } people
 }
paper-who = Who votes: { $who }.
who-member = { $count ->
    [0] members who came before the opening
    [one] members of one day or more
   *[other] members of { $count } days or more
 }
who-account = accounts at least { $count ->
    [one] one day
   *[other] { $count } days
 } old
who-listed = those on the list “{ $name }”
who-standing-card-holder = holders of the card
who-standing-animator = hosts
who-standing-bookseller = booksellers
who-standing-shop-manager = shop managers
who-standing-network-owner = owners of the network
who-or = { $first }, or { $second }

cmd-vote-pending = See the ballots to confirm
    .name = vote pending
receipt-waiting = Noted: { $titles }. Your bookseller must confirm it before { $closes }, without seeing what it says.
pending-title = Ballots to confirm: { $question }
pending-none = No ballot is waiting.
pending-why = { $count ->
    [one] One ballot waits for you to recognise who cast it: many recent accounts are voting at once. Without you before { $closes }, it does not count.
   *[other] { $count } ballots wait for you to recognise who cast them: many recent accounts are voting at once. Without you before { $closes }, they do not count.
 } Nobody sees what they say.
pending-accept = { $name }: I confirm
pending-refuse = { $name }: I refuse
pending-settled = This ballot no longer waits.
judged-accepted = Your bookseller confirmed your ballot in { $question }: it counts.
judged-refused = Your bookseller did not accept your ballot in { $question }. Talk to them if that is a mistake.
judged-discarded = The vote { $question } is closed, and your ballot was not confirmed in time: it is not counted. Sorry!
turnout = Turnout: { $count } of { $eligible } on the roll.
turnout-admitted = { $count ->
    [one] One person was let in
   *[other] { $count } people were let in
 } by exception.
turnout-confirmed = { $count ->
    [one] One ballot was confirmed
   *[other] { $count } ballots were confirmed
 } by the bookshop.
turnout-rejected = { $count ->
    [one] One ballot was refused
   *[other] { $count } ballots were refused
 }.
turnout-discarded = { $count ->
    [one] One ballot was set aside
   *[other] { $count } ballots were set aside
 } for want of confirmation.

cmd-vote-remind = Be reminded before votes close
    .name = vote remind
vote-remind-always = Every vote
    .ask = Do you want a reminder before the close of each vote in which you have not voted yet?
vote-remind-always-yes = Yes
vote-remind-always-no = No, no reminder any more
vote-open-remind = Reminder, in hours
    .ask = How many hours before the close are those who asked reminded? (24 if you say nothing, 0: never)
    .unset = 24, for whoever asked to be reminded
paper-remind = Remind me
remind-noted = Noted: a short private message before the close, if you have not voted by then.
remind-yes = Noted: a short private message before the close of each vote in which you have not voted.
remind-no = Noted: no more reminders.
remind-no-mailbox = I cannot write to you in private yet. Send me a word in private first, then ask again.
remind-letter = You asked for a reminder: { $question } closes { $closes }, and you have not voted yet.
remind-leave = No more reminders
who-all = { $list } (all of these at once)
vote-unseen = I have not seen you in any room of this bookshop yet. Vote once from its room, then from wherever you like.
