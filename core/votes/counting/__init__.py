"""Counts elections by every method, exactly, on aggregated ballots; must not know books, members or storage."""
