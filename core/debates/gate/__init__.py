"""The spoiler gate of a debate: how far its readers are, what is said up to where, and who reads it in clear."""
