"""Typed settings and logging; values only, opens nothing."""
