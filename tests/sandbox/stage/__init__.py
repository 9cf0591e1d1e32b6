"""The hands that play a person on both platforms, and the premiere."""
