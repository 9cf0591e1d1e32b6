"""The rehearsal room in a real browser."""
