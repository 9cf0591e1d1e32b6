"""Loopback Discord and Telegram servers for the demo, the journeys and the benchmarks; imports nothing of the product."""
