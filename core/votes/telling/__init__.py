"""Polls, papers and results in sentences and pictures; must not read storage or decide anything."""
