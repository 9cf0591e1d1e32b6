# Books: search, import, lines set aside.

cmd-book-search = Find a book in the catalogue, by title, author or ISBN
    .name = book search
cmd-book-rejects = See the lines last set aside by an import
    .name = book rejects

book-search-query = Book
    .ask = Which book are you looking for? A title, an author’s name, an ISBN.

works-none = I find nothing for “{ $typed }” in the catalogue. Try one word of the title, or the author’s name.
works-several = { $count ->
    [1] I do not find exactly “{ $typed }”. Did you mean this book? Please choose it from the list.
   *[other] { $count } books answer to “{ $typed }”. Please choose from the list.
}

books-found = In the catalogue for “{ $typed }”
books-more = These are the first { $count }; there are more. Add a word to narrow it down.
books-year = { $year }
books-year-before = { $year } BC
books-isbn = ISBN { $isbn }

isbn-check-digit = “{ $typed }” looks like an ISBN, but its last digit does not agree with the others: one of them is wrong. Please check it, or search by title.
    .short = ISBN with a wrong check digit
isbn-length = “{ $typed }” is not a whole ISBN: it takes 10 or 13 digits. You can also search by title.
    .short = ISBN too short or too long
isbn-not-a-book = “{ $typed }” is not the number of a book: an ISBN of 13 digits begins with 978 or 979 (979-0 is printed music).
    .short = number of something other than a book
isbn-not-digits = “{ $typed }” is not an ISBN: it takes 10 or 13 digits.
    .short = ISBN not made of digits
isbn-scientific = “{ $typed }” was rounded by a spreadsheet: its last digits are lost. Set the column to Text before copying the ISBNs again.
    .short = ISBN rounded by a spreadsheet
year-unclear = year not understood, the book is kept without it
    .short = { year-unclear }
title-blank = line without a title
    .short = { title-blank }
title-too-long = title of more than 300 characters
    .short = { title-too-long }
line-too-long = line too long for a catalogue
    .short = { line-too-long }
line-letters = damaged letters (save the file as UTF-8)
    .short = { line-letters }
line-quote = straight quote opened and never closed
    .short = { line-quote }
line-cells = more cells than in the header (a title probably holds the separator: put it between straight quotes)
    .short = { line-cells }

rejects-title = Lines last set aside
rejects-empty = Nothing was set aside.
reject = { $where }: { $reason } (“{ $value }”)
reject-blank = { $where }: { $reason }
reject-cell = { $file }, line { $line }, column { $column }
reject-line = { $file }, line { $line }

import-no-header = I do not recognise this file: it takes a header line with a column “title” (and, if you have them, “authors”, “year”, “isbn”, “ean”, “publisher”, “language”).
import-title = Import of { $file }
import-read = { $count ->
    [one] { $count } line read.
   *[other] { $count } lines read.
 }
import-works = { $count ->
    [0] no new book
    [one] { $count } new book
   *[other] { $count } new books
 }
import-editions = { $count ->
    [0] no new edition
    [one] { $count } new edition
   *[other] { $count } new editions
 }
import-known = { $count ->
    [0] no line known already
    [one] { $count } line known already
   *[other] { $count } lines known already
 }
import-isbns = { $count ->
    [one] { $count } line has an ISBN:
   *[other] { $count } lines have an ISBN:
 }
import-aside = { $count ->
    [one] { $count } cell or line set aside:
   *[other] { $count } cells or lines set aside:
 }
import-count = { $what }: { $count }
way-written = right ISBN-13
way-converted = worked out from the ISBN-10
way-rescued = worked out from the ISBN-10, the ISBN-13 being of no use
way-padded = ISBN-10 with its leading zeros put back
