# Spoilers: where readers are in a book, and who reads what in clear.

cmd-debate-say = Say something in a debate; who has not read so far is spared
    .name = debate say
cmd-debate-milestones = Divide the book of a debate into chapters or parts
    .name = debate milestones

gate-words = What you say
    .ask = What would you like to say? You choose afterwards up to where it tells.
gate-milestones = Milestones
    .ask = How many chapters does the book have? Or the names of its parts, one a line.

gate-speak = Speak
gate-where = Where I am
gate-read = Read without spoilers
gate-spoiler = It’s a spoiler
gate-refile = File it elsewhere
gate-take-back = Take it back
gate-earlier = What came before
gate-where-ask = Where are you in { $title }? What tells further stays hidden from you.
gate-where-choose = I have read up to…
gate-tells-up-to = It tells up to…
gate-not-begun = not begun yet
gate-nothing-told = nothing of the story
gate-chapter = chapter { $number }
gate-quarter-1 = a quarter of the book
gate-quarter-2 = half of the book
gate-quarter-3 = three quarters of the book
gate-quarter-4 = the end of the book
gate-open-to-you = { $count ->
    [0] Nothing to read so far.
    [one] One contribution is open to you.
   *[other] { $count } contributions are open to you.
 } { $hidden ->
    [0] Nothing is hidden.
    [one] One more waits further on.
   *[other] { $hidden } more wait further on.
 }
gate-arrived = Noted: that is where you are.
gate-reading = What was said about { $title }
gate-you-are-at = You have read up to: { $stage }.
gate-you-begin = You have not begun the book: you only read what tells nothing of it.
gate-you-never-said = Say where you are: until then, you only read what tells nothing of the story.
gate-nothing-yet = Nothing to read here for now.
gate-hidden = { $count ->
    [one] One contribution waits for you further on.
   *[other] { $count } contributions wait for you further on.
 }

gate-said = { $name } · tells up to: { $stage }
gate-said-marked = { $name } · tells up to: { $stage } (hidden by a reader)
gate-said-withdrawn = { $name } took this back.
gate-told-new = Thank you! The rooms get it hidden, because it tells up to: { $stage }. Is that so?
gate-told-new-open = Thank you! The rooms get it, for everybody to read.
gate-told-ask = It is hidden, because it tells up to: { $stage }. Is that so?
gate-told-ask-open = Everybody reads this. Up to where does it tell?
gate-told-filed = Done. It is hidden, because it tells up to: { $stage }.
gate-told-filed-open = Done. Everybody reads it.
gate-done = Done.
gate-marked = A reader found that it gives too much away.
gate-withdrawn = It is taken back, in every room.
gate-hidden-by-you = Thank you! It is hidden now; who is far enough still reads it.
gate-hidden-already = It is hidden already from those who are where you are.

gate-gone = What was said here was taken back.
gate-not-yours = Only who said it and the bookshop’s team can do that.
gate-settled = The bookshop’s team decided up to where this tells.
gate-marked-lower = A reader found that it gives too much away: only the bookshop’s team can show it sooner.
gate-not-open = This debate is not open: nothing can be said in it.
gate-no-book = This debate is not about a book: nothing is hidden in it.
gate-slowly = Gently! You can speak again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
 }.
gate-milestones-used = Readers count on these milestones already: they do not change any more.
gate-milestones-count = A book has between { $least } and { $most } milestones, one a line; or give its number of chapters.
gate-milestones-same = Two milestones have the same name.
gate-milestones-long = A milestone’s name has { $most } characters at most.
gate-chapters = A book has between { $least } and { $most } chapters here.
