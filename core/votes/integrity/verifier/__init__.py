"""Checks an export of a vote, inside the house and, assembled into one file, on any computer with Python 3.9."""
