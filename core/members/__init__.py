"""Persons and their accounts: arrival, language, linking over platforms; must not know votes or books."""
