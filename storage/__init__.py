"""Tables, rows, transactions and migrations: the only SQL; must not hold policy."""
