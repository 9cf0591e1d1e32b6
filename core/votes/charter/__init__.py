"""What a poll fixes before it opens and nobody changes afterwards; must not count, or know words or platforms."""
