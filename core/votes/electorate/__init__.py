"""Who may vote in a poll: the rule fixed at its opening, the roll, exceptions, reminders; must not count."""
