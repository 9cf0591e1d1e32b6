"""Debates on books and themes: one record, a room of its own in every community it reaches."""
