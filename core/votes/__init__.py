"""Nominations and polls over every platform: one person, one ballot; must not know how books or members are kept."""
