"""Releases: the products of a domain, published together, atomically, under one release id."""
