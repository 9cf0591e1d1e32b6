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
