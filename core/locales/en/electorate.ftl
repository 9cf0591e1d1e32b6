# Who votes: roll, lists, exceptions.

vote-newcomer = Welcome! This vote is for those who were here before it opened. You will vote in the next one.
vote-not-on-roll = This vote is for certain readers. If you think you are one of them, ask your bookseller.
vote-rejected = Your bookseller did not accept your ballot in this vote. Talk to them if that is a mistake.
admit-barred = This account was just unlinked from another, which may vote: to let it in would make two votes.
