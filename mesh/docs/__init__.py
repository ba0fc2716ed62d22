"""Pages of docs/reference that are made from what the mesh knows of itself: rules and products."""
