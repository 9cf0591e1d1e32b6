"""Loopback Discord and Telegram servers for demo, journeys and benchmarks; imports nothing of the product."""
