"""Articles become an index that answers questions. ARCHITECTURE.md has the map."""
