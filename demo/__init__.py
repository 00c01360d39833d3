"""Made-up portals."""
