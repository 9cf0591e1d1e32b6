"""The words every room shares: identities, places, callers, errors, clock, ports; must not hold a feature's rule."""
