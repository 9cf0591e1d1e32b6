"""What the counts promise: the rules of each method, and elections whose results were published."""
