"""Selections: titles that a shop stands for, in order, wherever the choice came from."""
