"""What a count must still pass for its winners to stand: thresholds, levels, a jury, ties; must not know words."""
