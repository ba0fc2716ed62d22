"""The Dagster project of the mesh: domains, feeds, products and releases as assets of one graph."""
