"""Draws neutral charts as pictures; the only room that knows the drawing library. Must not know platforms or votes."""
