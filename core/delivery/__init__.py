"""Carries letters from the outbox to the couriers, and due rows to their handlers; must not know what they say."""
