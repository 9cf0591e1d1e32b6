"""The promises of a vote that can be checked."""
