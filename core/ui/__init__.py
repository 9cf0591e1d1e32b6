"""What people see and do, in neutral words: spans, cards, presses, fields, commands; must not know any platform."""
