"""The close of a poll and all that follows a count; must not know words or platforms."""
