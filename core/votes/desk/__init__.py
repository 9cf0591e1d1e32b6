"""Declares the commands and presses that need more than one line of their own; must not hold rules."""
