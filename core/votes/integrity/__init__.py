"""Keeping a vote secret while it can be checked: receipts, seals, lot, record and export; must not store, ask the time
or address a reader."""
