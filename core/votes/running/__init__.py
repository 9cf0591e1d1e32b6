"""What happens to a poll between its opening and its close beside ballots; must not count."""
