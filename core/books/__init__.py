"""The catalogue of works and editions, its import and its search; must not know votes."""
