"""What terms are in this text? Fold first, then segment, the same way for articles and for queries."""
