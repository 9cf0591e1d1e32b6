"""Rounds of a shop: nominations, long list, shortlist, final, and the calendar that brings them back."""
