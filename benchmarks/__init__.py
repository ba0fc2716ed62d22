"""Measurements of the mesh against plain DuckDB; run by hand, results in results.md."""
