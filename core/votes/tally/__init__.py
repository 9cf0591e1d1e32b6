"""What the sealed ballots of a poll come to, by its charter; must not decide any method’s rule."""
