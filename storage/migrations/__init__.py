"""The history of the schema, one for both engines; must not be imported before it is needed."""
