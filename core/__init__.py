"""The product itself: rules, use cases and views; must not know any platform, database or scheduler."""
